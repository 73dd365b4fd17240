package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an approval or a request for one requires: it holds only when all of that is fulfilled. A
 * guessed condition is one too, because here it can only take trust away.
 *
 * @param fulfilledAt when the last of them was; empty where there are none, or some are open
 */
public record Conditions(List<NodeRef> open, Optional<Instant> fulfilledAt) {

    public Conditions {
        open = List.copyOf(open);
    }

    /** As they stand in the view. */
    public static Conditions of(Node requiring, GraphView view) {
        TreeSet<NodeRef> open = new TreeSet<>();
        Optional<Instant> last = Optional.empty();
        List<NodeRef> conditions = links(requiring).map(Edge::to).distinct().toList();
        for (NodeRef condition : conditions) {
            Optional<Instant> fulfilled =
                    view.node(condition).facts().stream()
                            .filter(fact -> fact.type().equals("condition.fulfilled"))
                            .map(NodeFact::occurredAt)
                            .findFirst();
            if (fulfilled.isEmpty()) {
                open.add(condition);
            } else if (last.filter(fulfilled.get()::isBefore).isEmpty()) {
                last = fulfilled;
            }
        }
        return new Conditions(List.copyOf(open), open.isEmpty() ? last : Optional.empty());
    }

    /** The links that make something a condition. */
    public static Stream<Edge> links(Node requiring) {
        return Scope.causes(requiring, "requires")
                .filter(edge -> edge.to().type().equals("Condition"));
    }
}
