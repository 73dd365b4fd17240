package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** By which event something was said: facts and links of one event have the same. */
public record Said(Product product, EventId event) {

    public static Said of(NodeFact fact) {
        return new Said(fact.product(), fact.event());
    }

    public static Said of(Edge edge) {
        return new Said(edge.product(), edge.event());
    }

    /** What said something of a node, but for these of its facts. */
    public static Set<Said> besides(Node node, List<NodeFact> these) {
        Set<Said> others = node.facts().stream().map(Said::of).collect(Collectors.toSet());
        these.forEach(fact -> others.remove(of(fact)));
        return others;
    }
}
