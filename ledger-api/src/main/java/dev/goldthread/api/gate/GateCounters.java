package dev.goldthread.api.gate;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What this instance's gate did since it started, in events. Thread-safe. */
public final class GateCounters {

    private final Map<String, LongAdder> taken = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final LongAdder duplicates = new LongAdder();

    void countTaken(String channel) {
        count(taken, channel);
    }

    void countRefused(String rule) {
        count(refused, rule);
    }

    void countDuplicate() {
        duplicates.increment();
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    /** Events that Kafka acknowledged on the intake, by channel. */
    public SortedMap<String, Long> taken() {
        return sums(taken);
    }

    /** Refused events by the first rule that they broke. */
    public SortedMap<String, Long> refused() {
        return sums(refused);
    }

    /** Events that were sealed before, answered with the first receipt. */
    public long duplicates() {
        return duplicates.sum();
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
