package dev.goldthread.streams.query;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.LocalStores;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.StoreState;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;

/**
 * Which partitions can be asked here, and looks into those that can. Only an instance that others
 * know by its address answers from a standby as well. Thread-safe.
 */
final class Leases {

    private final Projector projector;
    private final LedgerLag lag;

    Leases(Projector projector, LedgerLag lag) {
        this.projector = projector;
        this.lag = lag;
    }

    /**
     * @throws NotReadyException when the product's partition cannot be asked here
     */
    Lease of(Product product) {
        return of(projector.partitionOf(product));
    }

    /**
     * @throws NotReadyException when the partition cannot be asked here
     */
    Lease of(int partition) {
        LocalStores stores = projector.stores();
        if (projector.options().address().isEmpty()
                || stores.state(partition) == StoreState.SERVING) {
            return new Lease(stores.lease(partition), new Presence.Owner());
        }
        Presence as = presence(partition);
        if (as instanceof Presence.Absent(String reason)) {
            throw new NotReadyException(reason + "; ask again, or ask the instance that owns it");
        }
        return new Lease(stores.leaseFollowing(partition), as);
    }

    /** What can be said of the partition here, before it is asked. */
    Presence presence(int partition) {
        return switch (projector.stores().state(partition)) {
            case SERVING -> new Presence.Owner();
            case FOLLOWING -> following(partition);
            case NONE -> new Presence.Absent("partition %d is not here".formatted(partition));
        };
    }

    private Presence following(int partition) {
        try {
            long behind = lag.following(partition);
            return behind <= LedgerQuery.STANDBY_LAG_MAX
                    ? new Presence.Standby(behind)
                    : new Presence.Absent(
                            "partition %d is being read back here, %d entries to go, and answers from %d on"
                                    .formatted(partition, behind, LedgerQuery.STANDBY_LAG_MAX));
        } catch (NotReadyException | IllegalStateException | KafkaException e) {
            return new Presence.Absent(String.valueOf(e.getMessage()));
        }
    }

    /** Partitions whose stores here follow, with what can be said of them, in their order. */
    SortedMap<Integer, Presence> following() {
        SortedMap<Integer, Presence> presences = new TreeMap<>();
        projector
                .stores()
                .following()
                .forEach(partition -> presences.put(partition, following(partition)));
        return presences;
    }
}
