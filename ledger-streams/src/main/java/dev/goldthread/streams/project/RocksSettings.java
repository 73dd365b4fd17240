package dev.goldthread.streams.project;

import java.nio.charset.StandardCharsets;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;

/** How RocksDB is set up for a store; holds native objects until closed. */
final class RocksSettings implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 16L * 1024 * 1024;
    private static final long BLOCK_BYTES = 8L * 1024;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final DBOptions options;
    private final ColumnFamilyOptions family;
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);

    RocksSettings(RocksMemory memory) {
        options =
                new DBOptions()
                        .setCreateIfMissing(true)
                        .setCreateMissingColumnFamilies(true)
                        .setAtomicFlush(true)
                        .setParanoidChecks(true)
                        // A store that is given up must not put its last rows on disk.
                        .setAvoidFlushDuringShutdown(true)
                        .setWriteBufferManager(memory.writeBuffers())
                        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                        .setKeepLogFileNum(2);
        BlockBasedTableConfig table =
                new BlockBasedTableConfig()
                        .setBlockCache(memory.cache())
                        .setBlockSize(BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(bloom);
        family =
                new ColumnFamilyOptions()
                        .setWriteBufferSize(WRITE_BUFFER_BYTES)
                        // Most lookups are for rows that are not there: new ids, new nodes.
                        .setMemtableWholeKeyFiltering(true)
                        .setMemtablePrefixBloomSizeRatio(0.1)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setTableFormatConfig(table);
    }

    DBOptions options() {
        return options;
    }

    ColumnFamilyDescriptor family(String name) {
        return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), family);
    }

    @Override
    public void close() {
        options.close();
        family.close();
        bloom.close();
    }
}
