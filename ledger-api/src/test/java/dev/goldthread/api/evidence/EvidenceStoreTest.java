package dev.goldthread.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceStoreTest {

    private static final byte[] REPORT = "report".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.sha256(REPORT);

    @TempDir private Path folder;

    private Path place() {
        return folder.resolve("sha256/%s/%s".formatted(DIGEST.hex().substring(0, 2), DIGEST.hex()));
    }

    @Test
    void givesBackWhatItWasGiven() throws Exception {
        EvidenceStore store = new EvidenceStore(folder, 100);

        assertThat(store.put(REPORT)).isEqualTo(DIGEST);
        store.put(DIGEST, REPORT);

        assertThat(store.get(DIGEST))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(REPORT));
        assertThat(store.get(Digest.sha256("other"))).isEmpty();
        assertThat(files()).as("one file, no leftovers").containsExactly(place());
    }

    @Test
    void refusesContentWithAnotherDigest() {
        EvidenceStore store = new EvidenceStore(folder, 100);

        assertThatThrownBy(() -> store.put(Digest.sha256("other"), REPORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(DIGEST.hex());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        EvidenceStore store = new EvidenceStore(folder, REPORT.length - 1);

        assertThatThrownBy(() -> store.put(REPORT)).hasMessageContaining("may have 5 bytes");
        assertThat(new EvidenceStore(folder, REPORT.length).put(REPORT)).isEqualTo(DIGEST);
    }

    @Test
    void neverGivesOutWhatWasChangedAndMendsItWhenItComesAgain() throws Exception {
        EvidenceStore store = new EvidenceStore(folder, 100);
        store.put(REPORT);
        Files.writeString(place(), "forged");

        assertThatThrownBy(() -> store.get(DIGEST))
                .isInstanceOf(EvidenceStore.CorruptException.class)
                .hasMessageContaining(Digest.sha256("forged").hex());

        store.put(REPORT);
        assertThat(store.get(DIGEST)).isPresent();
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
