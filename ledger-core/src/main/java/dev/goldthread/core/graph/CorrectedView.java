package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph without what events stated that count no longer ({@link Corrections}). For one thread.
 */
final class CorrectedView extends ForwardingView {

    private final GraphView stated;
    private final GraphView known;
    private final Map<Product, Map<EventId, EventId>> corrections = new HashMap<>();

    /**
     * @param stated what events state, those that count no longer too
     * @param known all that is recorded, whenever it happened: that something was wrong is learned
     *     later, and holds for the time before
     */
    CorrectedView(GraphView stated, GraphView known) {
        super(stated);
        this.stated = stated;
        this.known = known;
    }

    @Override
    public GraphView stated() {
        return stated;
    }

    @Override
    public GraphView known() {
        return known;
    }

    @Override
    public Node node(NodeRef ref) {
        Node node = stated.node(ref);
        for (NodeFact fact : node.facts()) {
            if (isTakenBack(fact.product(), fact.event())) {
                return counting(node);
            }
        }
        for (Edge edge : node.causes()) {
            if (isTakenBack(edge.product(), edge.event())) {
                return counting(node);
            }
        }
        return node;
    }

    private Node counting(Node node) {
        List<NodeFact> facts = new ArrayList<>();
        List<Node.TakenBack> takenBack = new ArrayList<>();
        for (NodeFact fact : node.facts()) {
            EventId by = takenBack(fact.product()).get(fact.event());
            if (by == null) {
                facts.add(fact);
            } else {
                takenBack.add(new Node.TakenBack(fact, by));
            }
        }
        return new Node(node.ref(), facts, counting(node.causes()), takenBack);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        List<Edge> effects = stated.effects(ref);
        for (Edge edge : effects) {
            if (isTakenBack(edge.product(), edge.event())) {
                return counting(effects);
            }
        }
        return effects;
    }

    private List<Edge> counting(List<Edge> edges) {
        return edges.stream().filter(edge -> !isTakenBack(edge.product(), edge.event())).toList();
    }

    private boolean isTakenBack(Product product, EventId event) {
        Map<EventId, EventId> takenBack = takenBack(product);
        return !takenBack.isEmpty() && takenBack.containsKey(event);
    }

    @Override
    public Map<EventId, EventId> takenBack(Product product) {
        return corrections.computeIfAbsent(product, each -> Corrections.of(known, each));
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return known.corrected(product);
    }
}
