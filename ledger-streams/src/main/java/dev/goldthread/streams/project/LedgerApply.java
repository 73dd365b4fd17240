package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.core.graph.GraphRows.Applied;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record of the ledger into the rows: what live processing and restoring both do. */
final class LedgerApply {

    private final LedgerRecordReader records;
    private final Counters counters;

    LedgerApply(LedgerRecordReader records, Counters counters) {
        this.records = records;
        this.counters = counters;
    }

    /**
     * @throws StoreDamagedException when the rows hold another entry at this record's position
     * @throws Fold.GapException when entries before it are missing
     */
    void apply(ConsumerRecord<byte[], byte[]> record, PendingRows rows) {
        byte[] sealed = LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL);
        Seal seal = Seal.parse(sealed);
        Digest leaf = Merkle.leaf(sealed);
        rows.begin(record.offset(), seal, leaf);
        if (isSeen(record, seal, leaf, rows)) {
            counters.seen.increment();
            return;
        }
        LedgerEntry entry = records.read(record, seal);
        count(entry, Fold.apply(entry, rows));
    }

    /** Known by its seal, without decoding the body. */
    private static boolean isSeen(
            ConsumerRecord<byte[], byte[]> record, Seal seal, Digest leaf, PendingRows rows) {
        Product product = Product.of(record.key());
        if (seal.seq() >= rows.applied(product)) {
            return false;
        }
        if (!rows.leaf(product, seal.seq()).equals(leaf)) {
            throw new StoreDamagedException(
                    "log %s, seq %d: the store was made from an entry with leaf %s, but the ledger holds %s; the store is rebuilt, verify the ledger"
                            .formatted(product, seal.seq(), rows.leaf(product, seal.seq()), leaf),
                    null);
        }
        return true;
    }

    private void count(LedgerEntry entry, Applied applied) {
        switch (applied) {
            case NEW -> counters.events.increment();
            case DUPLICATE -> counters.duplicates.increment();
            case SEEN -> counters.seen.increment();
        }
        if (applied == Applied.NEW && entry.content() instanceof LedgerEntry.Content.Opaque) {
            counters.opaque.increment();
        }
    }
}
