package dev.goldthread.api.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {

    @Test
    void letsSoManyThroughPerSecond() {
        AtomicLong nanos = new AtomicLong(5);
        RequestRate rate = new RequestRate(3, nanos::get);
        assertThat(passed(rate, 10)).isEqualTo(3);
        nanos.addAndGet(1_000_000_000L / 3 + 1);
        assertThat(passed(rate, 10)).isEqualTo(1);
        nanos.addAndGet(3_600_000_000_000L);
        assertThat(passed(rate, 10)).as("a pause saves up one second").isEqualTo(3);
    }

    private static int passed(RequestRate rate, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += rate.pass() ? 1 : 0;
        }
        return passed;
    }
}
