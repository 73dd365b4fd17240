package dev.goldthread.streams.seal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this instance did since it started, in records. Work that a failed transaction undid and
 * that was done again counts twice. Thread-safe.
 */
public final class SealerCounters {

    private final LongAdder sealed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final Map<RefusalRule, LongAdder> rejected;

    SealerCounters() {
        Map<RefusalRule, LongAdder> byRule = new EnumMap<>(RefusalRule.class);
        for (RefusalRule rule : RefusalRule.values()) {
            byRule.put(rule, new LongAdder());
        }
        rejected = Collections.unmodifiableMap(byRule);
    }

    void countSealed() {
        sealed.increment();
    }

    void countDuplicate() {
        duplicates.increment();
    }

    void countRejected(RefusalRule rule) {
        rejected.getOrDefault(rule, new LongAdder()).increment();
    }

    public long sealed() {
        return sealed.sum();
    }

    /** Submissions that had been sealed before and were dropped. */
    public long duplicates() {
        return duplicates.sum();
    }

    public long rejected(RefusalRule rule) {
        return rejected.getOrDefault(rule, new LongAdder()).sum();
    }

    public long rejected() {
        return rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
