package dev.goldthread.streams.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.timestamp.RootCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timestamps beside checkpoints; with a real authority they are in the command line's tests. */
class StampHistoryTest {

    private static final byte[] NOTE = "a checkpoint".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HASH = Digest.sha256(NOTE).toBytes();

    @TempDir private Path folder;

    @Test
    void withoutRootsTimestampsAreCountedAndNothingIsSaidOfThem() {
        StampHistory stamps = new StampHistory(List.of());
        stamps.learn(NOTE, 7);

        assertThat(stamps.add(HASH, new byte[3])).isEmpty();
        assertThat(stamps.count()).isEqualTo(1);
        assertThat(stamps.widest()).isEmpty();
    }

    @Test
    void aTimestampOfNoCheckpointHereIsAFlaw() {
        StampHistory stamps = new StampHistory(List.of());

        assertThat(stamps.add(HASH, new byte[3]).orElseThrow().message())
                .contains("SHA-256 of a checkpoint before it", Digest.of(HASH).hex());
        assertThat(stamps.add(new byte[5], new byte[3]).orElseThrow().found()).isEqualTo("5 bytes");
    }

    @Test
    void withRootsAResponseThatProvesNothingIsAFlaw() throws Exception {
        StampHistory stamps = new StampHistory(List.of(root()));
        stamps.learn(NOTE, 7);

        assertThat(stamps.add(HASH, new byte[3])).isPresent();
        assertThat(stamps.widest()).isEmpty();
    }

    private X509Certificate root() throws Exception {
        Path file = folder.resolve("root.pem");
        Process process =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ed25519",
                                "-nodes",
                                "-subj",
                                "/CN=Root",
                                "-keyout",
                                folder.resolve("root.key").toString(),
                                "-out",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return RootCertificates.parse(Files.readAllBytes(file)).getFirst();
    }
}
