package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A view that reads each node once, however often rules come back to it: a test run is asked for
 * again for every test case that it executed, and to put it together sorts all its links. For one
 * question and one thread.
 */
final class ReadOnceView extends ForwardingView {

    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();

    ReadOnceView(GraphView view) {
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
