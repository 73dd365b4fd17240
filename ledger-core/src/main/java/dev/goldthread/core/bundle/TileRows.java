package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Merkle;
import dev.goldthread.core.seal.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a tree's tiles from its leaves, in order, and keeps no more of the tree than the tiles that
 * are not full yet (C2SP tlog-tiles, "Merkle Tree"). Not thread-safe.
 */
final class TileRows {

    private final Sink sink;
    private final List<Row> rows = new ArrayList<>();

    /** Takes each tile once, a full one as soon as it is full. */
    interface Sink {
        void take(Tile tile, List<Digest> hashes) throws IOException;
    }

    /** The tile of one level that is being filled. */
    private static final class Row {
        private final List<Digest> hashes = new ArrayList<>(Tile.WIDTH_FULL);
        private long index;
    }

    TileRows(Sink sink) {
        this.sink = sink;
    }

    void append(Digest leaf) throws IOException {
        append(0, leaf);
    }

    /** Hands out the partial tiles on the right edge; nothing may be appended after. */
    void finish() throws IOException {
        for (int level = 0; level < rows.size(); level++) {
            if (!rows.get(level).hashes.isEmpty()) {
                hand(level, rows.get(level));
            }
        }
    }

    private void append(int level, Digest hash) throws IOException {
        if (rows.size() == level) {
            rows.add(new Row());
        }
        Row row = rows.get(level);
        row.hashes.add(hash);
        if (row.hashes.size() == Tile.WIDTH_FULL) {
            hand(level, row);
            Digest root = Merkle.root(row.hashes); // one hash of the tile above
            row.hashes.clear();
            row.index++;
            append(level + 1, root);
        }
    }

    private void hand(int level, Row row) throws IOException {
        sink.take(new Tile(level, row.index, row.hashes.size()), List.copyOf(row.hashes));
    }
}
