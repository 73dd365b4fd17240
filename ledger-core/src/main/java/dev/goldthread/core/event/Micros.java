package dev.goldthread.core.event;

import java.time.Instant;

/**
 * Times as microseconds since 1970, as events and seals have them (Avro specification, {@code
 * timestamp-micros}).
 */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private Micros() {}

    /**
     * What is less than a microsecond is left out.
     *
     * @throws ArithmeticException beyond the year 294,000
     */
    public static long of(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / NANOS);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
    }
}
