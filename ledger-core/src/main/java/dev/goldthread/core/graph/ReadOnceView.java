package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A view that reads each node once, however often rules come back to it: a test run is asked for
 * again for every test case that it executed, and to put it together sorts all its links. For one
 * question and one thread.
 */
public final class ReadOnceView extends ForwardingView {

    private final Predicate<NodeRef> kept;
    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();

    public ReadOnceView(GraphView view) {
        this(view, _ -> true);
    }

    private ReadOnceView(GraphView view, Predicate<NodeRef> kept) {
        super(view);
        this.kept = kept;
    }

    /**
     * A view that keeps environments alone, for questions that come back to the same few again and
     * again while they go through more of the rest than should stay in memory. Years of looks make
     * an environment a large node.
     */
    public static ReadOnceView ofEnvironments(GraphView view) {
        return new ReadOnceView(view, ref -> ref.type().equals("Environment"));
    }

    @Override
    public Node node(NodeRef ref) {
        return kept.test(ref) ? nodes.computeIfAbsent(ref, super::node) : super.node(ref);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return kept.test(ref) ? effects.computeIfAbsent(ref, super::effects) : super.effects(ref);
    }
}
