package dev.goldthread.streams.project;

/** The events that a node stands in, in one role. */
final class NodeOffsets implements Offsets {

    private final RowCursor rows;
    private final byte[] nodeAndRole;

    /**
     * @param rows of the node in the role, at the first
     */
    NodeOffsets(RowCursor rows, byte[] nodeAndRole) {
        this.rows = rows;
        this.nodeAndRole = nodeAndRole;
    }

    @Override
    public long from(long atLeast) {
        if (rows.isAtRow() && GraphKeys.offsetOf(rows.key()) < atLeast) {
            rows.seek(GraphKeys.nodeIn(nodeAndRole, atLeast));
        }
        return rows.isAtRow() ? GraphKeys.offsetOf(rows.key()) : NONE;
    }
}
