package dev.goldthread.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every store of evidence, wherever it keeps its bytes. */
abstract class EvidenceStoreContract {

    static final byte[] REPORT = "report".getBytes(StandardCharsets.UTF_8);
    static final Digest DIGEST = Digest.sha256(REPORT);
    static final Digest OTHER = Digest.sha256("other");

    /** Larger than any buffer on its way. */
    private static final int LARGE_BYTES = 3 * 1024 * 1024 + 1;

    @TempDir Path gathering;

    /** A store that was empty before this test. */
    abstract EvidenceStore store(int sizeBytesMax);

    /** Puts other bytes where content with this digest lies, as somebody else would. */
    abstract void forge(Digest digest, byte[] content) throws Exception;

    @Test
    void givesBackWhatItWasGiven() throws Exception {
        try (EvidenceStore store = store(100)) {
            assertThat(store.put(REPORT)).isEqualTo(DIGEST);
            store.put(DIGEST, REPORT);

            assertThat(store.get(DIGEST))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(REPORT));
            assertThat(store.has(DIGEST)).isTrue();
            assertThat(store.get(OTHER)).isEmpty();
            assertThat(store.find(OTHER)).isEmpty();
            assertThat(store.has(OTHER)).isFalse();
        }
    }

    @Test
    void refusesContentWithAnotherDigest() throws Exception {
        try (EvidenceStore store = store(100)) {
            assertThatThrownBy(() -> store.put(OTHER, REPORT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(DIGEST.hex());
            assertThat(store.has(OTHER)).isFalse();
            assertThat(store.has(DIGEST)).isFalse();
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        try (EvidenceStore store = store(REPORT.length - 1);
                EvidenceStore larger = store(REPORT.length)) {
            assertThatThrownBy(() -> store.put(REPORT)).hasMessageContaining("may have 5 bytes");
            assertThat(larger.put(REPORT)).isEqualTo(DIGEST);
        }
    }

    @Test
    void neverGivesOutWhatWasChangedAndMendsItWhenItComesAgain() throws Exception {
        try (EvidenceStore store = store(100)) {
            store.put(REPORT);
            forge(DIGEST, "forged".getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> store.get(DIGEST))
                    .isInstanceOf(CorruptEvidenceException.class)
                    .hasMessageContaining(Digest.sha256("forged").hex());
            assertThatThrownBy(() -> store.find(DIGEST))
                    .isInstanceOf(CorruptEvidenceException.class)
                    .hasMessageContaining(Digest.sha256("forged").hex());

            store.put(REPORT);
            assertThat(store.get(DIGEST)).isPresent();
        }
    }

    @Test
    void adoptsAFileLargerThanItTakesFromMemoryAndStreamsItAndItsParts() throws Exception {
        byte[] large = new byte[LARGE_BYTES];
        new Random(20_261_128).nextBytes(large);
        Digest digest = Digest.sha256(large);
        Path file = Files.write(gathering.resolve("large"), large);

        try (EvidenceStore store = store(100)) {
            assertThat(store.adopt(digest, file)).isTrue();
            assertThat(file).doesNotExist();

            EvidenceStore.Content content = store.find(digest).orElseThrow();
            assertThat(content.sizeBytes()).isEqualTo(LARGE_BYTES);
            try (InputStream all = content.open(0, LARGE_BYTES)) {
                assertThat(all.readAllBytes()).isEqualTo(large);
            }
            try (InputStream part = content.open(70_000, 3)) {
                assertThat(part.readAllBytes())
                        .containsExactly(large[70_000], large[70_001], large[70_002]);
            }
        }
    }

    @Test
    void aFileWithAnotherDigestIsNotAdoptedAndGone() throws Exception {
        Path file = Files.write(gathering.resolve("file"), REPORT);

        try (EvidenceStore store = store(100)) {
            assertThat(store.adopt(OTHER, file)).isFalse();

            assertThat(file).doesNotExist();
            assertThat(store.has(OTHER)).isFalse();
            assertThat(store.has(DIGEST)).isFalse();
        }
    }

    @Test
    void emptyContentIsContent() throws Exception {
        try (EvidenceStore store = store(100)) {
            Digest empty = store.put(new byte[0]);

            assertThat(store.get(empty)).hasValueSatisfying(found -> assertThat(found).isEmpty());
            try (InputStream in = store.find(empty).orElseThrow().open(0, 0)) {
                assertThat(in.readAllBytes()).isEmpty();
            }
        }
    }
}
