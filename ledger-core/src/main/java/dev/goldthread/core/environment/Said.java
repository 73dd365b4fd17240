package dev.goldthread.core.environment;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;

/** By which event something was said: facts and links of one event have the same. */
record Said(Product product, EventId event) {

    static Said of(NodeFact fact) {
        return new Said(fact.product(), fact.event());
    }

    static Said of(Edge edge) {
        return new Said(edge.product(), edge.event());
    }
}
