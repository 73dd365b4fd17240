package dev.goldthread.streams.query;

import dev.goldthread.core.crossing.Pieces.Fetched.Piece;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.StatedRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a product's log states of some nodes, as one instance lends it to another.
 *
 * @param end the last entry that counts; empty when there is no such log
 * @param then the last one sealed by the time that was asked for
 * @param corrected events of the log that another one of it may have taken back
 * @param wanted how many of the wanted nodes are in it, from the first on
 * @param more nodes that are in it beside them
 * @param rows of the events that state something of these
 */
public record LentPiece(
        Optional<Position> end,
        Optional<Position> then,
        Set<NodeRef> corrected,
        int wanted,
        List<NodeRef> more,
        List<StatedRow> rows) {

    /** Nodes that one request may ask for. */
    public static final int WANTED_MAX = 5_000;

    /**
     * What is asked for.
     *
     * @param upTo the last entry that counts; all there are when empty
     * @param recordedBy the time that the question is about, where it is an earlier one
     * @param nodes of any product, 1 to {@link #WANTED_MAX}
     */
    public record Wish(
            Product product, OptionalLong upTo, Optional<Instant> recordedBy, List<NodeRef> nodes) {
        public Wish {
            nodes = List.copyOf(nodes);
            if (nodes.isEmpty() || nodes.size() > WANTED_MAX) {
                throw new IllegalArgumentException(
                        "nodes must be 1 to %d, but are %d; ask several times"
                                .formatted(WANTED_MAX, nodes.size()));
            }
        }
    }

    public LentPiece {
        corrected = Set.copyOf(corrected);
        more = List.copyOf(more);
        rows = List.copyOf(rows);
    }

    /**
     * @throws NotReadyException when the log is not as long here as what was lent before
     */
    public static LentPiece read(Wish wish, GraphReader graph) {
        Product product = wish.product();
        Optional<Position> end =
                wish.upTo().isPresent()
                        ? graph.positionAt(product, wish.upTo().getAsLong())
                        : graph.position(product);
        if (end.isEmpty()) {
            if (wish.upTo().isPresent()) {
                throw new NotReadyException(
                        "log %s has no entry %d here yet"
                                .formatted(product, wish.upTo().getAsLong()));
            }
            return new LentPiece(
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    wish.nodes().size(),
                    List.of(),
                    List.of());
        }
        LentNodes lent = LentNodes.read(product, end.get(), wish.nodes(), graph);
        return new LentPiece(
                end,
                then(wish, end.get(), graph),
                graph.corrected(product),
                lent.wanted(),
                lent.more(),
                lent.rows());
    }

    private static Optional<Position> then(Wish wish, Position end, GraphReader graph) {
        return wish.recordedBy().isEmpty()
                ? Optional.of(end)
                : graph.positionAt(wish.product(), wish.recordedBy().get())
                        .map(then -> then.seq() > end.seq() ? end : then);
    }

    /**
     * As the one who asked takes it.
     *
     * @throws IllegalArgumentException when it is not what was wished for
     */
    public Piece piece(Wish wish) {
        if (wanted < 1 || wanted > wish.nodes().size()) {
            throw new IllegalArgumentException(
                    "a piece must be of 1 to %d wanted nodes, but is of %d"
                            .formatted(wish.nodes().size(), wanted));
        }
        if (wish.upTo().isPresent() && !isAsOf(wish.upTo().getAsLong())) {
            throw new IllegalArgumentException(
                    "a piece must be as of entry %d, but is as of %s"
                            .formatted(wish.upTo().getAsLong(), end));
        }
        Set<NodeRef> nodes = new HashSet<>(wish.nodes().subList(0, wanted));
        nodes.addAll(more);
        return new Piece(
                end, then, corrected, nodes, rows.stream().map(StatedRow::statement).toList());
    }

    private boolean isAsOf(long seq) {
        return end.filter(position -> position.seq() == seq).isPresent();
    }
}
