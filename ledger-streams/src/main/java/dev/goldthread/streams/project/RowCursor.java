package dev.goldthread.streams.project;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Goes through the rows between two keys in key order; to be closed before its reader is. */
final class RowCursor implements AutoCloseable {

    private final Slice begin;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator rows;

    /**
     * @param from first key
     * @param to first key no more wanted
     */
    RowCursor(
            RocksDB rocks,
            ColumnFamilyHandle family,
            @Nullable Snapshot snapshot,
            byte[] from,
            byte[] to) {
        begin = new Slice(from);
        end = new Slice(to);
        options = new ReadOptions().setTotalOrderSeek(true).setIterateUpperBound(end);
        if (from.length > 0) {
            options.setIterateLowerBound(begin);
        }
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        rows = rocks.newIterator(family, options);
        rows.seek(from);
    }

    /** Whether the cursor stands on a row. A read that failed is no end. */
    boolean isAtRow() {
        return isAtRow(rows);
    }

    static boolean isAtRow(RocksIterator rows) {
        if (rows.isValid()) {
            return true;
        }
        try {
            rows.status();
        } catch (RocksDBException e) {
            throw RocksFailure.of("rows cannot be read", e);
        }
        return false;
    }

    /** Goes to the first row at or behind the key. */
    void seek(byte[] key) {
        rows.seek(key);
    }

    /** Goes to the last row at or before the key, which may be before the first one. */
    void seekBackwards(byte[] key) {
        rows.seekForPrev(key);
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
        begin.close();
        end.close();
    }
}
