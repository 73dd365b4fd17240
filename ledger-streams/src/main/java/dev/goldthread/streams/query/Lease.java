package dev.goldthread.streams.query;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.NotReadyException;

/**
 * A look into a partition's store. To be closed soon, for one thread.
 *
 * <p>A copy that is behind cannot deny: what it does not have may be what it has not come to yet.
 *
 * @param as what could be said of the store before the look began, so that the look is no older
 */
record Lease(GraphReader graph, Presence as) implements AutoCloseable {

    /**
     * For an answer about a product that names the position it stands on.
     *
     * @throws NotReadyException when there is nothing of the product's log, and may be later
     */
    GraphReader of(Product product) {
        if (as.mayLack() && graph.position(product).isEmpty()) {
            throw new NotReadyException(
                    "the copy here is behind and has nothing of product %s yet; ask the instance that owns it, or ask again"
                            .formatted(product));
        }
        return graph;
    }

    /**
     * For an answer that names no position, and so passes for all that there is.
     *
     * @throws NotReadyException when the store may lack something
     */
    GraphReader whole(int partition) {
        if (as.mayLack()) {
            throw new NotReadyException(
                    "the copy of partition %d here is behind, and what it lacks would pass for not there; ask the instance that owns it, or ask again"
                            .formatted(partition));
        }
        return graph;
    }

    @Override
    public void close() {
        graph.close();
    }
}
