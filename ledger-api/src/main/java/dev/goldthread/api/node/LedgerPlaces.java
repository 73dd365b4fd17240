package dev.goldthread.api.node;

import dev.goldthread.api.routing.Places;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.PartitionHolders;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.StoreState;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Presence;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/** Who has which partition, as the projector of this node knows it. */
record LedgerPlaces(Projector projector, LedgerQuery query) implements Places {

    @Override
    public int partitions() {
        return projector.partitions();
    }

    @Override
    public int partitionOf(Product product) {
        return projector.partitionOf(product);
    }

    @Override
    public StoreState state(int partition) {
        return projector.stores().state(partition);
    }

    @Override
    public Presence here(int partition) {
        return query.presence(partition);
    }

    /** A store may close in this moment; then the question says so. */
    @Override
    public OptionalLong appliedSeq(Product product) {
        try {
            return query.ask(product, graph -> graph.position(product))
                    .map(position -> OptionalLong.of(position.seq()))
                    .orElseGet(OptionalLong::empty);
        } catch (NotReadyException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public PartitionHolders holders(int partition) {
        return projector.holders(partition);
    }

    @Override
    public Set<HostInfo> instances() {
        return projector.instances();
    }
}
