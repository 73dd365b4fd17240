package dev.goldthread.streams.query;

import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LocalStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far the stores here are behind the ledger's committed end. Thread-safe. */
final class LedgerLag {

    /** So few offsets may be nothing but transaction markers; it is worth a look. */
    private static final long MARKERS_MAX = 64;

    /** So old may be what is known of the ledger's end when an answer says how far behind it is. */
    private static final Duration END_AGE_MAX = Duration.ofMillis(200);

    private final LocalStores stores;
    private final LedgerFetch ledger;
    private final Map<Integer, Follower> followers = new ConcurrentHashMap<>();

    LedgerLag(LocalStores stores, LedgerFetch ledger) {
        this.stores = stores;
        this.ledger = ledger;
    }

    /** Of each partition served here, in their order. */
    List<PartitionProgress> serving() {
        List<Integer> partitions = stores.serving();
        Map<Integer, Long> ends = ledger.ends(partitions);
        return partitions.stream()
                .map(partition -> serving(partition, ends.getOrDefault(partition, 0L)))
                .toList();
    }

    private PartitionProgress serving(int partition, long end) {
        try (GraphReader graph = stores.lease(partition)) {
            return progress(partition, graph.appliedOffset(), end);
        }
    }

    /**
     * Of a partition whose store follows here: entries at most, because transaction markers may be
     * among the offsets, and because it may have come nearer since.
     *
     * @throws dev.goldthread.streams.project.NotReadyException when there is no such store
     * @throws IllegalStateException when the cluster does not say where the ledger ends
     */
    long following(int partition) {
        return followers.computeIfAbsent(partition, Follower::new).behind();
    }

    /** Many who ask at the same time cause one look. */
    private final class Follower {

        private final int partition;
        private long seenAtNanos; // guarded by this
        private @Nullable PartitionProgress seen; // guarded by this

        Follower(int partition) {
            this.partition = partition;
        }

        synchronized long behind() {
            OptionalLong applied = applied();
            PartitionProgress known = seen;
            if (known == null || isOld() || isBefore(applied, known.applied())) {
                long before = System.nanoTime();
                long end = ledger.ends(List.of(partition)).getOrDefault(partition, 0L);
                known = progress(partition, applied, end);
                seen = known;
                seenAtNanos = before;
            }
            return known.behind();
        }

        private boolean isOld() {
            return System.nanoTime() - seenAtNanos > END_AGE_MAX.toNanos();
        }

        private OptionalLong applied() {
            try (GraphReader graph = stores.leaseFollowing(partition)) {
                return graph.appliedOffset();
            }
        }
    }

    /** A store that was wiped begins anew. */
    private static boolean isBefore(OptionalLong offset, OptionalLong other) {
        return offset.orElse(-1) < other.orElse(-1);
    }

    private PartitionProgress progress(int partition, OptionalLong applied, long end) {
        long next = applied.isPresent() ? applied.getAsLong() + 1 : 0;
        long behind = Math.max(0, end - next);
        boolean caughtUp = behind <= MARKERS_MAX && ledger.isNothing(partition, next, end);
        return new PartitionProgress(partition, applied, end, caughtUp ? 0 : behind);
    }
}
