package dev.goldthread.streams.project;

import dev.goldthread.streams.ledger.LedgerRecordReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;

/**
 * The graph of one ledger partition as Kafka Streams keeps it: opened at {@link #init}, fed by
 * {@link #apply}, closed and perhaps opened again. One thread feeds it at a time; any number may
 * hold a {@link #lease}.
 *
 * <p>The store keeps its own offset, in the same batch as the rows (StateStore.managesOffsets,
 * KIP-1035). Offsets here are those of the last record applied, as Kafka Streams 4.3.1 takes them:
 * it restores from {@code committedOffset} + 1.
 *
 * <p>It begins as one that follows: fed by restoring, or as another instance's standby, and true as
 * of its offset, wherever that is. {@link #serve} makes it one that serves.
 *
 * <p>A crash leaves the state of the last flush, and Streams restores from there. A store that
 * turns out to be damaged is condemned: it takes nothing more, is wiped when closed, and begins
 * anew when opened.
 */
public final class GraphStore implements StateStore {

    private static final Logger LOG = System.getLogger(GraphStore.class.getName());

    private final String name;
    private final StoreDuties duties;
    private final StampedLock lock = new StampedLock();
    private final LedgerApply apply;
    private volatile @Nullable GraphFeed feed;
    private volatile StoreState state = StoreState.NONE;
    private int partition = -1;
    private @Nullable Path folder;

    GraphStore(String name, LedgerRecordReader records, StoreDuties duties) {
        this.name = name;
        this.duties = duties;
        this.apply = new LedgerApply(records, duties.counters());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        open(context.taskId().partition(), context.stateDir().toPath().resolve(name));
        context.register(root, new LedgerRestore(this));
    }

    /** Opens or creates the store in {@code storeFolder}. */
    void open(int ofPartition, Path storeFolder) {
        partition = ofPartition;
        folder = storeFolder;
        if (Files.notExists(storeFolder)) {
            duties.restoring().missing(ofPartition);
        }
        GraphDatabase database =
                StoreFolder.open(
                        storeFolder,
                        duties.memory(),
                        because -> duties.restoring().lost(ofPartition, because));
        feed = new GraphFeed(database, duties.counters(), partition);
        state = StoreState.FOLLOWING;
        duties.stores().opened(this);
    }

    int partition() {
        return partition;
    }

    /**
     * Takes one record of the ledger, restored or live. What it says becomes visible with the next
     * {@link #write}.
     *
     * @throws StoreDamagedException when this store and the ledger contradict each other; the store
     *     is condemned
     * @throws dev.goldthread.core.graph.Fold.GapException likewise
     */
    void apply(ConsumerRecord<byte[], byte[]> record) {
        GraphFeed to = feed();
        boolean isMuch = orGiveUp(() -> to.take(record, apply));
        if (isMuch) {
            write();
        }
    }

    /** Writes what was applied, in one batch, and wakes up those who wait for it. */
    void write() {
        GraphFeed from = feed();
        if (from.isAhead()) {
            duties.stores().applied(this, orGiveUp(from::write));
        }
    }

    /** What failed may be damaged, so nobody reads it any more. */
    private <T> T orGiveUp(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            state = StoreState.NONE;
            throw e;
        }
    }

    /** Writes, unless that was done a moment ago. */
    void writeWhenDue() {
        if (feed().isWriteDue()) {
            write();
        }
    }

    @Override
    public boolean persistent() {
        return true;
    }

    /** Deprecated from birth: one day every store does. */
    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
        return true;
    }

    /** What is durable: the offset as read when the store was opened, then that of each flush. */
    @Override
    public @Nullable Long committedOffset(TopicPartition changelog) {
        OptionalLong durable = feed().durableOffset();
        return durable.isPresent() ? durable.getAsLong() : null;
    }

    /**
     * Flushes when enough has come together; the rest can be read from the ledger again. The
     * offsets given are those that came with the records, which the store has already.
     */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        write();
        feed().flushWhenDue();
    }

    /** From now on it is at the ledger's end, and queries are answered. */
    void serve() {
        state = StoreState.SERVING;
        duties.stores().serving(this);
    }

    /** From now on it may fall behind; it may be closed next, or follow another instance. */
    void withdraw() {
        if (state == StoreState.SERVING) {
            state = StoreState.FOLLOWING;
        }
    }

    StoreState state() {
        return state;
    }

    boolean isServing() {
        return state == StoreState.SERVING;
    }

    /**
     * A look into the store, consistent for as long as it is held.
     *
     * @param atLeast {@link StoreState#SERVING}, or {@link StoreState#FOLLOWING} for those who can
     *     do with an older state
     * @throws NotReadyException when the store is not as much
     */
    GraphReader lease(StoreState atLeast) {
        long stamp = lock.tryReadLock();
        GraphFeed of = feed;
        if (stamp == 0 || of == null || !state.is(atLeast)) {
            if (stamp != 0) {
                lock.unlockRead(stamp);
            }
            throw notReady();
        }
        return new GraphReader(
                of.database(), () -> state.is(StoreState.FOLLOWING), () -> lock.unlockRead(stamp));
    }

    /** A look into a store that serves. */
    GraphReader lease() {
        return lease(StoreState.SERVING);
    }

    /**
     * Whether no event with this id is applied for certain; cheap, where a lease is not. False says
     * nothing.
     *
     * @throws NotReadyException as {@link #lease} does
     */
    boolean surelyLacks(EventKey event) {
        long stamp = lock.tryReadLock();
        try {
            GraphFeed of = feed;
            if (stamp == 0 || of == null || !isServing()) {
                throw notReady();
            }
            return of.database().surelyLacks(event);
        } finally {
            if (stamp != 0) {
                lock.unlockRead(stamp);
            }
        }
    }

    private NotReadyException notReady() {
        return new NotReadyException(
                "partition %d is being restored or closed here; ask again later"
                        .formatted(partition));
    }

    /** Also while it is being restored; nothing when it is closed. */
    StoreSize size() {
        long stamp = lock.tryReadLock();
        if (stamp == 0) {
            return StoreSize.NONE;
        }
        try {
            GraphFeed of = feed;
            return of == null ? StoreSize.NONE : of.database().size();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Waits for every lease, because a read in a closed RocksDB takes the process down. */
    @Override
    public void close() {
        state = StoreState.NONE;
        duties.stores().closed(this);
        long stamp = lock.writeLock();
        try {
            GraphFeed of = feed;
            feed = null;
            if (of != null) {
                close(of);
            }
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Closing may be what finds the damage. */
    private void close(GraphFeed of) {
        try {
            of.close();
        } finally {
            Optional<String> condemned = of.condemned();
            if (condemned.isPresent() && folder != null) {
                duties.restoring().lost(partition, condemned.get());
                LOG.log(Level.WARNING, "store {0} is wiped, to be rebuilt", folder);
                duties.counters().rebuilds.increment();
                StoreFolder.wipe(folder);
            }
        }
    }

    @Override
    public boolean isOpen() {
        return feed != null;
    }

    private GraphFeed feed() {
        GraphFeed of = feed;
        if (of == null) {
            throw new IllegalStateException("store %s is not open".formatted(name));
        }
        return of;
    }
}
