package dev.goldthread.streams.query;

/**
 * Other questions hold so much of the heap at the moment that this one has no room; asking again
 * helps as soon as they are answered.
 */
public final class HeapFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HeapFullException(long heldByOthers, long nodesMax) {
        super(
                "questions that are being answered hold %d nodes, and the heap of this instance takes %d at a time for all that are as large as this one; ask again in some seconds, with a smaller depth or for fewer relations, or give the instance more heap (GOLDTHREAD_HEAP)"
                        .formatted(heldByOthers, nodesMax));
    }
}
