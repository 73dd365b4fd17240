package dev.goldthread.streams.audit;

import dev.goldthread.core.graph.NodeDigest;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** What a projection says that its graph of one partition holds. */
public interface GraphListing {

    int partition();

    /** Ledger offset of the last record that is in it; empty when none is. */
    OptionalLong appliedOffset();

    /** Every node in the order of {@link dev.goldthread.core.graph.NodeHash#ORDER}. */
    Iterator<NodeDigest> nodes();

    /** Why the nodes ended before their time; to be asked when they have ended. */
    Optional<String> problem();
}
