package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Micros;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.streams.project.EventIndex.Stretch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a product's log: its last entry, and the tiles that are not full yet, each as the
 * subtrees it holds so far. For one thread.
 *
 * <p>It also knows when the events of the open stretch happened: a full stretch becomes a row, by
 * which a search by that time steps over the stretches that lie elsewhere.
 *
 * <p>As a row: seq(8) sealed_at(8) leaf(32) of the last entry, earliest(8) latest(8) of the open
 * stretch in microseconds, then for each level of tiles, from the leaves up, length(2) and the open
 * tile as {@link CompactRange} writes it.
 */
final class LogTail {

    /** Takes the hash over a tile that has become full (C2SP tlog-tiles, "Merkle Tree"). */
    @FunctionalInterface
    interface FullTiles {

        /**
         * @param level of the hash, one above the tile's
         * @param index of the hash within its level
         */
        void full(int level, long index, Digest hash);
    }

    /** Takes when the events of a stretch happened, once it is full. */
    @FunctionalInterface
    interface FullStretches {
        void full(long number, byte[] times);
    }

    /** How many entries are one stretch. */
    static final int STRETCH = 256;

    private static final int POSITION_BYTES = 2 * Long.BYTES;
    private static final int TIMES_BYTES = 2 * Long.BYTES;

    private long size;
    private Instant sealedAt = Instant.EPOCH;
    private Digest leaf = Digest.ZERO;
    private long earliestMicros = Long.MAX_VALUE;
    private long latestMicros = Long.MIN_VALUE;
    private final List<CompactRange> open = new ArrayList<>();

    /** Number of entries, which is the next seq. */
    long size() {
        return size;
    }

    /** Leaf of the last entry; zeros when there is none. */
    Digest leaf() {
        return leaf;
    }

    void append(LogEntry entry, FullTiles tiles) {
        Digest hash = entry.leaf();
        long index = size;
        for (int level = 0; ; level++) {
            if (open.size() == level) {
                open.add(CompactRange.EMPTY);
            }
            CompactRange tile = open.get(level).append(hash);
            boolean isFull = tile.size() == Tile.WIDTH_FULL;
            open.set(level, isFull ? CompactRange.EMPTY : tile);
            if (!isFull) {
                break;
            }
            hash = tile.root();
            index /= Tile.WIDTH_FULL;
            tiles.full(level + 1, index, hash);
        }
        size++;
        sealedAt = entry.sealedAt();
        leaf = entry.leaf();
    }

    /** Notes when the event of the entry appended last happened. */
    void happened(long micros, FullStretches stretches) {
        earliestMicros = Math.min(earliestMicros, micros);
        latestMicros = Math.max(latestMicros, micros);
        if (size % STRETCH == 0) {
            stretches.full(size / STRETCH - 1, times());
            earliestMicros = Long.MAX_VALUE;
            latestMicros = Long.MIN_VALUE;
        }
    }

    private byte[] times() {
        return ByteBuffer.allocate(TIMES_BYTES)
                .putLong(earliestMicros)
                .putLong(latestMicros)
                .array();
    }

    static Stretch stretch(byte[] key, byte[] times) {
        ByteBuffer row = ByteBuffer.wrap(times);
        return new Stretch(
                ByteBuffer.wrap(key).getLong(key.length - Long.BYTES),
                Micros.instant(row.getLong()),
                Micros.instant(row.getLong()));
    }

    byte[] toBytes() {
        List<byte[]> ranges = open.stream().map(CompactRange::toBytes).toList();
        int length = ranges.stream().mapToInt(range -> Short.BYTES + range.length).sum();
        ByteBuffer row =
                ByteBuffer.allocate(POSITION_BYTES + Digest.LENGTH_BYTES + TIMES_BYTES + length)
                        .putLong(size - 1)
                        .putLong(Micros.of(sealedAt))
                        .put(leaf.toBytes())
                        .put(times());
        ranges.forEach(range -> row.putShort((short) range.length).put(range));
        return row.array();
    }

    static LogTail parse(byte[] bytes) {
        Position last = position(bytes);
        LogTail tail = new LogTail();
        tail.size = last.seq() + 1;
        tail.sealedAt = last.sealedAt();
        tail.leaf = Digest.at(bytes, POSITION_BYTES);
        ByteBuffer row = ByteBuffer.wrap(bytes).position(POSITION_BYTES + Digest.LENGTH_BYTES);
        tail.earliestMicros = row.getLong();
        tail.latestMicros = row.getLong();
        while (row.hasRemaining()) {
            byte[] range = new byte[row.getShort()];
            row.get(range);
            tail.open.add(CompactRange.parse(range));
        }
        return tail;
    }

    /** The last entry's, without the rest. */
    static Position position(byte[] bytes) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        return new Position(row.getLong(), Micros.instant(row.getLong()));
    }
}
