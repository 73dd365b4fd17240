package dev.goldthread.streams.project;

import java.util.Arrays;

/** The events that stand under a term. */
final class TermOffsets implements Offsets {

    private final RowCursor rows;
    private final long term;
    private long[] row = {};

    /**
     * @param rows of the term, at the first
     * @param term its number
     */
    TermOffsets(RowCursor rows, long term) {
        this.rows = rows;
        this.term = term;
        read();
    }

    private void read() {
        row = rows.isAtRow() ? TermRows.offsets(rows.key(), rows.value()) : new long[0];
    }

    @Override
    public long from(long atLeast) {
        if (row.length > 0 && row[row.length - 1] < atLeast) {
            // Offsets within a row are behind its key: the row wanted may begin before.
            rows.seekBackwards(GraphKeys.term(term, atLeast));
            read();
            if (row.length == 0 || row[row.length - 1] < atLeast) {
                rows.next();
                read();
            }
        }
        if (row.length == 0) {
            return NONE;
        }
        int at = Arrays.binarySearch(row, atLeast);
        return row[at >= 0 ? at : -at - 1];
    }
}
