package dev.goldthread.api.witness;

import java.util.function.LongSupplier;

/**
 * Lets so many requests through per second, and as many at once after a pause: one request costs a
 * signature check and perhaps a write to disk. Safe for any thread.
 */
final class RequestRate {

    private static final double NANOS_PER_SECOND = 1e9;

    private final int perSecond;
    private final LongSupplier nanos;
    private double free;
    private long lastNanos;

    /**
     * @param nanos a clock such as {@link System#nanoTime}
     */
    RequestRate(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.free = perSecond;
        this.lastNanos = nanos.getAsLong();
    }

    /** Whether one more may pass now. */
    synchronized boolean pass() {
        long now = nanos.getAsLong();
        free = Math.min(perSecond, free + (now - lastNanos) / NANOS_PER_SECOND * perSecond);
        lastNanos = now;
        if (free < 1) {
            return false;
        }
        free -= 1;
        return true;
    }
}
