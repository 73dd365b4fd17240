package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.graph.GraphRows.Applied;
import dev.goldthread.core.graph.LedgerEntry.Content;

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
        Applied applied = add(entry, rows);
        rows.advance(entry, applied);
        return applied;
    }

    private static Applied add(LedgerEntry entry, GraphRows rows) {
        if (entry.content() instanceof Content.Decoded decoded) {
            EventOutline event = decoded.body().event();
            if (rows.seqOf(event.product(), event.id()).isPresent()) {
                return Applied.DUPLICATE;
            }
        }
        rows.add(entry);
        return Applied.NEW;
    }
}
