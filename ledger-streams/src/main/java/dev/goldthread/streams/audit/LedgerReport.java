package dev.goldthread.streams.audit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What was found of the ledger.
 *
 * @param logs by product, at least one
 * @param records how many records these logs have
 * @param took from the first record asked for to the last one judged
 * @param start the part of that before the ledger's first record came: reaching the cluster, and
 *     the checkpoints
 * @param registry whether schema ids were held against a registry
 */
public record LedgerReport(
        List<LogReport> logs, long records, Duration took, Duration start, RegistryCheck registry) {

    /** Whether schema ids were held against a registry. */
    public enum RegistryCheck {
        DONE,
        NO_REGISTRY
    }

    public LedgerReport {
        logs = logs.stream().sorted(Comparator.comparing(LogReport::product)).toList();
    }

    public boolean isIntact() {
        return !logs.isEmpty() && logs.stream().allMatch(LogReport::isIntact);
    }

    /** Of all the time it took. */
    public long recordsPerSecond() {
        return perSecond(took);
    }

    /** From the ledger's first record on: how fast a long ledger is verified. */
    public long recordsPerSecondOnceStarted() {
        return perSecond(took.minus(start));
    }

    private long perSecond(Duration time) {
        return records * 1_000_000_000L / Math.max(1, time.toNanos());
    }
}
