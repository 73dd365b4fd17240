package dev.goldthread.core.graph;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one ledger entry adds to the graph: a fact about a node, and edges. It says all that a graph
 * holds of the entry, so a graph may as well keep the entry and state it again when asked.
 */
public record Statement(NodeRef node, NodeFact fact, List<Edge> edges) {

    /** Who did and who says it, of a body that cannot be read. */
    private static final String UNKNOWN = "unknown";

    public Statement {
        edges = List.copyOf(edges);
    }

    public static Statement of(LedgerEntry entry) {
        return switch (entry.content()) {
            case LedgerEntry.Content.Decoded decoded ->
                    of(decoded.body().event(), entry.seq(), entry.sealedAt());
            case LedgerEntry.Content.Opaque opaque ->
                    opaque(
                            entry.product(),
                            entry.leaf().hex(),
                            opaque.because(),
                            entry.seq(),
                            entry.sealedAt());
        };
    }

    /** What an event states that stands at this position of its product's log. */
    public static Statement of(EventOutline event, long seq, Instant sealedAt) {
        List<Edge> edges = new ArrayList<>(event.links().size());
        for (int place = 0; place < event.links().size(); place++) {
            edges.add(Edge.of(event, place, seq));
        }
        return new Statement(event.subject(), NodeFact.of(event, seq, sealedAt), edges);
    }

    /**
     * A body that cannot be read states a node named by its leaf hash, the one thing about it that
     * is certain.
     */
    public static Statement opaque(
            Product product, String leaf, String because, long seq, Instant sealedAt) {
        NodeFact fact =
                new NodeFact(
                        product,
                        new EventId(leaf),
                        Fold.OPAQUE_TYPE,
                        sealedAt,
                        seq,
                        sealedAt,
                        new Actor(Actor.Kind.SYSTEM, UNKNOWN, Optional.empty()),
                        UNKNOWN,
                        Optional.of(because),
                        EncodedData.NONE);
        return new Statement(new NodeRef(product, "Event", leaf), fact, List.of());
    }
}
