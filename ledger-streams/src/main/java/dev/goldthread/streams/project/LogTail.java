package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.seal.CompactRange;
import dev.goldthread.core.seal.Tile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a product's log: its last entry, and the tiles that are not full yet, each as the
 * subtrees it holds so far. For one thread.
 *
 * <p>As a row: seq(8) sealed_at(8) leaf(32) of the last entry, then for each level of tiles, from
 * the leaves up, length(2) and the open tile as {@link CompactRange} writes it.
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

    private static final int POSITION_BYTES = 2 * Long.BYTES;

    private long size;
    private Instant sealedAt = Instant.EPOCH;
    private Digest leaf = Digest.ZERO;
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

    byte[] toBytes() {
        List<byte[]> ranges = open.stream().map(CompactRange::toBytes).toList();
        int length = ranges.stream().mapToInt(range -> Short.BYTES + range.length).sum();
        ByteBuffer row =
                ByteBuffer.allocate(POSITION_BYTES + Digest.LENGTH_BYTES + length)
                        .putLong(size - 1)
                        .putLong(LogEntry.micros(sealedAt))
                        .put(leaf.toBytes());
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
        return new Position(row.getLong(), LogEntry.instant(row.getLong()));
    }
}
