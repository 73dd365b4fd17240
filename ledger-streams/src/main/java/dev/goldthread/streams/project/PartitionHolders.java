package dev.goldthread.streams.project;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Which instances have a partition's store, as the last rebalance left it: one that was killed
 * since is still among them.
 *
 * @param owner the one that serves; empty while that is not known, or it names no address
 * @param standbys those that follow
 */
public record PartitionHolders(Optional<HostInfo> owner, List<HostInfo> standbys) {

    /** Before the first rebalance, and while the projector stops. */
    public static final PartitionHolders UNKNOWN =
            new PartitionHolders(Optional.empty(), List.of());

    public PartitionHolders {
        standbys = List.copyOf(standbys);
    }
}
