package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/** Reads rows of products' logs as they were when the snapshot was taken, if there is one. */
record LogReader(GraphDatabase database, @Nullable Snapshot snapshot) {

    /** Reads what was written, whether flushed or not. */
    static LogReader latest(GraphDatabase database) {
        return new LogReader(database, null);
    }

    /**
     * Entries of a log, in order: {@code count} of them, or as many as there are.
     *
     * @param from seq of the first, ≥ 0
     */
    List<LogEntry> entries(Product product, long from, int count) {
        long seq = LogRow.anchorOf(from);
        byte[] end = GraphKeys.seq(product, from + count);
        List<LogEntry> entries = new ArrayList<>(count);
        Digest leaf = Digest.ZERO;
        try (RowCursor rows =
                database.scan(Family.LOG, snapshot, GraphKeys.seq(product, seq), end)) {
            for (; rows.isAtRow(); rows.next()) {
                LogEntry entry = LogRow.read(rows.value(), seq, leaf);
                if (seq >= from) {
                    entries.add(entry);
                }
                leaf = entry.leaf();
                seq++;
            }
        }
        return entries;
    }

    /**
     * Hashes of complete subtrees of 256^level leaves, in order: {@code count} of them, or as many
     * as there are.
     *
     * @param level of tiles, ≥ 0; at 0 these are leaf hashes
     */
    List<Digest> hashes(Product product, int level, long from, int count) {
        if (level == 0) {
            return entries(product, from, count).stream().map(LogEntry::leaf).toList();
        }
        List<Digest> hashes = new ArrayList<>(count);
        try (RowCursor rows =
                database.scan(
                        Family.LOG,
                        snapshot,
                        GraphKeys.subtree(product, level, from),
                        GraphKeys.subtree(product, level, from + count))) {
            for (; rows.isAtRow(); rows.next()) {
                hashes.add(Digest.of(rows.value()));
            }
        }
        return hashes;
    }
}
