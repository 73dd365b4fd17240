package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.util.OptionalLong;

/**
 * Where the fold keeps what it learns; in memory ({@link TraceGraph}) or on disk. Everything it is
 * told is an addition.
 */
public interface GraphRows {

    /** How many entries of the product's log were applied, which is the seq expected next. */
    long applied(Product product);

    /** Where the product's event with this id stands, if one was applied. */
    OptionalLong seqOf(Product product, EventId id);

    /** Adds what the entry states ({@link Statement#of(LedgerEntry)}). */
    void add(LedgerEntry entry);

    /** Notes that the entry is applied, as what it turned out to be. */
    void advance(LedgerEntry entry, Applied as);

    /** What the fold made of an entry. */
    enum Applied {
        /** The graph learned something. */
        NEW,
        /**
         * Its id was known: it changes nothing and is flagged (event-model, "Order does not
         * matter").
         */
        DUPLICATE,
        /** It was applied before. */
        SEEN
    }
}
