package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A view that reads each node once, however often rules come back to it: a test run is asked for
 * again for every test case that it executed, and to put it together sorts all its links. For one
 * question and one thread.
 */
final class ReadOnceView implements GraphView {

    private final GraphView view;
    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();

    ReadOnceView(GraphView view) {
        this.view = view;
    }

    @Override
    public Node node(NodeRef ref) {
        return nodes.computeIfAbsent(ref, view::node);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return effects.computeIfAbsent(ref, view::effects);
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return view.corrected(product);
    }

    @Override
    public List<TakenBack> takenBack(NodeRef ref) {
        return view.takenBack(ref);
    }

    @Override
    public GraphView stated() {
        return view.stated();
    }

    @Override
    public GraphView known() {
        return view.known();
    }

    @Override
    public Optional<Position> position(Product product) {
        return view.position(product);
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return view.positionAt(product, seq);
    }

    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        return view.positionAt(product, recordedAt);
    }

    @Override
    public boolean sees(Product product) {
        return view.sees(product);
    }

    @Override
    public Optional<Instant> validAt() {
        return view.validAt();
    }
}
