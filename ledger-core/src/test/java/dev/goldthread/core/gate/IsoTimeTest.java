package dev.goldthread.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read and written as the JDK does it. */
class IsoTimeTest {

    private static final long YEAR_10100 = 256_550_000_000L;

    @Test
    void writesAndReadsWhatTheJdkDoes() {
        Random random = new Random(20_260_301);
        int[] units = {1_000_000_000, 1_000_000, 1_000, 1};
        for (int i = 0; i < 100_000; i++) {
            int unit = units[random.nextInt(units.length)];
            Instant time =
                    Instant.ofEpochSecond(
                            random.nextLong(-1_000_000_000_000L, YEAR_10100),
                            (long) random.nextInt(1_000_000_000) / unit * unit);
            StringBuilder text = new StringBuilder();
            IsoTime.write(time, text);

            assertThat(text.toString()).isEqualTo(time.toString());
            assertThat(IsoTime.parse(text.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2026-03-01T10:00Z",
                "2026-03-01T10:00:00.Z",
                "2026-03-01T10:00:00.1Z",
                "2026-03-01T10:00:00.123456789Z",
                "2026-03-01T10:00:00.000100+02:00",
                "2026-03-01t10:00:00z",
                "0000-01-01T00:00:00Z",
                "+12026-03-01T10:00:00Z"
            })
    void readsEveryFormThatTheJdkReads(String text) {
        assertThat(IsoTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29T23:59:59Z",
                "2026-04-31T10:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-01-00T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T10:60:00Z",
                "2026-03-01T10:00:60Z",
                "2026-03-01T10:00:00.1234567890Z",
                "2026-03-01T10:00:00,5Z",
                "2026-03-01 10:00:00Z",
                "2026-03-01T10:00:00",
                "2026-03-01T10:00:0Z",
                "٢026-03-01T10:00:00Z"
            })
    void refusesWhatTheJdkRefuses(String text) {
        assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
