package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what the view behind it says, but for what a subclass says otherwise. */
public abstract class ForwardingView implements GraphView {

    private final GraphView behind;

    protected ForwardingView(GraphView behind) {
        this.behind = behind;
    }

    @Override
    public Node node(NodeRef ref) {
        return behind.node(ref);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return behind.effects(ref);
    }

    /** Whoever says otherwise of all edges has to say it of these as well. */
    @Override
    public List<Edge> effects(NodeRef ref, String relation) {
        return behind.effects(ref, relation);
    }

    @Override
    public Optional<Position> position(Product product) {
        return behind.position(product);
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return behind.positionAt(product, seq);
    }

    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        return behind.positionAt(product, recordedAt);
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return behind.corrected(product);
    }

    @Override
    public Corrections corrections(Product product) {
        return behind.corrections(product);
    }

    @Override
    public GraphView stated() {
        return behind.stated();
    }

    @Override
    public GraphView known() {
        return behind.known();
    }

    @Override
    public boolean sees(Product product) {
        return behind.sees(product);
    }

    @Override
    public Optional<Instant> validAt() {
        return behind.validAt();
    }
}
