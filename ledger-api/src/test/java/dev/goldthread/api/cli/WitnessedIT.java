package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.api.witness.WatchedLog;
import dev.goldthread.api.witness.WitnessOptions;
import dev.goldthread.api.witness.WitnessServer;
import dev.goldthread.api.witness.ask.HttpAuthority;
import dev.goldthread.api.witness.ask.OutsideOptions;
import dev.goldthread.api.witness.ask.TimestampAuthority;
import dev.goldthread.api.witness.ask.WitnessAddress;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Cosigner;
import dev.goldthread.core.seal.KeyName;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger for which others speak, and an auditor who relies on them alone. */
class WitnessedIT extends CommandsBesideALedger {

    private static final VerifierKey AWAY =
            new Cosigner(new KeyName("away.example"), SampleLog.key(77)).verifierKey();

    @TempDir private Path root;
    private String url = "http://127.0.0.1:1";

    @Test
    void othersSpeakForALogAndAnAuditorHearsThemOffline() throws Exception {
        VerifierKey log;
        try (Node node = start(OutsideOptions.NONE)) {
            emit("e-1");
            assertThat(node.failure()).isEmpty();
            log = VerifierKey.parse(okay("keys", "export-verifier", "pump").strip());
        }
        try (HttpAuthority authority = new HttpAuthority();
                WitnessServer witness = witness(log);
                Node node = start(outside(authority, witness))) {
            VerifierKey trusted = witness.verifierKey();
            await(() -> isCosigned(1, trusted) && stamps() == 1);
            emit("e-2"); // now by a proof from the size before
            await(() -> isCosigned(2, trusted) && stamps() == 2);
            await(this::isCounted);
            assertThat(node.failure()).isEmpty();

            checkFigures();
            checkLive(trusted.text(), authority);
            checkExport(log.text(), trusted.text(), authority);
        }
    }

    /** One witness is away all the time: that is told, and keeps nothing from working. */
    private void checkFigures() throws IOException {
        JsonNode status = status();
        assertThat(status.findValuesAsText("status")).isNotEmpty().allMatch("UP"::equals);
        assertThat(status.at("/witnesses/0/cosigned").asLong()).isEqualTo(2);
        assertThat(status.at("/witnesses/1/witness").asText()).isEqualTo("away.example");
        assertThat(status.at("/witnesses/1/pending").asLong()).isEqualTo(1);
        assertThat(status.at("/witnesses/1/problem").asText()).startsWith("pump: ");
        assertThat(okay("status")).contains("witness away.example  cosigned 0, failed ");
    }

    private void checkLive(String witness, HttpAuthority authority) throws Exception {
        assertThat(okay("verify", "--witness", witness, "--quorum", "1"))
                .contains("witnessed up to 2", "2 timestamps, not verified")
                .contains("give the authority's root certificates with --timestamp-roots");
        for (List<String> depth : List.of(List.of("verify"), List.of("verify", "--quick"))) {
            assertThat(run("", with(depth, "--timestamp-roots", pem(authority))))
                    .as(out + err)
                    .isZero();
            assertThat(out)
                    .contains("2 timestamps, valid, 2 entries existed by 20", "(CN=Stamps)")
                    .contains("whether the authority's certificate was revoked");
            try (HttpAuthority stranger = new HttpAuthority()) {
                String roots = pem(stranger);
                assertThat(run("", with(depth, "--timestamp-roots", roots))).isEqualTo(2);
                assertThat(out).contains("log goldthread.local/pump, seq 1, field timestamp at");
                assertThat(run("", with(depth, "--timestamp-roots", roots, "-o", "json")))
                        .isEqualTo(2);
                JsonNode broken = LedgerClient.JSON.readTree(out).findValue("broken");
                assertThat(broken.path("log").asText()).isEqualTo("goldthread.local/pump");
                assertThat(broken.path("field").asText())
                        .matches("timestamp at offset \\d+ of partition \\d+: .+");
                assertThat(broken.has("seq") && broken.has("expected") && broken.has("found"))
                        .isTrue();
            }
        }
        assertThat(run("verify", "--witness", AWAY.text())).as(out + err).isEqualTo(2);
        assertThat(run("verify", "--witness", witness, "--witness", AWAY.text(), "--quorum", "1"))
                .as(out + err)
                .isZero();
    }

    private void checkExport(String log, String witness, HttpAuthority authority) throws Exception {
        String folder = root.resolve("export").toString();
        okay("export", "log", "pump", "--out", folder);
        List<String> asked =
                List.of("verify", "--export", folder, "--key", log, "--witness", witness);

        assertThat(run("", with(asked, "--timestamp-roots", pem(authority))))
                .as(out + err)
                .isZero();
        assertThat(out)
                .contains("SOUND", "1 trusted witnesses, 1 asked for")
                .contains("at the latest at 20", "by CN=Stamps: the first 2 entries", "2 verified");
        assertThat(run("", asked)).as(out + err).isZero();
        assertThat(out).contains("2 timestamps lie in the bundle and were not verified");
        try (HttpAuthority stranger = new HttpAuthority()) {
            assertThat(run("", with(asked, "--timestamp-roots", pem(stranger)))).isEqualTo(2);
            assertThat(out).contains("FLAW", "file timestamps/");
        }
        assertThat(run("", with(asked, "--witness", AWAY.text()))).isEqualTo(2);
    }

    private static List<String> with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), List.of(more).stream()).toList();
    }

    private WitnessServer witness(VerifierKey log) throws IOException {
        return WitnessServer.start(
                new WitnessOptions(
                        root.resolve("witness"),
                        "127.0.0.1",
                        0,
                        Optional.of(new KeyName("witness.example.com/w1")),
                        List.of(new WatchedLog(log.name().text(), List.of(log))),
                        1000));
    }

    private static OutsideOptions outside(HttpAuthority authority, WitnessServer witness) {
        return new OutsideOptions(
                List.of(
                        new WitnessAddress(witness.verifierKey(), witness.address()),
                        new WitnessAddress(AWAY, URI.create("http://127.0.0.1:1"))),
                Optional.of(new TimestampAuthority(authority.address(), List.of(authority.root))),
                Duration.ofMillis(1));
    }

    private String pem(HttpAuthority authority) throws Exception {
        Path file = Files.createTempFile(root, "roots", ".pem");
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(authority.root.getEncoded())));
        return file.toString();
    }

    private Node start(OutsideOptions outside) {
        Node node =
                Node.start(
                        NodeOptions.embedded(data()).withPort(0).withOutside(outside),
                        NodeListener.SILENT);
        url = node.url().toString();
        return node;
    }

    @Override
    Path data() {
        return root.resolve("data");
    }

    private boolean isCosigned(long size, VerifierKey witness) {
        if (run("checkpoint", "pump") != 0) {
            return false;
        }
        SignedNote note = SignedNote.parse(out.getBytes(StandardCharsets.UTF_8));
        return Checkpoint.parse(note.text()).size() == size && note.verifiedBy(witness);
    }

    private long stamps() {
        return status().at("/timestamps/stamped").asLong();
    }

    /** The figures follow what is kept, and a look at all logs. */
    private boolean isCounted() {
        JsonNode status = status();
        return status.at("/witnesses/0/cosigned").asLong() == 2
                && status.at("/witnesses/1/pending").asLong() == 1
                && status.findValuesAsText("status").stream().allMatch("UP"::equals);
    }

    private JsonNode status() {
        try {
            return LedgerClient.JSON.readTree(okay("status", "-o", "json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 180_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s%n%s", out, err).isLessThan(deadline);
        }
    }

    private void emit(String id) {
        String event =
                """
                {"id":"%s","product":"pump","type":"requirement.recorded","occurredAt":"2026-01-06T09:00:00Z",\
                "actor":{"kind":"HUMAN","id":"p-1006"},"source":{"uri":"https://tracker.example.org","tool":"jira"},\
                "subject":{"type":"Requirement","id":"REQ-%s"},\
                "data":{"revision":"1","title":"Stop","level":"SOFTWARE"}}"""
                        .formatted(id, id);
        assertThat(run(event, List.of("emit", "-f", "-", "--wait", "30"))).as(err).isZero();
    }

    private String okay(String... arguments) {
        assertThat(run(arguments)).as("%s%n%s", out, err).isZero();
        return out;
    }

    @Override
    String address() {
        return url;
    }
}
