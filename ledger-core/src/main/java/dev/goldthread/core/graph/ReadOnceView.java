package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A view that reads each node once, however often rules come back to it: a test run is asked for
 * again for every test case that it executed, and to put it together sorts all its links. What it
 * has read it holds until the question is answered, so that is what an allowance is told. For one
 * question and one thread.
 */
public final class ReadOnceView extends ForwardingView {

    /** So many links or facts take about as much memory as a node that has few of them. */
    private static final int PARTS_PER_NODE = 8;

    private final NodeAllowance allowance;
    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();

    public ReadOnceView(GraphView view, NodeAllowance allowance) {
        super(view);
        this.allowance = allowance;
    }

    @Override
    public Node node(NodeRef ref) {
        return nodes.computeIfAbsent(ref, this::read);
    }

    private Node read(NodeRef ref) {
        Node node = super.node(ref);
        allowance.add(1 + (node.facts().size() + node.causes().size()) / PARTS_PER_NODE);
        return node;
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return effects.computeIfAbsent(ref, this::readEffects);
    }

    private List<Edge> readEffects(NodeRef ref) {
        List<Edge> read = super.effects(ref);
        allowance.add(read.size() / PARTS_PER_NODE);
        return read;
    }
}
