package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf.NotYetException;
import dev.goldthread.core.graph.AsOf.Recorded;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An earlier state of a graph: since the fold only adds, leaving out what came later is all it
 * takes. For one thread.
 */
final class PastView implements GraphView {

    private final GraphView graph;
    private final AsOf asOf;
    private final Map<Product, Optional<Position>> ends = new HashMap<>();
    private final Optional<Instant> recordedBy;

    /**
     * @throws NotYetException when the log of {@code home} does not reach that far
     */
    PastView(GraphView graph, Product home, AsOf asOf) {
        this.graph = graph;
        this.asOf = asOf;
        recordedBy =
                switch (asOf.recorded()) {
                    case Recorded.All() -> Optional.empty();
                    case Recorded.By(Instant time) -> Optional.of(time);
                    case Recorded.UpTo(long seq) -> {
                        Position end =
                                graph.positionAt(home, seq)
                                        .orElseThrow(() -> new NotYetException(home, seq));
                        ends.put(home, Optional.of(end));
                        yield Optional.of(end.sealedAt());
                    }
                };
    }

    @Override
    public Node node(NodeRef ref) {
        Node node = graph.node(ref);
        return new Node(
                ref,
                node.facts().stream()
                        .filter(fact -> counts(fact.product(), fact.seq(), fact.occurredAt()))
                        .toList(),
                counting(node.causes()));
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return counting(graph.effects(ref));
    }

    private List<Edge> counting(List<Edge> edges) {
        return edges.stream()
                .filter(edge -> counts(edge.product(), edge.seq(), edge.occurredAt()))
                .toList();
    }

    private boolean counts(Product product, long seq, Instant occurredAt) {
        boolean isRecorded = position(product).filter(end -> seq <= end.seq()).isPresent();
        return isRecorded && asOf.validAt().filter(occurredAt::isAfter).isEmpty();
    }

    /** Where the product's log ended then. */
    @Override
    public Optional<Position> position(Product product) {
        return ends.computeIfAbsent(product, this::endOf);
    }

    private Optional<Position> endOf(Product product) {
        return recordedBy.isPresent()
                ? graph.positionAt(product, recordedBy.get())
                : graph.position(product);
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return graph.positionAt(product, seq).filter(at -> isWithin(product, at));
    }

    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        Optional<Position> then = graph.positionAt(product, recordedAt);
        return then.filter(at -> !isWithin(product, at)).isPresent() ? position(product) : then;
    }

    private boolean isWithin(Product product, Position at) {
        return position(product).filter(end -> at.seq() <= end.seq()).isPresent();
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return graph.corrected(product);
    }

    @Override
    public boolean sees(Product product) {
        return graph.sees(product);
    }

    @Override
    public Optional<Instant> validAt() {
        return asOf.validAt();
    }
}
