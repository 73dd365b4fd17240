package dev.goldthread.core.graph;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphRows.Applied;
import dev.goldthread.core.graph.LedgerEntry.Content;
import java.util.Map;
import java.util.Optional;

/**
 * Adds ledger entries to a graph, one at a time. Adding is all it does, so the order of events does
 * not matter, and applying an entry again changes nothing.
 */
public final class Fold {

    /** The event type of an entry whose body cannot be read. */
    public static final String OPAQUE_TYPE = "event.opaque";

    private Fold() {}

    /**
     * An entry came before one that was left out: the graph's source has lost or reordered records.
     */
    public static final class GapException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        GapException(LedgerEntry entry, long expected) {
            super(
                    "log %s: expected seq %d next, but got %d; rebuild the graph from the ledger, and verify the ledger if that does not help"
                            .formatted(entry.product(), expected, entry.seq()));
        }
    }

    /**
     * @throws GapException when entries between the last applied one and this one are missing
     */
    public static Applied apply(LedgerEntry entry, GraphRows rows) {
        long expected = rows.applied(entry.product());
        if (entry.seq() < expected) {
            return Applied.SEEN;
        }
        if (entry.seq() > expected) {
            throw new GapException(entry, expected);
        }
        Applied applied =
                switch (entry.content()) {
                    case Content.Decoded decoded ->
                            applyEvent(decoded.event().event(), entry, rows);
                    case Content.Opaque opaque -> applyOpaque(opaque, entry, rows);
                };
        rows.advance(entry, applied);
        return applied;
    }

    private static Applied applyEvent(Event event, LedgerEntry entry, GraphRows rows) {
        if (rows.seqOf(event.product(), event.id()).isPresent()) {
            return Applied.DUPLICATE;
        }
        rows.addFact(event.subject(), NodeFact.of(event, entry));
        for (int place = 0; place < event.links().size(); place++) {
            rows.addEdge(Edge.of(event, place, entry.seq()));
        }
        return Applied.NEW;
    }

    /** The node is named by its leaf hash, the one thing about it that is certain. */
    private static Applied applyOpaque(Content.Opaque opaque, LedgerEntry entry, GraphRows rows) {
        String leaf = entry.leaf().hex();
        NodeFact fact =
                new NodeFact(
                        entry.product(),
                        new EventId(leaf),
                        OPAQUE_TYPE,
                        entry.sealedAt(),
                        entry.seq(),
                        entry.sealedAt(),
                        new Actor(Actor.Kind.SYSTEM, "unknown", Optional.empty()),
                        Optional.of(opaque.because()),
                        new EventData("", Map.of()));
        rows.addFact(new NodeRef(entry.product(), "Event", leaf), fact);
        return Applied.NEW;
    }
}
