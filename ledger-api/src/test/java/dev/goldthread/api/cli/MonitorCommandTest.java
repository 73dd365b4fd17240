package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.monitor.LogServer;
import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.StrictBase64;
import dev.goldthread.core.witness.SplitView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorCommandTest {

    private static final SampleLog LOG = new SampleLog("pump", "a", 1000);
    private static final SampleLog FORK = new SampleLog("pump", "b", 1000);

    @TempDir Path root;
    private LogServer one;
    private LogServer two;
    private String out = "";
    private String err = "";

    @BeforeEach
    void start() throws Exception {
        one = new LogServer(LOG, 700);
        two = new LogServer(LOG, 900);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private int monitor(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "monitor",
                                one.address().toString(),
                                two.address() + "/",
                                "--key",
                                LOG.key().text()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        Prompt.Run run = new Prompt(Map.of()).run(arguments);
        out = run.out();
        err = run.err();
        return run.exitCode();
    }

    @Test
    void tellsOfAgreement() throws Exception {
        assertThat(monitor()).isEqualTo(0);
        assertThat(out)
                .contains("log ledger.example.org/pump", "700", "900")
                .contains("2 of 2 places tell one history");
        assertThat(monitor("-o", "json")).isEqualTo(0);
        JsonNode json = LedgerClient.JSON.readTree(out);
        assertThat(json.path("verdict").asText()).isEqualTo("consistent");
        assertThat(json.path("places").get(1).path("size").asLong()).isEqualTo(900);
    }

    @Test
    void writesTheProofOfASplitView() throws Exception {
        two.show(FORK, 900);
        Path proof = root.resolve("proof.json");
        assertThat(monitor("--out", proof.toString())).isEqualTo(2);
        assertThat(out).contains("SPLIT VIEW", one.address().toString());
        assertThat(err).contains(proof.toString());

        JsonNode json = LedgerClient.JSON.readTree(Files.readString(proof));
        List<Digest> hashes = new ArrayList<>();
        json.path("consistencyProof").forEach(hash -> hashes.add(digest(hash)));
        SplitView read =
                new SplitView(
                        note(json.path("smaller")),
                        note(json.path("larger")),
                        digest(json.path("prefixRoot")),
                        hashes);
        assertThat(read.isProven(List.of(LOG.key()))).as("from the file alone").isTrue();
    }

    private static Digest digest(JsonNode json) {
        return Digest.of(StrictBase64.decode("hash", json.asText()));
    }

    private static SignedNote note(JsonNode json) {
        return SignedNote.parse(json.path("note").asText().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void remembersFromLookToLook() throws Exception {
        String state = root.resolve("state").toString();
        assertThat(monitor("--state", state)).isEqualTo(0);
        one.show(LOG, 800);
        two.show(LOG, 800);
        assertThat(monitor("--state", state)).isEqualTo(2);
        assertThat(out).contains("ROLLBACK: size 900 was signed before");
        assertThat(monitor("--state", state)).as("it is not forgotten").isEqualTo(2);
        one.show(LOG, 950);
        assertThat(monitor("--state", state)).isEqualTo(0);
        assertThat(out).contains("goes on from size 900");
        one.show(FORK, 960);
        two.show(FORK, 960);
        assertThat(monitor("--state", state)).as("both tell the new story").isEqualTo(2);
        assertThat(out).contains("SPLIT VIEW", "state file");
        Files.writeString(root.resolve("state"), "nonsense");
        assertThat(monitor("--state", state)).isEqualTo(1);
        assertThat(err).contains("must hold a checkpoint seen before");
    }

    @Test
    void hasAnExitCodeForEach() {
        one.close();
        assertThat(monitor()).isEqualTo(5);
        assertThat(out).contains("unreachable", "1 of 2 places");
        two.show(new SampleLog("valve", "a", 3), 3);
        assertThat(monitor()).isEqualTo(2);
        assertThat(run("monitor", "ftp://x", "--key", LOG.key().text())).isEqualTo(3);
        assertThat(run("monitor", "http://x", "--key", "nonsense")).isEqualTo(3);
        assertThat(run("monitor", "--key", LOG.key().text())).isEqualTo(3);
        assertThat(run("monitor", "http://x")).isEqualTo(3);
    }

    @Test
    void aWitnessNeedsALogAndAName() throws Exception {
        String data = root.resolve("w").toString();
        assertThat(run("witness", "--data", data)).isEqualTo(3);
        assertThat(err).contains("at least one log");
        assertThat(run("witness", "--data", data, "--log", LOG.key().text())).isEqualTo(3);
        assertThat(err).contains("give --name");
        Path list = root.resolve("logs");
        Files.writeString(list, "nonsense\n");
        assertThat(run("witness", "--data", data, "--logs", list.toString())).isEqualTo(3);
    }
}
