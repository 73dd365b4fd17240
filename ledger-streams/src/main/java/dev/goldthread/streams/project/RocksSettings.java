package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;

/** How RocksDB is set up for a store; holds native objects until closed. */
final class RocksSettings implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;
    private static final long BLOCK_BYTES = 4L * 1024;
    private static final long EVENT_BLOCK_BYTES = 16L * 1024;
    private static final double BLOOM_BITS_PER_KEY = 10;

    private final RocksMemory memory;
    private final DBOptions options;
    private final List<ColumnFamilyDescriptor> families = new ArrayList<>();
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);

    RocksSettings(RocksMemory memory) {
        this.memory = memory;
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
        // RocksDB wants its default family opened first. It stays empty, and is set up like the
        // others all the same: without options it would have some that nobody closes, with a cache
        // of their own.
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, rows()));
        for (Family family : Family.values()) {
            families.add(family(family));
        }
    }

    DBOptions options() {
        return options;
    }

    /** RocksDB's default family, then ours in their order; closed with this. */
    List<ColumnFamilyDescriptor> families() {
        return List.copyOf(families);
    }

    private ColumnFamilyDescriptor family(Family family) {
        ColumnFamilyOptions of =
                switch (family) {
                    case EVENT -> events();
                    case NODE -> nodes();
                    case TERM -> terms();
                    case ID, SOURCE -> ids();
                    case LOG, META -> rows();
                };
        return new ColumnFamilyDescriptor(family.id.getBytes(StandardCharsets.UTF_8), of);
    }

    /**
     * Keys only grow, so table files never overlap and are hardly ever written again: the time for
     * the better compression is spent once. An event is only looked for where it is.
     */
    private ColumnFamilyOptions events() {
        return written(table().setBlockSize(EVENT_BLOCK_BYTES))
                .setCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /** Rows are looked for by prefix, and are nothing but keys. */
    private ColumnFamilyOptions nodes() {
        return written(table().setFilterPolicy(bloom).setWholeKeyFiltering(false))
                .useFixedLengthPrefixExtractor(GraphKeys.NODE_AND_ROLE_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /** A term's rows are read one after the other. */
    private ColumnFamilyOptions terms() {
        return rows().setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /** Most look-ups are for rows that are not there: new ids, and new sources. */
    private ColumnFamilyOptions ids() {
        return written(table().setFilterPolicy(bloom))
                .setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(0.1)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    private ColumnFamilyOptions rows() {
        return written(table()).setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    private BlockBasedTableConfig table() {
        return new BlockBasedTableConfig()
                .setBlockCache(memory.cache())
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
    }

    private static ColumnFamilyOptions written(BlockBasedTableConfig table) {
        return new ColumnFamilyOptions()
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setTableFormatConfig(table);
    }

    @Override
    public void close() {
        options.close();
        families.forEach(family -> family.getOptions().close());
        bloom.close();
    }
}
