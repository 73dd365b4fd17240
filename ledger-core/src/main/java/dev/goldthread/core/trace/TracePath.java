package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.List;

/**
 * One way through the graph.
 *
 * @param asOf how far the log of the first node's product was in the graph when it was asked
 * @param nodes from the first to the last; none when no way leads there
 * @param edges the links between them, one fewer than nodes
 */
public record TracePath(
        NodeRef from, NodeRef to, GraphView.Position asOf, List<Node> nodes, List<Edge> edges) {

    public TracePath {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    public boolean isConnected() {
        return !nodes.isEmpty();
    }
}
