package dev.goldthread.streams.project;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Goes through the rows under one prefix in key order; to be closed before its reader is. */
final class RowCursor implements AutoCloseable {

    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator rows;

    RowCursor(RocksDB rocks, ColumnFamilyHandle family, Snapshot snapshot, byte[] prefix) {
        end = new Slice(GraphKeys.end(prefix));
        options = new ReadOptions().setSnapshot(snapshot).setIterateUpperBound(end);
        rows = rocks.newIterator(family, options);
        rows.seek(prefix);
    }

    /** Whether the cursor stands on a row. A read that failed is no end. */
    boolean isAtRow() {
        if (rows.isValid()) {
            return true;
        }
        try {
            rows.status();
        } catch (RocksDBException e) {
            throw GraphDatabase.failure("rows cannot be read", e);
        }
        return false;
    }

    byte[] key() {
        return rows.key();
    }

    byte[] value() {
        return rows.value();
    }

    void next() {
        rows.next();
    }

    @Override
    public void close() {
        rows.close();
        options.close();
        end.close();
    }
}
