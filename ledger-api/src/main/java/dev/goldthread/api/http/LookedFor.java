package dev.goldthread.api.http;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The nodes that one question is about, and which of them nobody knew, so that an error blames no
 * other. A question may be asked several times, of more and more logs; the last time counts. For one
 * question, on one thread.
 */
final class LookedFor {

    private final List<NodeRef> nodes;
    private List<NodeRef> unknown;

    LookedFor(NodeRef... nodes) {
        this.nodes = List.of(nodes);
        this.unknown = this.nodes;
    }

    <T> Function<GraphView, Optional<T>> in(Function<GraphView, Optional<T>> question) {
        return view -> {
            unknown = nodes.stream().filter(node -> isUnknown(view, node)).distinct().toList();
            return question.apply(view);
        };
    }

    /** As long as a product's log is not seen nobody can tell what it does not know. */
    private static boolean isUnknown(GraphView view, NodeRef node) {
        return view.sees(node.product()) && !Tracer.isKnown(view, node);
    }

    /** Which are not known; all, where it is none of them that is missing. */
    String unknown() {
        return (unknown.isEmpty() ? nodes : unknown)
                .stream().map(NodeRef::toString).collect(Collectors.joining(" and "));
    }
}
