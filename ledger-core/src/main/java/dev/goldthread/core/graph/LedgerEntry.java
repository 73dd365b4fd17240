package dev.goldthread.core.graph;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.Product;
import java.time.Instant;

/**
 * One position of a product's log, read back from the ledger.
 *
 * @param seq position, from 0
 * @param sealedAt when the ledger recorded it; microseconds
 * @param leaf the entry's leaf hash (log-format, "Seal")
 */
public record LedgerEntry(
        Product product, long seq, Instant sealedAt, Digest leaf, Content content) {

    /** What the entry's body turned out to be. */
    public sealed interface Content {

        /** An event that this program can read. */
        record Decoded(EventBody body) implements Content {}

        /**
         * Sealed bytes that cannot be read; they stand in the graph all the same, so that nothing
         * is left out.
         */
        record Opaque(String because) implements Content {}
    }
}
