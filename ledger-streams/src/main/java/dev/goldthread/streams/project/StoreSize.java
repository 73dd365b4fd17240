package dev.goldthread.streams.project;

/**
 * How large stores are, as RocksDB estimates it.
 *
 * @param bytes live table files and memtables, in all column families
 * @param rows keys in all column families; a key written twice may count twice until compaction
 */
public record StoreSize(long bytes, long rows) {

    static final StoreSize NONE = new StoreSize(0, 0);

    StoreSize plus(StoreSize other) {
        return new StoreSize(bytes + other.bytes, rows + other.rows);
    }
}
