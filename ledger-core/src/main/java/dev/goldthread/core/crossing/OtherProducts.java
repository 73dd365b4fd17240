package dev.goldthread.core.crossing;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;

/**
 * Where a question finds the graphs of products that its own leads to: in another partition of this
 * instance, or elsewhere. What it lends is valid until the question is answered.
 */
@FunctionalInterface
public interface OtherProducts {

    /** The graph that holds a product's log, or why it cannot be asked. */
    Lent lend(Product product);

    /** The answer to such a wish. */
    sealed interface Lent {

        /**
         * @param view holds what the product's log states; it may hold other logs too, and two
         *     products may be lent the same one
         */
        record Graph(GraphView view) implements Lent {}

        /**
         * @param why is named in the answer
         */
        record Kept(Crossing.State why, String because) implements Lent {}
    }
}
