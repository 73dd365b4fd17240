package dev.goldthread.core.seal;

/**
 * The machine's clock lies so far behind the log's last seal that sealing on would record times
 * that are plainly wrong. Sealing stops until the clock is right.
 */
public final class ClockBehindException extends IllegalStateException {

    private final long lastSealedAtMicros;
    private final long clockMicros;

    public ClockBehindException(long lastSealedAtMicros, long clockMicros) {
        super(
                "sealed_at must be at most %d µs ahead of the clock, but the last seal has %d and the clock says %d (microseconds since the epoch), %d µs ahead; set this machine's clock right, then restart sealing"
                        .formatted(
                                Chain.CLOCK_LAG_MAX_MICROS,
                                lastSealedAtMicros,
                                clockMicros,
                                lastSealedAtMicros - clockMicros));
        this.lastSealedAtMicros = lastSealedAtMicros;
        this.clockMicros = clockMicros;
    }

    public long lastSealedAtMicros() {
        return lastSealedAtMicros;
    }

    public long clockMicros() {
        return clockMicros;
    }
}
