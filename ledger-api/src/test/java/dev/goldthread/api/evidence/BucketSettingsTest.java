package dev.goldthread.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketSettingsTest {

    private static BucketSettings of(String address) {
        return BucketSettings.of(
                address, Optional.empty(), "eu-central-1", false, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "s3://evidence, evidence, ''",
        "s3://evidence/, evidence, ''",
        "s3://evidence/pump/ledger, evidence, pump/ledger",
        "s3://evidence/pump/, evidence, pump"
    })
    void readsBucketAndPrefix(String address, String bucket, String prefix) {
        assertThat(of(address).bucket()).isEqualTo(bucket);
        assertThat(of(address).prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence", "s3:/evidence", "s3://Evidence", "https://evidence"})
    void refusesWhatIsNoBucket(String address) {
        assertThatThrownBy(() -> of(address)).hasMessageContaining("s3://BUCKET/PREFIX");
    }

    @Test
    void readsALock() {
        assertThat(BucketSettings.Lock.parse("compliance:3650"))
                .isEqualTo(
                        new BucketSettings.Lock(
                                BucketSettings.Lock.Mode.COMPLIANCE, Duration.ofDays(3_650)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "compliance", "forever:10", "compliance:-1", "governance:0"})
    void refusesWhatIsNoLock(String text) {
        assertThatThrownBy(() -> BucketSettings.Lock.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("correct it");
    }

    @Test
    void theBoundFitsTheStore() {
        Optional<BucketSettings> bucket = Optional.of(of("s3://evidence"));
        long most = EvidenceBucket.OBJECT_BYTES_MAX;

        assertThat(new EvidenceOptions(bucket, most).sizeBytesMax()).isEqualTo(most);
        assertThat(new EvidenceOptions(Optional.empty(), most + 1).sizeBytesMax())
                .isEqualTo(most + 1);
        assertThatThrownBy(() -> new EvidenceOptions(bucket, most + 1))
                .hasMessageContaining("but is " + (most + 1));
        assertThatThrownBy(() -> new EvidenceOptions(Optional.empty(), 1))
                .hasMessageContaining("but is 1;");
    }

    @Test
    void theLastByteIsHeldBackFromContentWithAnotherDigest() {
        byte[] forged = "forged".getBytes(StandardCharsets.UTF_8);
        byte[] read = new byte[10];
        CheckedContent content =
                new CheckedContent(
                        new ByteArrayInputStream(forged), Digest.sha256("whole"), 6, "s3://e/k");

        assertThatThrownBy(() -> content.readNBytes(read, 0, 10))
                .isInstanceOf(CorruptEvidenceException.class)
                .hasMessageContaining("s3://e/k");
        assertThat(read).startsWith('f', 'o', 'r', 'g', 'e', 0);
    }
}
