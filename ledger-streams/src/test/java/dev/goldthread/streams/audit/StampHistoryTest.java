package dev.goldthread.streams.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.timestamp.RootCertificates;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Stamped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timestamps beside checkpoints; with a real authority they are in the command line's tests. */
class StampHistoryTest {

    private static final Digest NOTE = Digest.sha256("a checkpoint");

    @TempDir private Path folder;

    @Test
    void withoutRootsTimestampsAreCountedAndNothingIsSaidOfThem() {
        StampHistory stamps = new StampHistory(List.of());
        stamps.learn(NOTE, 7);

        assertThat(stamps.add(stamped(Optional.of(NOTE)))).isEmpty();
        assertThat(stamps.count()).isEqualTo(1);
        assertThat(stamps.widest()).isEmpty();
    }

    @Test
    void aTimestampOfNoCheckpointHereIsAFlaw() {
        StampHistory stamps = new StampHistory(List.of());

        assertThat(stamps.add(stamped(Optional.of(NOTE))).orElseThrow().message())
                .contains("SHA-256 of a checkpoint before it", NOTE.hex());
        assertThat(stamps.add(stamped(Optional.empty())).orElseThrow().found())
                .isEqualTo("missing");
    }

    @Test
    void withRootsAResponseThatProvesNothingIsAFlaw() throws Exception {
        StampHistory stamps = new StampHistory(List.of(root()));
        stamps.learn(NOTE, 7);

        assertThat(stamps.add(stamped(Optional.of(NOTE)))).isPresent();
        assertThat(stamps.widest()).isEmpty();
    }

    private static Stamped stamped(Optional<Digest> note) {
        return new Stamped(note, new Bytes(new byte[3]));
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
