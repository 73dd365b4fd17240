package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A graph without what events stated that count no longer ({@link Corrections}); its nodes say of
 * which events a part was set aside. For one thread.
 */
final class CorrectedView extends ForwardingView {

    private final GraphView stated;
    private final GraphView known;
    private final Map<Product, Corrections> corrections = new HashMap<>();

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
            if (corrections(fact.product()).concern(fact.event())) {
                return counting(node);
            }
        }
        for (Edge edge : node.causes()) {
            if (corrections(edge.product()).concern(edge.event())) {
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
        List<Edge> causes = counting(node.causes());
        return new Node(
                node.ref(),
                facts,
                causes,
                takenBack,
                linksTakenBack(node.causes()),
                inPart(facts, causes));
    }

    private List<Node.LinkTakenBack> linksTakenBack(List<Edge> causes) {
        List<Node.LinkTakenBack> links = new ArrayList<>();
        for (Edge edge : causes) {
            EventId by = takenBack(edge.product()).get(edge.event());
            if (by != null && !edge.isDerived()) {
                links.add(new Node.LinkTakenBack(edge, by));
            }
        }
        return links;
    }

    private List<CorrectedInPart> inPart(List<NodeFact> facts, List<Edge> causes) {
        return Stream.concat(
                        facts.stream().map(fact -> correctedInPart(fact.product(), fact.event())),
                        causes.stream().map(edge -> correctedInPart(edge.product(), edge.event())))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return counting(stated.effects(ref));
    }

    @Override
    public List<Edge> effects(NodeRef ref, String relation) {
        return counting(stated.effects(ref, relation));
    }

    private List<Edge> counting(List<Edge> edges) {
        for (Edge edge : edges) {
            if (isTakenBack(edge)) {
                return edges.stream().filter(each -> !isTakenBack(each)).toList();
            }
        }
        return edges;
    }

    private boolean isTakenBack(Edge edge) {
        return isTakenBack(edge.product(), edge.event());
    }

    private boolean isTakenBack(Product product, EventId event) {
        Map<EventId, EventId> takenBack = takenBack(product);
        return !takenBack.isEmpty() && takenBack.containsKey(event);
    }

    @Override
    public Corrections corrections(Product product) {
        return corrections.computeIfAbsent(product, each -> Corrections.of(known, each));
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return known.corrected(product);
    }
}
