package dev.goldthread.api.routing;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.PartitionHolders;
import dev.goldthread.streams.project.StoreState;
import dev.goldthread.streams.query.Presence;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/** Who has which partition of the ledger, as this instance knows it now. Safe for any thread. */
public interface Places {

    int partitions();

    int partitionOf(Product product);

    /** What this instance has of the partition, without a look at how far behind it is. */
    StoreState state(int partition);

    /** What this instance can say of the partition itself. */
    Presence here(int partition);

    /** The last position of the product's log that is here; empty when nothing is. */
    OptionalLong appliedSeq(Product product);

    /** Which instances have it, this one among them. */
    PartitionHolders holders(int partition);

    /** Every instance that runs, this one among them; empty while that is not known. */
    Set<HostInfo> instances();
}
