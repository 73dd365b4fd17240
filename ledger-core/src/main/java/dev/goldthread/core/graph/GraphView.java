package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph that can be asked. One view answers consistently for as long as it is held. */
public interface GraphView {

    /** How far a product's log is in the graph. */
    record Position(long seq, Instant sealedAt) {}

    /**
     * The node with its facts and the edges that start at it; without any when nothing is known of
     * it.
     */
    Node node(NodeRef ref);

    /** The edges that end at the node, in order. */
    List<Edge> effects(NodeRef ref);

    /** Those of one relation, in order. */
    default List<Edge> effects(NodeRef ref, String relation) {
        return Edge.of(relation, effects(ref));
    }

    /**
     * The last entry of the product's log that the graph has seen; empty for an unknown product.
     */
    Optional<Position> position(Product product);

    /** That entry of the product's log; empty when the log in the graph is not that long. */
    Optional<Position> positionAt(Product product, long seq);

    /**
     * The last entry of the product's log that was sealed no later than this; empty when there was
     * none.
     */
    Optional<Position> positionAt(Product product, Instant recordedAt);

    /**
     * Events of the product's log, as nodes, that an event of the same log may have superseded
     * ({@link Corrections#namedBy}).
     */
    Set<NodeRef> corrected(Product product);

    /** What corrections say of the product's log in this view. */
    default Corrections corrections(Product product) {
        return Corrections.NONE;
    }

    /**
     * Events of the product's log that count no longer in this view, each with the one that took it
     * back.
     */
    default Map<EventId, EventId> takenBack(Product product) {
        return corrections(product).takenBack();
    }

    /** Who set aside a part of the event, which counts all the same; mostly nobody. */
    default List<CorrectedInPart> correctedInPart(Product product, EventId event) {
        return corrections(product).inPart().getOrDefault(event, List.of());
    }

    /** As this view, with what was taken back. */
    default GraphView stated() {
        return this;
    }

    /** As {@link #stated}, and of any time of validity: what corrections are looked for in. */
    default GraphView known() {
        return this;
    }

    /** Whether the product's log, when there is one, is part of this view. */
    default boolean sees(Product product) {
        return true;
    }

    /** When only what had occurred by a time counts, that time. */
    default Optional<Instant> validAt() {
        return Optional.empty();
    }
}
