package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;

/** By which event something was said: facts and links of one event have the same. */
public record Said(Product product, EventId event) {

    public static Said of(NodeFact fact) {
        return new Said(fact.product(), fact.event());
    }

    public static Said of(Edge edge) {
        return new Said(edge.product(), edge.event());
    }
}
