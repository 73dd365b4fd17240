package dev.goldthread.streams.checkpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The alarms of the partitions that this instance holds. Thread-safe. */
final class Alarms {

    private static final Logger LOG = System.getLogger(Alarms.class.getName());

    private final Map<Integer, Map<String, Alarm>> byPartition = new ConcurrentHashMap<>();
    private final LongAdder raised = new LongAdder();

    void raise(int partition, Alarm alarm) {
        LOG.log(Level.ERROR, "ALARM: {0}", alarm.message());
        raised.increment();
        byPartition
                .computeIfAbsent(partition, any -> new ConcurrentHashMap<>())
                .put(alarm.log(), alarm);
    }

    /** Another instance holds the partition now, or this one begins anew. */
    void withdraw(int partition) {
        byPartition.remove(partition);
    }

    /** Those that stand, by log. */
    List<Alarm> standing() {
        return byPartition.values().stream()
                .flatMap(alarms -> alarms.values().stream())
                .sorted(Comparator.comparing(Alarm::log))
                .toList();
    }

    /** How often one was raised since the start. */
    long raised() {
        return raised.sum();
    }
}
