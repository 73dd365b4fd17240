package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;

/** A question whose answer would be too large; the message names a smaller one. */
public final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isOfWalk;

    public TooLargeException(NodeRef root) {
        super(
                "the trace of %s has more than %d nodes; ask with a smaller depth, for fewer relations, or of a node with more heap"
                        .formatted(root, Walk.NODES_MAX));
        isOfWalk = true;
    }

    /**
     * @param nodesMax as many as one question may hold, whatever it walks
     */
    public TooLargeException(long nodesMax) {
        super(
                "the answer is made from more than one question may hold in memory, %d nodes; ask with a smaller depth, for fewer relations, or of a node with more heap"
                        .formatted(nodesMax));
        isOfWalk = false;
    }

    /** Whether one walk is too large, and not all that a question holds in memory. */
    public boolean isOfWalk() {
        return isOfWalk;
    }
}
