package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells generated data from data of the world: what says so itself, what a generator made, and what
 * was derived from either, whatever it says itself.
 */
record Synthetic(GraphView view) {

    /** How far back data are followed; more steps than any real pipeline of data has. */
    private static final int STEPS_MAX = 1_000;

    /** Whether the validation names what it was measured on, and none of it is real. */
    boolean isAllThatWasMeasuredOn(Node validation) {
        List<NodeRef> data = Scope.causes(validation, "evaluatedOn").map(Edge::to).toList();
        return !data.isEmpty() && data.stream().allMatch(ref -> is(ref, new HashSet<>()));
    }

    private boolean is(NodeRef ref, Set<NodeRef> seen) {
        if (!seen.add(ref) || seen.size() > STEPS_MAX) {
            return false;
        }
        Node node = view.node(ref);
        return ref.type().equals("Generator")
                || node.text("origin").equals(Optional.of("SYNTHETIC"))
                || Scope.causes(node, "generatedBy").findAny().isPresent()
                || Scope.causes(node, "derivedFrom").anyMatch(edge -> is(edge.to(), seen));
    }
}
