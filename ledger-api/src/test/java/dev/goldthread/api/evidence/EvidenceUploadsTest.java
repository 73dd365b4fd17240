package dev.goldthread.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.evidence.EvidenceUploads.Result;
import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceUploadsTest {

    private static final byte[] REPORT = "a report in three".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.sha256(REPORT);

    @TempDir private Path folder;

    private EvidenceStore store() {
        return new EvidenceFolder(folder, 1_000);
    }

    private Result take(int from, int to) throws Exception {
        return new EvidenceUploads(store(), folder.resolve("gathering"), 100)
                .take(DIGEST, from, REPORT.length, Arrays.copyOfRange(REPORT, from, to));
    }

    private Path gathering() {
        return folder.resolve("gathering").resolve(DIGEST.hex());
    }

    @Test
    void piecesBecomeContentOnceAllAreThere() throws Exception {
        assertThat(take(0, 5)).isEqualTo(new Result.Waiting(5));
        assertThat(store().get(DIGEST)).isEmpty();
        assertThat(take(5, 9)).isEqualTo(new Result.Waiting(9));

        assertThat(take(9, REPORT.length)).isEqualTo(new Result.Kept());

        assertThat(store().get(DIGEST))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(REPORT));
        assertThat(gathering()).doesNotExist();
    }

    @Test
    void aPieceThatCameBeforeOrTooEarlyChangesNothingAndSaysWhereToGoOn() throws Exception {
        take(0, 5);

        assertThat(take(0, 5)).isEqualTo(new Result.Waiting(5));
        assertThat(take(9, 12)).isEqualTo(new Result.Waiting(5));

        take(5, REPORT.length);
        assertThat(take(0, 5)).as("kept by now").isEqualTo(new Result.Kept());
    }

    @Test
    void anotherDigestLeavesNothing() throws Exception {
        Digest other = Digest.sha256("other");
        EvidenceUploads uploads = new EvidenceUploads(store(), folder.resolve("gathering"), 100);

        assertThat(uploads.take(other, 0, REPORT.length, REPORT))
                .isEqualTo(new Result.OtherDigest());

        assertThat(folder.resolve("gathering")).isEmptyDirectory();
        assertThat(store().has(other)).isFalse();
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeAnythingIsWritten() throws Exception {
        assertThat(
                        new EvidenceUploads(store(), folder.resolve("gathering"), 10)
                                .take(DIGEST, 0, 11, new byte[5]))
                .isEqualTo(new Result.TooLarge(10));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatNobodyWentOnWithIsThrownAway() throws Exception {
        take(0, 5);
        Path abandoned = folder.resolve("gathering/abandoned");
        Files.writeString(abandoned, "half");
        Files.setLastModifiedTime(
                abandoned,
                FileTime.from(
                        Instant.now()
                                .minus(EvidenceUploads.ABANDONED_AFTER)
                                .minus(Duration.ofMinutes(1))));

        take(5, 9);

        assertThat(abandoned).doesNotExist();
        assertThat(gathering()).exists();
    }

    @Test
    void emptyContentIsContent() throws Exception {
        Digest empty = Digest.sha256(new byte[0]);

        assertThat(
                        new EvidenceUploads(store(), folder.resolve("gathering"), 10)
                                .take(empty, 0, 0, new byte[0]))
                .isEqualTo(new Result.Kept());
        assertThat(store().find(empty)).isPresent();
    }
}
