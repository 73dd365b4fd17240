package dev.goldthread.streams.project;

import dev.goldthread.streams.project.RestoreProgress.Restoring;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says in lines for people that a lost store is read back from the ledger, and how far it is. What
 * is only caught up with is worth a line when it takes long. Thread-safe.
 */
final class RestoreLines {

    /** Between two lines about one partition. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private record Reading(long beganNanos, long toldNanos, boolean isTold) {}

    private final Consumer<String> lines;
    private final LongSupplier nanos;
    private final Map<Integer, Reading> readings = new HashMap<>();

    /**
     * @param nanos a clock that only goes forward
     */
    RestoreLines(Consumer<String> lines, LongSupplier nanos) {
        this.lines = lines;
        this.nanos = nanos;
    }

    /**
     * @param lost why there is no store to go on from, if there is none
     */
    synchronized void began(int partition, Optional<String> lost, Restoring all) {
        long now = nanos.getAsLong();
        boolean isTold = lost.isPresent() && all.remaining() > 0;
        readings.put(partition, new Reading(now, now, isTold));
        if (isTold) {
            lines.accept(
                    String.format(
                            Locale.ROOT,
                            "partition %d: the store is rebuilt from the ledger, at most %,d events, because %s",
                            partition,
                            all.remaining(),
                            lost.get()));
        }
    }

    synchronized void came(int partition, Restoring so) {
        Reading reading = readings.get(partition);
        long now = nanos.getAsLong();
        if (reading != null && now - reading.toldNanos() >= INTERVAL.toNanos()) {
            readings.put(partition, new Reading(reading.beganNanos(), now, true));
            lines.accept(
                    String.format(
                            Locale.ROOT,
                            "partition %d: %,d events read, at most %,d to come, %d %% done",
                            partition,
                            so.records(),
                            so.remaining(),
                            percent(so)));
        }
    }

    private static long percent(Restoring so) {
        return 100 * (so.next() - so.start()) / Math.max(1, so.end() - so.start());
    }

    synchronized void ended(int partition, long records) {
        Reading reading = readings.remove(partition);
        if (reading != null && reading.isTold()) {
            Duration took = Duration.ofNanos(nanos.getAsLong() - reading.beganNanos());
            lines.accept(
                    String.format(
                            Locale.ROOT,
                            "partition %d: the store is up to date, %,d events read in %.1f s",
                            partition,
                            records,
                            took.toMillis() / 1000.0));
        }
    }

    /** It goes on elsewhere, or later. */
    synchronized void broken(int partition) {
        readings.remove(partition);
    }
}
