package dev.goldthread.api.witness.ask;

import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;

/** What our logs have signed. Safe for any thread; answers from memory, since it is asked often. */
public interface CheckpointFeed {

    /** The logs that have a checkpoint. */
    List<Product> products();

    Optional<LatestCheckpoint> latest(Product product);
}
