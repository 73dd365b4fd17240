package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A view that reads each node once, however often rules come back to it: a test run is asked for
 * again for every test case that it executed, and to put it together sorts all its links. What it
 * has read it holds until the question is answered, so that is what an allowance is told. For one
 * question and one thread.
 */
public final class ReadOnceView extends ForwardingView {

    /** So many links or facts take about as much memory as a node that has few of them. */
    private static final int PARTS_PER_NODE = 8;

    /** Fewer are gone through sooner than put in order. */
    private static final int MANY = 64;

    private final NodeAllowance allowance;
    private final Predicate<NodeRef> kept;
    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();
    private final Map<NodeRef, Map<String, List<Edge>>> byRelation = new HashMap<>();

    public ReadOnceView(GraphView view, NodeAllowance allowance) {
        this(view, allowance, _ -> true);
    }

    private ReadOnceView(GraphView view, NodeAllowance allowance, Predicate<NodeRef> kept) {
        super(view);
        this.allowance = allowance;
        this.kept = kept;
    }

    /**
     * A view that keeps environments alone, for questions that come back to the same few again and
     * again while they go through more of the rest than should stay in memory. Years of looks make
     * an environment a large node.
     */
    public static ReadOnceView ofEnvironments(GraphView view) {
        return new ReadOnceView(
                view, NodeAllowance.UNBOUNDED, ref -> ref.type().equals("Environment"));
    }

    @Override
    public Node node(NodeRef ref) {
        return kept.test(ref) ? nodes.computeIfAbsent(ref, this::read) : super.node(ref);
    }

    private Node read(NodeRef ref) {
        Node node = super.node(ref);
        allowance.add(1 + (node.facts().size() + node.causes().size()) / PARTS_PER_NODE);
        return node;
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return kept.test(ref)
                ? effects.computeIfAbsent(ref, this::readEffects)
                : super.effects(ref);
    }

    @Override
    public List<Edge> effects(NodeRef ref, String relation) {
        if (!kept.test(ref)) {
            return super.effects(ref, relation);
        }
        List<Edge> all = effects(ref);
        return all.size() < MANY
                ? Edge.of(relation, all)
                : byRelation
                        .computeIfAbsent(ref, _ -> byRelation(all))
                        .getOrDefault(relation, List.of());
    }

    private Map<String, List<Edge>> byRelation(List<Edge> all) {
        allowance.add(all.size() / PARTS_PER_NODE); // they are held a second time
        return all.stream().collect(Collectors.groupingBy(Edge::relation));
    }

    private List<Edge> readEffects(NodeRef ref) {
        List<Edge> read = super.effects(ref);
        allowance.add(read.size() / PARTS_PER_NODE);
        return read;
    }
}
