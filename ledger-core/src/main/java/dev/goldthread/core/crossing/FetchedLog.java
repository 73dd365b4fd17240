package dev.goldthread.core.crossing;

import dev.goldthread.core.crossing.Pieces.Fetched.Piece;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.TraceGraph;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One product's log as far as it was fetched, all of it as of one entry. Of a node that was not
 * fetched it states nothing and notes that it was asked; what was answered meanwhile is worth
 * nothing, so the question is asked again once it is. For one thread.
 */
final class FetchedLog implements GraphView {

    /** Nodes that one log is asked for. */
    static final int NODES_MAX = 20_000;

    private final Product product;
    private final Position end;
    private final Optional<Position> then;
    private final Set<NodeRef> corrected;
    private final TraceGraph graph = new TraceGraph();
    private final Set<NodeRef> known = new HashSet<>();
    private final SortedSet<NodeRef> wanted = new TreeSet<>();

    /**
     * @param first says as of which entry all of it is
     */
    FetchedLog(Product product, Position end, Piece first) {
        this.product = product;
        this.end = end;
        then = first.then();
        corrected = first.corrected();
        add(first);
    }

    /**
     * @throws IllegalStateException when it is as of another entry
     */
    void add(Piece piece) {
        if (piece.end().filter(end::equals).isEmpty()) {
            throw new IllegalStateException(
                    "log %s: a piece must be as of %s, but is as of %s"
                            .formatted(product, end, piece.end()));
        }
        piece.statements().forEach(graph::add);
        known.addAll(piece.nodes());
        wanted.removeAll(piece.nodes());
    }

    /** Nodes that were asked for and are not fetched, in order. */
    Collection<NodeRef> wanted() {
        return wanted;
    }

    /** Whether fetching what is wanted would be more than is fetched of one log. */
    boolean isTooLarge() {
        return known.size() + wanted.size() > NODES_MAX;
    }

    /** How many nodes are fetched. */
    int nodes() {
        return known.size();
    }

    long seq() {
        return end.seq();
    }

    @Override
    public Node node(NodeRef ref) {
        return isKnown(ref) ? graph.node(ref) : new Node(ref, List.of(), List.of());
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return isKnown(ref) ? graph.effects(ref) : List.of();
    }

    private boolean isKnown(NodeRef ref) {
        if (known.contains(ref)) {
            return true;
        }
        wanted.add(ref);
        return false;
    }

    /** Whether these were corrected by then, their nodes say. */
    @Override
    public Set<NodeRef> corrected(Product other) {
        return sees(other) ? corrected : Set.of();
    }

    @Override
    public boolean sees(Product other) {
        return product.equals(other);
    }

    @Override
    public Optional<Position> position(Product other) {
        return sees(other) ? Optional.of(end) : Optional.empty();
    }

    /**
     * @throws IllegalStateException for any entry that was not told
     */
    @Override
    public Optional<Position> positionAt(Product other, long seq) {
        if (!sees(other) || seq > end.seq()) {
            return Optional.empty();
        }
        if (seq == end.seq()) {
            return Optional.of(end);
        }
        throw new IllegalStateException(
                "log %s lies elsewhere, and when its entry %d was sealed was not told"
                        .formatted(product, seq));
    }

    /** Of no other time than the one that the question is about, and those after the end. */
    @Override
    public Optional<Position> positionAt(Product other, Instant recordedAt) {
        if (!sees(other)) {
            return Optional.empty();
        }
        return recordedAt.isBefore(end.sealedAt()) ? then : Optional.of(end);
    }
}
