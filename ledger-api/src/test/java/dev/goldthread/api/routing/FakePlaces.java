package dev.goldthread.api.routing;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.PartitionHolders;
import dev.goldthread.streams.project.StoreState;
import dev.goldthread.streams.query.Presence;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/** One partition, placed as a test wants it; absent because "behind" is one that follows. */
public record FakePlaces(Presence presence, Optional<HostInfo> owner, List<HostInfo> standbys)
        implements Places {

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public int partitionOf(Product product) {
        return 0;
    }

    @Override
    public StoreState state(int partition) {
        return switch (presence) {
            case Presence.Owner _ -> StoreState.SERVING;
            case Presence.Standby _ -> StoreState.FOLLOWING;
            case Presence.Absent(var reason) ->
                    reason.contains("behind") ? StoreState.FOLLOWING : StoreState.NONE;
        };
    }

    @Override
    public Presence here(int partition) {
        return presence;
    }

    @Override
    public OptionalLong appliedSeq(Product product) {
        return OptionalLong.empty();
    }

    @Override
    public PartitionHolders holders(int partition) {
        return new PartitionHolders(owner, standbys);
    }

    @Override
    public Set<HostInfo> instances() {
        Set<HostInfo> all = new HashSet<>(standbys);
        owner.ifPresent(all::add);
        return all;
    }
}
