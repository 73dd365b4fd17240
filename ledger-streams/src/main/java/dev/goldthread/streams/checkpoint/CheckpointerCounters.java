package dev.goldthread.streams.checkpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What this instance did since it started. Thread-safe. */
public final class CheckpointerCounters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongAdder verified = new LongAdder();
    private final LongAdder signed = new LongAdder();
    private final LongAdder signingNanos = new LongAdder();
    private final LongAccumulator signingNanosMax = new LongAccumulator(Long::max, 0);
    private volatile Optional<String> signingProblem = Optional.empty();

    CheckpointerCounters() {}

    void countVerified() {
        verified.increment();
    }

    void countSigned(Duration took) {
        signed.increment();
        signingNanos.add(took.toNanos());
        signingNanosMax.accumulate(took.toNanos());
    }

    void signingIs(Optional<String> problem) {
        signingProblem = problem;
    }

    /** Ledger records found intact; those judged again after a restart count again. */
    public long verified() {
        return verified.sum();
    }

    /** Notes signed. */
    public long signed() {
        return signed.sum();
    }

    /** How long one signature took on average, in seconds; NaN before the first. */
    public double signSecondsAverage() {
        return signingNanos.sum() / NANOS_PER_SECOND / signed.sum();
    }

    /** How long the slowest took, in seconds; NaN before the first. */
    public double signSecondsMax() {
        return signed.sum() == 0 ? Double.NaN : signingNanosMax.get() / NANOS_PER_SECOND;
    }

    /** Why signing does not succeed now; it is tried again. */
    public Optional<String> signingProblem() {
        return signingProblem;
    }
}
