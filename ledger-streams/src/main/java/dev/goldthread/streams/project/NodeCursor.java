package dev.goldthread.streams.project;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * Finds the events that a node stands in. One is used for a whole question, because opening a
 * RocksDB iterator costs more than seeking with it.
 */
final class NodeCursor implements AutoCloseable {

    private final ReadOptions options;
    private final RocksIterator rows;

    NodeCursor(RocksDB rocks, ColumnFamilyHandle family, Snapshot snapshot) {
        // The filters of table files know prefixes: most files need not be looked into.
        options = new ReadOptions().setSnapshot(snapshot).setPrefixSameAsStart(true);
        rows = rocks.newIterator(family, options);
    }

    /** Goes to the first row under the prefix, a node in a role. */
    void seek(byte[] nodeAndRole) {
        rows.seek(nodeAndRole);
    }

    /** Whether the cursor stands on a row under the prefix. */
    boolean isAtRow() {
        return RowCursor.isAtRow(rows);
    }

    /** Ledger offsets of the row's events, in order. */
    long[] offsets() {
        return OffsetSteps.offsets(GraphKeys.offsetOf(rows.key()), rows.value());
    }

    void next() {
        rows.next();
    }

    @Override
    public void close() {
        rows.close();
        options.close();
    }
}
