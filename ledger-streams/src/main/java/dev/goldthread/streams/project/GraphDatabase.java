package dev.goldthread.streams.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The files of one partition's store: opened whole or begun anew, written in batches, flushed
 * together.
 *
 * <p>There is no write-ahead log, because the ledger is one: what was not flushed at a crash is
 * read from there again. {@code atomic_flush} makes every flush a state between two batches, in all
 * column families, so the offset in it is true. After {@link #close} nothing may be called.
 */
final class GraphDatabase implements AutoCloseable {

    /** The column families. */
    enum Family {
        EVENT("event"),
        NODE("node"),
        TERM("term"),
        SOURCE("source"),
        ID("id"),
        LOG("log"),
        META("meta");

        final String id;

        Family(String id) {
            this.id = id;
        }
    }

    private final RocksSettings settings;
    private final RocksDB rocks;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final Statements statements = new Statements(this);
    private final NodeCache nodeCache = new NodeCache();
    private final TileCache tileCache = new TileCache();
    private final FlushOptions flushing = new FlushOptions().setWaitForFlush(true);

    private GraphDatabase(RocksSettings settings, RocksDB rocks, List<ColumnFamilyHandle> handles) {
        this.settings = settings;
        this.rocks = rocks;
        this.handles = handles;
        Iterator<ColumnFamilyHandle> opened = handles.subList(1, handles.size()).iterator();
        for (Family family : Family.values()) {
            families.put(family, opened.next());
        }
    }

    /**
     * Opens what is in {@code folder}, or begins it anew, whoever wrote it ({@link StoreFolder}
     * asks that).
     *
     * @throws StoreDamagedException when RocksDB cannot read it
     * @throws IllegalStateException when the folder cannot be used: locked, no space, no right
     */
    static GraphDatabase openFiles(Path folder, RocksMemory memory) {
        RocksSettings settings = new RocksSettings(memory);
        List<ColumnFamilyDescriptor> descriptors = settings.families();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            DBOptions options = settings.options();
            RocksDB rocks = RocksDB.open(options, folder.toString(), descriptors, handles);
            return new GraphDatabase(settings, rocks, handles);
        } catch (RocksDBException e) {
            settings.close();
            throw RocksFailure.of("store %s cannot be opened".formatted(folder), e);
        } catch (IOException e) {
            settings.close();
            throw new UncheckedIOException("store %s cannot be created".formatted(folder), e);
        }
    }

    /** The row, from what was written, whether flushed or not. */
    byte @Nullable [] get(Family family, byte[] key) {
        try {
            return rocks.get(handle(family), key);
        } catch (RocksDBException e) {
            throw RocksFailure.of("a row cannot be read", e);
        }
    }

    /** The row as it was when the options' snapshot was taken. */
    byte @Nullable [] get(Family family, ReadOptions options, byte[] key) {
        try {
            return rocks.get(handle(family), options, key);
        } catch (RocksDBException e) {
            throw RocksFailure.of("a row cannot be read", e);
        }
    }

    /**
     * Whether what is in memory tells that no event was written under this id, or another id with
     * its number. A look that finds nothing ends in an exception inside RocksDB's JNI; this does
     * not.
     */
    boolean surelyLacks(EventKey event) {
        return surelyLacksId(GraphKeys.idNumber(event.product(), event.id()));
    }

    boolean surelyLacksId(long number) {
        return !rocks.keyMayExist(handle(Family.ID), GraphKeys.id(number), null);
    }

    /** As {@link #surelyLacksId}, for a row of the family of sources. */
    boolean surelyLacksSource(byte[] key) {
        return !rocks.keyMayExist(handle(Family.SOURCE), key, null);
    }

    /** Ledger offset of the last record that is in the database; empty for a new one. */
    OptionalLong offset() {
        byte[] stored = get(Family.META, GraphKeys.OFFSET);
        return stored == null
                ? OptionalLong.empty()
                : OptionalLong.of(StoredNumbers.number(stored));
    }

    /** Rows in {@code family} from one key to before another, in key order. */
    RowCursor scan(Family family, @Nullable Snapshot snapshot, byte[] from, byte[] to) {
        return new RowCursor(rocks, handle(family), snapshot, from, to);
    }

    /** The whole family of nodes. */
    RowCursor allNodes(Snapshot snapshot) {
        byte[] end = new byte[GraphKeys.NODE_AND_ROLE_BYTES];
        Arrays.fill(end, (byte) 0xFF);
        return scan(Family.NODE, snapshot, new byte[0], end);
    }

    /** One node after the other. */
    NodeCursor nodes(Snapshot snapshot) {
        return new NodeCursor(rocks, handle(Family.NODE), snapshot);
    }

    /** The nodes that were asked for last. */
    NodeCache nodeCache() {
        return nodeCache;
    }

    /** The tiles that were read last. */
    TileCache tileCache() {
        return tileCache;
    }

    /** What the events state. */
    Statements statements() {
        return statements;
    }

    Snapshot snapshot() {
        return rocks.getSnapshot();
    }

    void release(Snapshot snapshot) {
        rocks.releaseSnapshot(snapshot);
    }

    void put(WriteBatch batch, Family family, byte[] key, byte[] value) {
        try {
            batch.put(handle(family), key, value);
        } catch (RocksDBException e) {
            throw RocksFailure.of("a row cannot be added to a batch", e);
        }
    }

    /** The family that RocksDB calls by this number. */
    Family family(int number) {
        return families.entrySet().stream()
                .filter(each -> each.getValue().getID() == number)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** An empty batch for this database's families. */
    RowBatch newBatch() {
        Map<Family, Integer> numbers = new EnumMap<>(Family.class);
        families.forEach((family, handle) -> numbers.put(family, handle.getID()));
        return new RowBatch(numbers);
    }

    /** All of it or nothing. */
    void write(RowBatch rows) {
        try (WriteBatch batch = new WriteBatch(rows.toBytes())) {
            write(batch);
        }
    }

    /** All of it or nothing. */
    void write(WriteBatch batch) {
        try {
            rocks.write(writing, batch);
        } catch (RocksDBException e) {
            throw RocksFailure.of("a batch cannot be written", e);
        }
    }

    /** Returns when everything written is on disk. */
    void flush() {
        try {
            rocks.flush(flushing, List.copyOf(families.values()));
        } catch (RocksDBException e) {
            throw RocksFailure.of("the store cannot be flushed", e);
        }
    }

    /** Cheap: RocksDB keeps these numbers ("rocksdb/db.h", DB::Properties). */
    StoreSize size() {
        try {
            long bytes = 0;
            long rows = 0;
            for (ColumnFamilyHandle family : families.values()) {
                bytes += rocks.getLongProperty(family, "rocksdb.live-sst-files-size");
                bytes += rocks.getLongProperty(family, "rocksdb.cur-size-all-mem-tables");
                rows += rocks.getLongProperty(family, "rocksdb.estimate-num-keys");
            }
            return new StoreSize(bytes, rows);
        } catch (RocksDBException e) {
            throw RocksFailure.of("the store's size cannot be read", e);
        }
    }

    /** Bytes of one family's table files. */
    long fileBytes(Family family) {
        try {
            return rocks.getLongProperty(handle(family), "rocksdb.live-sst-files-size");
        } catch (RocksDBException e) {
            throw RocksFailure.of("the store's size cannot be read", e);
        }
    }

    private ColumnFamilyHandle handle(Family family) {
        return Objects.requireNonNull(families.get(family));
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        rocks.close();
        writing.close();
        flushing.close();
        settings.close();
    }
}
