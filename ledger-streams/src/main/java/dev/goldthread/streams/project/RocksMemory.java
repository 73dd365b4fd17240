package dev.goldthread.streams.project;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** The memory that all databases of one projector share, outside the Java heap. Thread-safe. */
public final class RocksMemory implements AutoCloseable {

    /** What finds rows, filters and indexes, is not pushed out by the rows that a scan reads. */
    private static final double SHARE_OF_FILTERS = 0.3;

    private static final int SHARDS_CHOSEN_BY_ROCKSDB = -1;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /**
     * @param cacheMegabytes blocks read and rows not yet flushed, together, 16 to 65536
     */
    public RocksMemory(int cacheMegabytes) {
        if (cacheMegabytes < 16 || cacheMegabytes > 65_536) {
            throw new IllegalArgumentException(
                    "cacheMegabytes must be 16 to 65536, but is %d; 256 serves one machine"
                            .formatted(cacheMegabytes));
        }
        long bytes = cacheMegabytes * 1024L * 1024L;
        cache = new LRUCache(bytes, SHARDS_CHOSEN_BY_ROCKSDB, false, SHARE_OF_FILTERS);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    /** To be called when no database uses it any more. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
