package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final Digest SCHEMA = Digest.sha256("schema");
    private static final Digest BODY = Digest.sha256("body");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsWhatItWrites(long randomSeed) {
        Random random = new Random(randomSeed);
        for (int i = 0; i < 200; i++) {
            Seal seal =
                    new Seal(
                            random.nextLong() >>> 1,
                            random.nextLong() >>> 1,
                            randomDigest(random),
                            randomDigest(random),
                            randomDigest(random));
            assertThat(Seal.parse(seal.toBytes())).isEqualTo(seal);
            LogHead head =
                    LogHead.after(new Seal(seal.sealedAtMicros(), 7, BODY, BODY, BODY), BODY);
            assertThat(LogHead.parse(head.toBytes())).isEqualTo(head);
        }
    }

    @Test
    void everyByteCounts() {
        Seal seal = new Seal(1_760_000_001_127_129L, 5, SCHEMA, SCHEMA, BODY);
        for (int i = 1; i < Seal.LENGTH_BYTES; i++) {
            byte[] changed = seal.toBytes();
            changed[i] ^= 1;
            assertThat(Seal.parse(changed)).as("byte %d", i).isNotEqualTo(seal);
            assertThat(Seal.parse(changed).leaf()).as("byte %d", i).isNotEqualTo(seal.leaf());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 112, 114, 226})
    void refusesEveryOtherLength(int lengthBytes) {
        byte[] bytes =
                Arrays.copyOf(new Seal(1, 0, Digest.ZERO, SCHEMA, BODY).toBytes(), lengthBytes);
        assertThatThrownBy(() -> Seal.parse(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessage("length must be 113 bytes for a seal, but is " + lengthBytes);
    }

    @Test
    void refusesEveryOtherVersion() {
        byte[] bytes = new Seal(1, 0, Digest.ZERO, SCHEMA, BODY).toBytes();
        for (int version = 0; version < 256; version++) {
            bytes[0] = (byte) version;
            if (version != Seal.VERSION) {
                assertThatThrownBy(() -> Seal.parse(bytes))
                        .hasMessageContaining("version must be 0x01")
                        .hasMessageContaining("but is \"0x%02x\"", version);
            }
        }
    }

    @Test
    void refusesNumbersAboveTheSignedRange() {
        byte[] time = new Seal(1, 0, Digest.ZERO, SCHEMA, BODY).toBytes();
        time[1] = (byte) 0x80;
        assertThatThrownBy(() -> Seal.parse(time)).hasMessageStartingWith("sealed_at must be");
        byte[] seq = new Seal(1, 0, Digest.ZERO, SCHEMA, BODY).toBytes();
        seq[9] = (byte) 0x80;
        assertThatThrownBy(() -> Seal.parse(seq)).hasMessageStartingWith("seq must be");
    }

    @Test
    void givesTheTimeToTheMicrosecond() {
        assertThat(new Seal(1_760_000_001_127_129L, 0, Digest.ZERO, SCHEMA, BODY).sealedAt())
                .isEqualTo(Instant.parse("2025-10-09T08:53:21.127129Z"));
    }

    @Test
    void refusesTornHeads() {
        byte[] good = LogHead.after(new Seal(9, 3, BODY, SCHEMA, BODY), BODY).toBytes();
        assertThat(good).hasSize(LogHead.LENGTH_BYTES);
        byte[] sizeLost = good.clone();
        Arrays.fill(sizeLost, 1, 9, (byte) 0);
        byte[] leafLost = good.clone();
        Arrays.fill(leafLost, 9, 41, (byte) 0);
        byte[] onlyTime = LogHead.EMPTY.toBytes();
        onlyTime[48] = 1;
        byte[] otherVersion = good.clone();
        otherVersion[0] = 2;
        for (byte[] torn :
                new byte[][] {
                    sizeLost, leafLost, onlyTime, otherVersion, Arrays.copyOf(good, 48), {}
                }) {
            assertThatThrownBy(() -> LogHead.parse(torn)).isInstanceOf(MalformedException.class);
        }
        assertThat(LogHead.parse(LogHead.EMPTY.toBytes())).isEqualTo(LogHead.EMPTY);
    }

    static Digest randomDigest(Random random) {
        byte[] bytes = new byte[Digest.LENGTH_BYTES];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }
}
