package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.List;

/**
 * Shows nothing of products whose logs are not seen yet, and does not ask for them: what was in an
 * environment once is no reason for a trace to go on into another product.
 */
final class SeenView extends ForwardingView {

    SeenView(GraphView view) {
        super(view);
    }

    @Override
    public Node node(NodeRef ref) {
        return sees(ref.product()) ? super.node(ref) : new Node(ref, List.of(), List.of());
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return sees(ref.product()) ? super.effects(ref) : List.of();
    }

    @Override
    public List<Edge> effects(NodeRef ref, String relation) {
        return sees(ref.product()) ? super.effects(ref, relation) : List.of();
    }
}
