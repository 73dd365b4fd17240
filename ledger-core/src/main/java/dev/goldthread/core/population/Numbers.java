package dev.goldthread.core.population;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers that mostly follow one another, kept as ranges. Not thread-safe. */
final class Numbers {

    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private long repeated;

    void add(long number) {
        Map.Entry<Long, Long> before = lastByFirst.floorEntry(number);
        if (before != null && before.getValue() >= number) {
            repeated++;
            return;
        }
        long first = before != null && before.getValue() == number - 1 ? before.getKey() : number;
        Long behind = lastByFirst.remove(number + 1);
        lastByFirst.put(first, behind == null ? number : behind);
    }

    boolean isEmpty() {
        return lastByFirst.isEmpty();
    }

    long first() {
        return lastByFirst.firstKey();
    }

    long last() {
        return lastByFirst.lastEntry().getValue();
    }

    /** How many numbers came more than once, each time counted. */
    long repeated() {
        return repeated;
    }

    /** What lies between 1, or the first if that is less, and the last. */
    List<SourceStatus.Range> missing() {
        List<SourceStatus.Range> missing = new ArrayList<>();
        long next = isEmpty() ? 1 : Math.min(1, first());
        for (Map.Entry<Long, Long> range : lastByFirst.entrySet()) {
            if (range.getKey() > next) {
                missing.add(new SourceStatus.Range(next, range.getKey() - 1));
            }
            next = range.getValue() + 1;
        }
        return missing;
    }
}
