package dev.goldthread.api.connection;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What came by one connection since the process started, in deliveries. Thread-safe. */
public final class HookCounters {

    private final Map<String, LongAdder> results = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> denied = new ConcurrentHashMap<>();

    void count(String result) {
        results.computeIfAbsent(result, _ -> new LongAdder()).increment();
    }

    void deny(String reason) {
        denied.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }

    /** Deliveries of proven senders, by what became of them. */
    public SortedMap<String, Long> results() {
        return sums(results);
    }

    /** Deliveries of which nothing was kept, by reason. */
    public SortedMap<String, Long> denied() {
        return sums(denied);
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
