package dev.goldthread.streams.project;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.graph.Statement;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What events state, by ledger offset: read from the database, the latest ones asked for kept. An
 * event never changes, so neither does what is kept. Thread-safe.
 */
final class Statements {

    /**
     * So many, to the power of two; about a kilobyte each, so some 8 MB of heap for each partition.
     */
    private static final int KEPT_BITS = 13;

    /** 2^64 over the golden ratio: events of one kind often stand at even distances. */
    private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

    private record Kept(long offset, Statement statement) {}

    private final GraphDatabase database;
    private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(1 << KEPT_BITS);

    Statements(GraphDatabase database) {
        this.database = database;
    }

    /**
     * @throws StoreDamagedException when there is no event at this offset
     */
    Statement at(long offset) {
        int slot = (int) ((offset * SCATTER) >>> (Long.SIZE - KEPT_BITS));
        Kept known = kept.get(slot);
        if (known != null && known.offset() == offset) {
            return known.statement();
        }
        Statement statement = EventRow.statement(read(offset));
        kept.set(slot, new Kept(offset, statement));
        return statement;
    }

    /**
     * The event itself.
     *
     * @throws StoreDamagedException when there is no event at this offset
     */
    Bytes row(long offset) {
        return new Bytes(read(offset));
    }

    private byte[] read(long offset) {
        byte[] row = database.get(Family.EVENT, GraphKeys.event(offset));
        if (row == null) {
            throw new StoreDamagedException(
                    "the store has no event at ledger offset %d, but rows that name it; the store is rebuilt"
                            .formatted(offset),
                    null);
        }
        return row;
    }
}
