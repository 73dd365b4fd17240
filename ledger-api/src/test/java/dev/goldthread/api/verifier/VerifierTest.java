package dev.goldthread.api.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program from its arguments to its exit codes. */
class VerifierTest {

    private static final String KEY = EventFixture.SIGNER.verifierKey().text();

    @TempDir Path folder;
    private String out = "";
    private String err = "";

    @BeforeEach
    void write() throws Exception {
        EventFixture.write(folder.resolve("event"), 3, 9);
    }

    private int run(String... args) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int exitCode =
                Verifier.run(List.of(args), new PrintStream(outBytes), new PrintStream(errBytes));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    private String event() {
        return folder.resolve("event").toString();
    }

    @Test
    void saysThatAnEventIsSoundAndWhatThatDoesNotProve() {
        assertThat(run("event", event(), "--key", KEY)).as(out + err).isZero();
        assertThat(out)
                .contains("ledger.example.org/pump", "commit-1", "SOUND", "a key that you gave")
                .contains("Not proven by this:", "what the events say is true");

        assertThat(run("event", event())).isZero();
        assertThat(out).contains("a key that came with these files", "give the log's key");
    }

    @Test
    void namesLogFileFieldExpectedAndFound() throws Exception {
        Path body = folder.resolve("event/body.avro");
        Files.write(body, new byte[] {1});

        assertThat(run("event", event(), "--key", KEY)).isEqualTo(2);
        assertThat(out)
                .contains("log ledger.example.org/pump, file body.avro, seq 3, field body")
                .contains("expected", "found", "NOT WHAT WAS SIGNED: 1 flaws");
        assertThat(run("event", event(), "-o", "json")).isEqualTo(2);
        JsonNode flaw = new ObjectMapper().readTree(out).at("/flaws/0");
        assertThat(flaw.path("file").asText()).isEqualTo("body.avro");
        assertThat(flaw.path("seq").asLong()).isEqualTo(3);
    }

    @Test
    void failsWhenAWitnessIsAskedForOrTheCheckpointKnownIsAnother() throws Exception {
        String witness = "witness.example.net+";
        assertThat(run("event", event(), "--witness", witness)).isEqualTo(3);
        EventFixture.write(folder.resolve("other"), 1, 9);
        String other = folder.resolve("other/checkpoint").toString();

        assertThat(run("event", event(), "--key", KEY, "--seen", other)).isEqualTo(2);
        assertThat(out).contains("two histories");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(run()).isEqualTo(3);
        assertThat(run("event")).as("a folder of that name is not there").isEqualTo(3);
        assertThat(run("a", "b")).isEqualTo(3);
        assertThat(run(event(), "--key")).isEqualTo(3);
        assertThat(run(event(), "--key", "x")).isEqualTo(3);
        assertThat(run(event(), "--keys", "nowhere")).isEqualTo(3);
        assertThat(run(event(), "--quorum", "1")).isEqualTo(3);
        String checkpoint = folder.resolve("event/checkpoint").toString();
        assertThat(run(event(), "--timestamp-roots", checkpoint)).isEqualTo(3);
        assertThat(err).contains("--timestamp-roots", "must hold certificates");
        assertThat(run(event(), "-o", "xml")).isEqualTo(3);
        assertThat(err).contains("xml");
        assertThat(run("--help")).isZero();
        assertThat(out).contains("usage:");
    }

    @Test
    void aFolderWithLinksOrStrangersDoesNotPass() throws Exception {
        Path body = folder.resolve("event/body.avro");
        Path outside = Files.move(body, folder.resolve("elsewhere"));
        Files.createSymbolicLink(body, outside);

        assertThat(run("event", event(), "--key", KEY)).isEqualTo(2);
        assertThat(out).contains("file body.avro", "no regular file");
    }

    @Test
    void anEventIsNoLogAndAnEmptyFolderIsNothing() throws Exception {
        assertThat(run(event())).isEqualTo(2);
        assertThat(run(Files.createDirectory(folder.resolve("empty")).toString())).isEqualTo(2);
        assertThat(out).contains("unknown log", "missing");
    }
}
