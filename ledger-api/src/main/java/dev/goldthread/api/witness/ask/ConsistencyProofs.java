package dev.goldthread.api.witness.ask;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.util.List;

/** Where proofs about our logs come from. Safe for any thread. */
@FunctionalInterface
public interface ConsistencyProofs {

    /**
     * RFC 6962 section 2.1.2, 1 ≤ {@code from} &lt; {@code to}.
     *
     * @throws IOException when there is none now; asking later may help
     */
    List<Digest> between(Product product, long from, long to) throws IOException;
}
