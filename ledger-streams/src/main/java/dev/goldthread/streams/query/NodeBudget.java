package dev.goldthread.streams.query;

import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.core.walk.Walk;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes all questions of this process hold in memory at a time, so that several large ones
 * cannot exhaust the heap together. A part is reserved for small questions: large ones never take
 * it. Thread-safe.
 *
 * <p>The first large question that finds no room waits for it a moment, and as long as it waits no
 * other may grow: those that need more are turned away and give back what they hold. So of many
 * that do not fit together one goes through after the other. If all went on, each would take what
 * the others lack, and none would end; if all waited, none would.
 */
public final class NodeBudget {

    /** A question that holds no more is small; a release of 2,000 requirements has 4,400 nodes. */
    public static final int SMALL_MAX = 8_192;

    /**
     * The largest of questions are answered sooner on two processors that have little else to do.
     */
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    /** Taken at once, so that a question pays next to nothing and a small one holds little. */
    private static final int PIECE = 256;

    private static final int THIRDS_OF_HEAP = 2;
    private static final int RESERVED_PART = 4;

    private final long nodesMax;
    private final long nodesMaxOfLarge;
    private final Duration waitMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition givenBack = lock.newCondition();

    // Under the lock.
    private long held;
    private long refused;
    private @Nullable Share waiting;

    /**
     * @param nodesMax for all questions together, of which a quarter is for small ones; at least
     *     four small questions
     * @param waitMax how long a large question waits for room
     */
    public NodeBudget(long nodesMax, Duration waitMax) {
        if (nodesMax < (long) RESERVED_PART * SMALL_MAX) {
            throw new IllegalArgumentException(
                    "nodesMax must be %d or more, but is %d; less has no room for a small question beside large ones"
                            .formatted(RESERVED_PART * SMALL_MAX, nodesMax));
        }
        this.nodesMax = nodesMax;
        this.waitMax = waitMax;
        nodesMaxOfLarge = nodesMax - nodesMax / RESERVED_PART;
    }

    /** Of a process that has so much heap: two thirds of it, and at least one walk. */
    public static NodeBudget ofHeap(long heapBytes) {
        return new NodeBudget(
                Math.max(
                        THIRDS_OF_HEAP * Walk.inThirdOf(heapBytes),
                        (long) Walk.nodesMax(heapBytes) * RESERVED_PART / (RESERVED_PART - 1) + 1),
                WAIT_MAX);
    }

    /** For one question; whoever opens it closes it when the answer is not needed any more. */
    public Share open() {
        return new Share();
    }

    /** Nodes that all questions hold now, in whole pieces. */
    public long held() {
        return locked(() -> held);
    }

    /** Nodes that all questions may hold together. */
    public long nodesMax() {
        return nodesMax;
    }

    /** How many questions were turned away because of others, since the start. */
    public long refused() {
        return locked(() -> refused);
    }

    /** Whether a large question waits for room. */
    public boolean isOneWaiting() {
        return locked(() -> waiting != null);
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    /** What one question holds. One thread asks the question; any may close it. */
    public final class Share implements NodeAllowance, AutoCloseable {

        private long used;

        /** Changed under the lock, and by the thread that asks alone. */
        private long taken;

        private boolean isClosed;

        private volatile boolean isAbandoned;

        private Share() {}

        /**
         * Pieces stay taken: they will be needed again.
         *
         * @throws AbandonedException as {@link #add}
         */
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
         * @throws AbandonedException when nobody waits for the answer any more
         */
        @Override
        public void add(long nodes) {
            if (isAbandoned) {
                throw new AbandonedException();
            }
            used += nodes;
            if (used > taken) {
                locked(this::take);
            }
        }

        /** Takes whole pieces, or as much of them as there is room for. */
        private void take() {
            checkOpen();
            long wanted = used - taken;
            boolean isLarge = used > SMALL_MAX;
            long most = isLarge ? nodesMaxOfLarge : nodesMax;
            if (used > most) {
                throw new TooLargeException(most);
            }
            if (isLarge && waiting != null) {
                throw turnedAway(most);
            }
            if (most - held < wanted && !(isLarge && isRoomAfterWaiting(wanted))) {
                throw turnedAway(most);
            }
            long pieces = (wanted + PIECE - 1) / PIECE * PIECE;
            long some = Math.min(pieces, most - held);
            held += some;
            taken += some;
        }

        private void checkOpen() {
            if (isClosed) {
                throw new IllegalStateException(
                        "a question goes on after its share was given back");
            }
        }

        private HeapFullException turnedAway(long most) {
            refused++;
            return new HeapFullException(held - taken, most);
        }

        private boolean isRoomAfterWaiting(long wanted) {
            waiting = this;
            try {
                long nanos = waitMax.toNanos();
                while (nodesMaxOfLarge - held < wanted && nanos > 0) {
                    nanos = givenBack.awaitNanos(nanos);
                    checkOpen();
                }
                return nodesMaxOfLarge - held >= wanted;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                waiting = null;
            }
        }

        /**
         * Nobody waits for the answer any more: the question ends at the next node that it reads.
         * What it holds until then it gives back by {@link #close}.
         */
        public void abandon() {
            isAbandoned = true;
        }

        /** Gives back all of it; a second time does nothing. */
        @Override
        public void close() {
            locked(
                    () -> {
                        if (!isClosed) {
                            isClosed = true;
                            held -= taken;
                            givenBack.signalAll();
                        }
                    });
        }
    }
}
