package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;

/** Appends to a log: the only maker of new seals (log-format, "Seal"). */
public final class Chain {

    /** How far the last seal may be ahead of the clock: 60 s (log-format, "Seal", sealed_at). */
    public static final long CLOCK_LAG_MAX_MICROS = 60_000_000;

    private Chain() {}

    /**
     * Seals one event at the end of a log.
     *
     * <pre>
     * sealed_at = max(previous sealed_at, clock)
     * seq       = number of seals so far
     * prev      = leaf of the previous seal, zeros for the first
     * </pre>
     *
     * @param clockMicros the time now, microseconds since the epoch, ≥ 0
     * @param schema SHA-256 of the writer schema's UTF-8 text
     * @param body SHA-256 of the event's Avro body, the bytes as they came
     * @throws ClockBehindException when the previous seal is more than 60 s ahead of the clock
     */
    public static Sealed seal(LogHead head, long clockMicros, Digest schema, Digest body) {
        if (clockMicros < 0) {
            throw new MalformedException("clock", "at least 0 microseconds", clockMicros);
        }
        if (head.lastSealedAtMicros() - clockMicros > CLOCK_LAG_MAX_MICROS) {
            throw new ClockBehindException(head.lastSealedAtMicros(), clockMicros);
        }
        long sealedAtMicros = Math.max(head.lastSealedAtMicros(), clockMicros);
        Seal seal = new Seal(sealedAtMicros, head.size(), head.lastLeaf(), schema, body);
        Digest leaf = seal.leaf();
        return new Sealed(seal, leaf, LogHead.after(seal, leaf));
    }
}
