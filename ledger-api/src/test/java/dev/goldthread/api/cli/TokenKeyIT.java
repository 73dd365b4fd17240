package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.keys.SignerChoice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose checkpoint keys never leave a PKCS#11 token: SoftHSM's. */
@DisabledOnOs(OS.WINDOWS)
class TokenKeyIT extends CommandsBesideALedger {

    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "271828";

    @TempDir private Path root;
    private String url = "http://127.0.0.1:1";

    @Test
    void aTokenSignsCheckpointsAndARotationGoesToTheNextKeyInIt() throws Exception {
        makeToken();
        String first = key("first");
        String second = key("second");
        VerifierKey old;
        try (Node node = start(first, Optional.empty())) {
            emit("e-1");
            old = verifierKey();
            awaitCheckpoint(1, old);
        }
        assertThat(data().resolve("keys/checkpoint.p8")).doesNotExist();

        try (Node node = start(first, Optional.of(second))) {
            assertThat(run("keys", "rotate")).as(err).isZero();
            VerifierKey next = verifierKey();
            assertThat(next).isNotEqualTo(old);
            awaitCheckpoint(2, next);
            emit("e-2");
            assertThat(awaitCheckpoint(3, next).verifiedBy(old)).isFalse();
            assertThat(run("verify")).as(out + err).isZero();
            assertThat(out).contains("signatures valid, the last over 3");
            assertThat(node.failure()).isEmpty();
        }
        assertThatThrownBy(() -> open(first))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("object=first")
                .hasMessageNotContaining(PIN);
        assertThat(open(second).book().keys()).hasSize(2);
    }

    @Test
    void anUnusableUriKeepsTheLedgerFromStartingAndItsPinToItself() {
        String uri = "pkcs11:object=k?module-path=/none.so&pin-value=4711";

        assertThat(serve(uri + "%2")).isEqualTo(3);
        assertThat(err).contains("attribute pin-value").doesNotContain("4711");
        assertThat(serve(uri)).isEqualTo(1);
        assertThat(err).contains("module-path /none.so").doesNotContain("4711");
        assertThat(out).doesNotContain("4711");
    }

    private int serve(String uri) {
        return run("serve", "--data", data().toString(), "--port", "0", "--checkpoint-key", uri);
    }

    private void makeToken() throws Exception {
        String conf = System.getenv("SOFTHSM2_CONF");
        assumeTrue(
                Files.exists(MODULE) && conf != null,
                "not tested: keys in a PKCS#11 token; apt-get install softhsm2 opensc");
        Path tokens = Files.createDirectory(root.resolve("tokens"));
        Files.writeString(
                Path.of(conf),
                "directories.tokendir = %s%nobjectstore.backend = file%n".formatted(tokens));
        tool("softhsm2-util --init-token --free --label node --so-pin 314159 --pin " + PIN);
        for (String label : List.of("first", "second")) {
            tool(
                    "pkcs11-tool --module %s --token-label node --login --pin %s --keypairgen --key-type EC:edwards25519 --label %s --id %s"
                            .formatted(MODULE, PIN, label, label.equals("first") ? "01" : "02"));
        }
    }

    private static void tool(String command) throws Exception {
        Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    }

    private String key(String label) throws Exception {
        Path file = root.resolve("pin");
        Files.writeString(file, PIN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return "pkcs11:token=node;object=%s?module-path=%s&pin-source=file:%s"
                .formatted(label, MODULE, file);
    }

    private KeyRing open(String uri) {
        return KeyRing.open(
                new KeyFolder(data()),
                SignerChoice.ofKey(uri),
                Optional.empty(),
                Instant.EPOCH,
                Optional::empty);
    }

    private Node start(String key, Optional<String> next) {
        NodeOptions.Signing signing =
                new NodeOptions.Signing(SignerChoice.ofKey(key), next.map(SignerChoice::ofKey));
        Node node =
                Node.start(
                        NodeOptions.embedded(data()).withPort(0).withSigning(signing),
                        NodeListener.SILENT);
        url = node.url().toString();
        return node;
    }

    private VerifierKey verifierKey() {
        assertThat(run("keys", "export-verifier", "pump")).as(err).isZero();
        return VerifierKey.parse(out.strip());
    }

    private SignedNote awaitCheckpoint(long size, VerifierKey key) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            if (run("checkpoint", "pump") == 0) {
                SignedNote note = SignedNote.parse(out.getBytes(StandardCharsets.UTF_8));
                if (Checkpoint.parse(note.text()).size() == size && note.verifiedBy(key)) {
                    return note;
                }
            }
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
        assertThat(run(event, List.of("emit", "-f", "-", "--wait", "20"))).as(err).isZero();
    }

    @Override
    Path data() {
        return root.resolve("data");
    }

    @Override
    String address() {
        return url;
    }
}
