package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A view that reads each node once, however often rules come back to it: a test run is asked for
 * again for every test case that it executed, and to put it together sorts all its links. For one
 * question and one thread.
 */
public final class ReadOnceView extends ForwardingView {

    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();

    public ReadOnceView(GraphView view) {
        super(view);
    }

    @Override
    public Node node(NodeRef ref) {
        return nodes.computeIfAbsent(ref, super::node);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return effects.computeIfAbsent(ref, super::effects);
    }
}
