package dev.goldthread.streams.project;

import java.util.Arrays;
import java.util.function.LongFunction;

/** The events under a node in a role, or under a term: what {@link OffsetSteps} wrote as rows. */
final class ListedOffsets implements Offsets {

    private static final long[] NONE_LEFT = {};

    private final RowCursor rows;
    private final LongFunction<byte[]> keyOf;
    private long[] row;

    /**
     * @param rows of the node or term alone, at the first
     * @param keyOf the key of a row of theirs that begins at an offset
     */
    ListedOffsets(RowCursor rows, LongFunction<byte[]> keyOf) {
        this.rows = rows;
        this.keyOf = keyOf;
        row = read();
    }

    private long[] read() {
        return rows.isAtRow()
                ? OffsetSteps.offsets(GraphKeys.offsetOf(rows.key()), rows.value())
                : NONE_LEFT;
    }

    @Override
    public long from(long atLeast) {
        if (row.length > 0 && row[row.length - 1] < atLeast) {
            // Offsets within a row are behind its key: the row wanted may begin before.
            rows.seekBackwards(keyOf.apply(atLeast));
            row = read();
            if (row.length == 0 || row[row.length - 1] < atLeast) {
                rows.next();
                row = read();
            }
        }
        if (row.length == 0) {
            return NONE;
        }
        int at = Arrays.binarySearch(row, atLeast);
        return row[at >= 0 ? at : -at - 1];
    }
}
