package dev.goldthread.streams.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The stores that this instance has open, by partition, and the news from them. Streams opens and
 * closes a store as partitions come and go; a query finds it here. Thread-safe.
 */
public final class LocalStores {

    private final Map<Integer, GraphStore> open = new ConcurrentHashMap<>();
    private final List<AppliedListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long newsCount;

    public void listen(AppliedListener listener) {
        listeners.add(listener);
    }

    public void forget(AppliedListener listener) {
        listeners.remove(listener);
    }

    /**
     * A look into the partition's store; to be closed soon.
     *
     * @throws NotReadyException when no store of this partition serves here now
     */
    public GraphReader lease(int partition) {
        return store(partition).lease();
    }

    /**
     * A look into the partition's store even where it only follows, so what it says may be behind;
     * to be closed soon.
     *
     * @throws NotReadyException when there is none here
     */
    public GraphReader leaseFollowing(int partition) {
        return store(partition).lease(StoreState.FOLLOWING);
    }

    /** What can be expected of the partition here, at this moment. */
    public StoreState state(int partition) {
        GraphStore store = open.get(partition);
        return store == null ? StoreState.NONE : store.state();
    }

    /**
     * Whether the partition's store has no event with this id for certain, which is sooner known
     * than what it has; false says nothing.
     *
     * @throws NotReadyException as {@link #lease} does
     */
    public boolean surelyLacks(int partition, EventKey event) {
        return store(partition).surelyLacks(event);
    }

    private GraphStore store(int partition) {
        GraphStore store = open.get(partition);
        if (store == null) {
            throw new NotReadyException(
                    "partition %d is not served here now; ask again, or ask the instance that owns it"
                            .formatted(partition));
        }
        return store;
    }

    /** Partitions that serve, in order. */
    public List<Integer> serving() {
        return new TreeMap<>(open)
                .values().stream()
                        .filter(GraphStore::isServing)
                        .map(GraphStore::partition)
                        .toList();
    }

    /** Partitions whose stores follow, in order. */
    public List<Integer> following() {
        return new TreeMap<>(open)
                .values().stream()
                        .filter(store -> store.state() == StoreState.FOLLOWING)
                        .map(GraphStore::partition)
                        .toList();
    }

    /** All open stores together, those that are being restored among them. */
    public StoreSize size() {
        return open.values().stream().map(GraphStore::size).reduce(StoreSize.NONE, StoreSize::plus);
    }

    /**
     * Waits until the condition holds; asks it again whenever something was applied or opened.
     *
     * @return whether it holds
     * @throws InterruptedException also when the condition is true by now
     */
    public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = newsCount();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!awaitNews(seen, deadline)) {
                return condition.getAsBoolean();
            }
        }
    }

    private long newsCount() {
        lock.lock();
        try {
            return newsCount;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitNews(long seen, long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (newsCount == seen) {
                if (news.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void opened(GraphStore store) {
        open.put(store.partition(), store);
    }

    void closed(GraphStore store) {
        open.remove(store.partition(), store);
        signal();
    }

    void serving(GraphStore store) {
        listeners.forEach(listener -> listener.serving(store.partition()));
        signal();
    }

    void applied(GraphStore store, List<EventKey> events) {
        if (!events.isEmpty()) {
            listeners.forEach(listener -> listener.applied(store.partition(), events));
        }
        signal();
    }

    private void signal() {
        lock.lock();
        try {
            newsCount++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
