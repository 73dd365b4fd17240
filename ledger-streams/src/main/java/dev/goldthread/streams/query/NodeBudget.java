package dev.goldthread.streams.query;

import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.core.walk.Walk;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many nodes all questions of this process hold in memory at a time, so that several large ones
 * cannot exhaust the heap together. A part is reserved for small questions: large ones never take
 * it. Thread-safe.
 */
public final class NodeBudget {

    /** A question that holds no more is small. */
    public static final int SMALL_MAX = 4_096;

    /** Taken at once, so that a question pays next to nothing and a small one holds little. */
    private static final int PIECE = 256;

    private static final int THIRDS_OF_HEAP = 2;
    private static final int RESERVED_PART = 4;

    private final long nodesMax;
    private final long nodesMaxOfLarge;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * @param nodesMax for all questions together, of which a quarter is for small ones; at least
     *     four small questions
     */
    public NodeBudget(long nodesMax) {
        if (nodesMax < (long) RESERVED_PART * SMALL_MAX) {
            throw new IllegalArgumentException(
                    "nodesMax must be %d or more, but is %d; less has no room for a small question beside large ones"
                            .formatted(RESERVED_PART * SMALL_MAX, nodesMax));
        }
        this.nodesMax = nodesMax;
        nodesMaxOfLarge = nodesMax - nodesMax / RESERVED_PART;
    }

    /** Of a process that has so much heap: two thirds of it, and at least one walk. */
    public static NodeBudget ofHeap(long heapBytes) {
        return new NodeBudget(
                Math.max(
                        THIRDS_OF_HEAP * Walk.inThirdOf(heapBytes),
                        (long) Walk.nodesMax(heapBytes) * RESERVED_PART / (RESERVED_PART - 1) + 1));
    }

    /** For one question; whoever opens it closes it when the answer is not needed any more. */
    public Share open() {
        return new Share();
    }

    /** Nodes that all questions hold now, in whole pieces. */
    public long held() {
        return held.get();
    }

    /** Nodes that all questions may hold together. */
    public long nodesMax() {
        return nodesMax;
    }

    /** How many questions were turned away because of others, since the start. */
    public long refused() {
        return refused.get();
    }

    /**
     * @return a whole piece, or as much of it as there is room for, but at least the wanted nodes
     */
    private long take(long wanted, long taken) {
        long after = taken + wanted;
        long most = after <= SMALL_MAX ? nodesMax : nodesMaxOfLarge;
        if (after > most) {
            throw new TooLargeException(most);
        }
        long pieces = (wanted + PIECE - 1) / PIECE * PIECE;
        while (true) {
            long now = held.get();
            long some = Math.min(pieces, most - now);
            if (some < wanted) {
                refused.incrementAndGet();
                throw new HeapFullException(now - taken, most);
            }
            if (held.compareAndSet(now, now + some)) {
                return some;
            }
        }
    }

    /** What one question holds. One thread asks the question; any may close it. */
    public final class Share implements NodeAllowance, AutoCloseable {

        private long used;

        /** Changed under the lock, and by the thread that asks alone. */
        private long taken;

        private boolean isClosed;

        private Share() {}

        /** Pieces stay taken: they will be needed again. */
        @Override
        public void begin(long nodes) {
            used = 0;
            add(nodes);
        }

        /**
         * As the interface says.
         *
         * @throws TooLargeException when the question would not even fit alone
         * @throws HeapFullException when it does not fit beside the others
         */
        @Override
        public void add(long nodes) {
            used += nodes;
            if (used > taken) {
                take();
            }
        }

        private synchronized void take() {
            if (isClosed) {
                throw new IllegalStateException(
                        "a question goes on after its share was given back");
            }
            taken += NodeBudget.this.take(used - taken, taken);
        }

        /** Gives back all of it; a second time does nothing. */
        @Override
        public synchronized void close() {
            if (!isClosed) {
                isClosed = true;
                held.addAndGet(-taken);
            }
        }
    }
}
