package dev.goldthread.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.Digest;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final Digest SCHEMA = Digest.sha256("schema");
    private static final Digest BODY = Digest.sha256("body");
    private static final long NOW_MICROS = 1_760_000_000_000_000L;

    @Test
    void firstSealLinksToZeros() {
        Sealed first = Chain.seal(LogHead.EMPTY, NOW_MICROS, SCHEMA, BODY);
        assertThat(first.seal()).isEqualTo(new Seal(NOW_MICROS, 0, Digest.ZERO, SCHEMA, BODY));
        assertThat(first.next()).isEqualTo(new LogHead(1, first.leaf(), NOW_MICROS));
    }

    @Test
    void nextSealLinksToTheLeafBefore() {
        Sealed first = Chain.seal(LogHead.EMPTY, NOW_MICROS, SCHEMA, BODY);
        Sealed second = Chain.seal(first.next(), NOW_MICROS + 1, SCHEMA, BODY);
        assertThat(second.seal())
                .isEqualTo(new Seal(NOW_MICROS + 1, 1, first.leaf(), SCHEMA, BODY));
    }

    @Test
    void keepsThePreviousTimeWhileTheClockIsUpToSixtySecondsBehind() {
        LogHead head = Chain.seal(LogHead.EMPTY, NOW_MICROS, SCHEMA, BODY).next();
        Sealed sealed = Chain.seal(head, NOW_MICROS - Chain.CLOCK_LAG_MAX_MICROS, SCHEMA, BODY);
        assertThat(sealed.seal().sealedAtMicros()).isEqualTo(NOW_MICROS);
    }

    @Test
    void stopsWhenTheClockIsFurtherBehind() {
        LogHead head = Chain.seal(LogHead.EMPTY, NOW_MICROS, SCHEMA, BODY).next();
        long clockMicros = NOW_MICROS - Chain.CLOCK_LAG_MAX_MICROS - 1;
        assertThatThrownBy(() -> Chain.seal(head, clockMicros, SCHEMA, BODY))
                .isInstanceOfSatisfying(
                        ClockBehindException.class,
                        e -> {
                            assertThat(e.lastSealedAtMicros()).isEqualTo(NOW_MICROS);
                            assertThat(e.clockMicros()).isEqualTo(clockMicros);
                        })
                .hasMessageContaining("60000001 µs ahead")
                .hasMessageContaining("clock right");
    }

    @Test
    void refusesAClockBeforeTheEpoch() {
        assertThatThrownBy(() -> Chain.seal(LogHead.EMPTY, -1, SCHEMA, BODY))
                .hasMessage("clock must be at least 0 microseconds, but is -1");
    }
}
