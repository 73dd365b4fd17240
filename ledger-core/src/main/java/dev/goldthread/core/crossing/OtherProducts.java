package dev.goldthread.core.crossing;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a question finds the graphs of products that its own leads to: in another partition of this
 * instance, or elsewhere. What it lends is valid until the question is answered.
 */
@FunctionalInterface
public interface OtherProducts {

    /**
     * The graph that holds a product's log, or why it cannot be asked.
     *
     * @param recordedBy the time up to which logs count, where the question is about an earlier one
     */
    Lent lend(Product product, Optional<Instant> recordedBy);

    /** The answer to such a wish. */
    sealed interface Lent permits Lent.Graph, Lent.Elsewhere, Kept {

        /**
         * @param view holds what the product's log states; it may hold other logs too, and two
         *     products may be lent the same one
         */
        record Graph(GraphView view) implements Lent {}

        /** Fetches what the product's log states from where it lies. */
        record Elsewhere(Pieces pieces) implements Lent {}
    }
}
