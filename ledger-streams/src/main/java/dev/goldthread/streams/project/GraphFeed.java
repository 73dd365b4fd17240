package dev.goldthread.streams.project;

import dev.goldthread.core.graph.Fold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The way of records into one open database: apply, write in batches, flush now and then, which
 * goes on beside. For one thread at a time.
 *
 * <p>Once a record could not be applied, half of it may be among the pending rows, so nothing more
 * is written; the next opening starts from the last flush.
 */
final class GraphFeed implements AutoCloseable {

    /** What one batch may grow to before the thread that feeds asks for one. */
    private static final int BATCH_ENTRIES_MAX = 8_000;

    /** How much of the ledger a crash may cost to read again. */
    private static final long FLUSH_BYTES = 32L * 1024 * 1024;

    private static final Duration FLUSH_AGE = Duration.ofSeconds(20);

    /** Partitions that were opened together flush one after the other, not all at a time. */
    private static final int FLUSH_TURNS = 4;

    /**
     * What comes after a pause is written at once. While more keeps coming, batches may grow: each
     * has costs of its own.
     */
    static final Duration WRITE_PAUSE = Duration.ofMillis(10);

    /** While much comes: sorted rows are the cheaper for a memtable the more they are. */
    static final Duration WRITE_PAUSE_BUSY = Duration.ofMillis(25);

    /** So many in a {@link #WRITE_PAUSE} are much: 3,200 a second in this partition. */
    static final int BUSY_ENTRIES = 32;

    private static final Logger LOG = System.getLogger(GraphFeed.class.getName());

    private enum Health {
        WELL,
        /** Something failed; what is on disk is good. */
        BROKEN,
        /** What is on disk is not good. */
        CONDEMNED
    }

    private final GraphDatabase database;
    private final Counters counters;
    private final PendingRows pending;
    private final StoreFlush flush;
    private Health health = Health.WELL;
    private String condemnedFor = "";
    private OptionalLong takenOffset;
    private OptionalLong writtenOffset;
    private OptionalLong flushedOffset;
    private long unflushedBytes;
    private long flushedAtNanos = System.nanoTime();
    private long writtenAtNanos = flushedAtNanos - WRITE_PAUSE.toNanos();

    GraphFeed(GraphDatabase database, Counters counters, int partition) {
        this.database = database;
        this.counters = counters;
        pending = new PendingRows(database);
        flush = new StoreFlush(database, counters);
        flushedOffset = flush.durableOffset();
        writtenOffset = flushedOffset;
        takenOffset = flushedOffset;
        flushedAtNanos -= FLUSH_AGE.toNanos() * (partition % FLUSH_TURNS) / FLUSH_TURNS;
    }

    GraphDatabase database() {
        return database;
    }

    /**
     * @return whether so much is pending that it should be written
     */
    boolean take(ConsumerRecord<byte[], byte[]> record, LedgerApply apply) {
        if (isBroken()) {
            throw new IllegalStateException("the store failed before; it has to be opened again");
        }
        Health after = Health.BROKEN;
        try {
            apply.apply(record, pending);
            takenOffset = OptionalLong.of(record.offset());
            after = Health.WELL;
        } catch (StoreDamagedException | Fold.GapException e) {
            after = Health.CONDEMNED;
            condemnedFor = String.valueOf(e.getMessage());
            throw e;
        } finally {
            health = after;
        }
        return pending.entries() >= BATCH_ENTRIES_MAX;
    }

    boolean isBroken() {
        return health != Health.WELL;
    }

    /** Why what is on disk is not good; empty while it is. */
    Optional<String> condemned() {
        return health == Health.CONDEMNED ? Optional.of(condemnedFor) : Optional.empty();
    }

    /** Whether there is something to write, and it may be. */
    boolean isAhead() {
        return !isBroken() && !takenOffset.equals(writtenOffset);
    }

    /** Whether it is long enough since the last batch. */
    boolean isWriteDue() {
        Duration age = Duration.ofNanos(System.nanoTime() - writtenAtNanos);
        return isWriteDue(age, pending.entries());
    }

    static boolean isWriteDue(Duration sinceLastBatch, int entries) {
        Duration pause = entries < BUSY_ENTRIES ? WRITE_PAUSE : WRITE_PAUSE_BUSY;
        return sinceLastBatch.compareTo(pause) >= 0;
    }

    /**
     * Rows and offset in one batch.
     *
     * @return the events that can be seen now
     */
    List<EventKey> write() {
        List<EventKey> events = pending.events();
        Health after = Health.BROKEN;
        try {
            unflushedBytes += pending.write(takenOffset.orElseThrow());
            writtenOffset = takenOffset;
            after = Health.WELL;
        } catch (StoreDamagedException e) {
            after = Health.CONDEMNED;
            condemnedFor = String.valueOf(e.getMessage());
            throw e;
        } finally {
            health = after;
        }
        writtenAtNanos = System.nanoTime();
        counters.batches.increment();
        return events;
    }

    /**
     * Begins a flush when enough has come together and none is under way; says how the last one
     * ended.
     */
    void flushWhenDue() {
        if (isBroken() || flush.isRunning()) {
            return;
        }
        settleFlush();
        long age = System.nanoTime() - flushedAtNanos;
        if (unflushedBytes >= FLUSH_BYTES || age >= FLUSH_AGE.toNanos()) {
            startFlush();
        }
    }

    private void startFlush() {
        if (!flushedOffset.equals(writtenOffset)) {
            flush.start(writtenOffset);
            flushedOffset = writtenOffset;
            unflushedBytes = 0;
        }
        flushedAtNanos = System.nanoTime();
    }

    private void settleFlush() {
        Health after = Health.BROKEN;
        try {
            flush.settle();
            after = Health.WELL;
        } catch (StoreDamagedException e) {
            after = Health.CONDEMNED;
            condemnedFor = String.valueOf(e.getMessage());
            throw e;
        } finally {
            health = after;
        }
    }

    /** What is on disk for certain, of the flushes that have ended. */
    OptionalLong durableOffset() {
        return flush.durableOffset();
    }

    /** Leaves everything on disk when all is well. */
    @Override
    public void close() {
        try {
            if (isAhead()) {
                write();
            }
            if (!isBroken()) {
                settleFlush();
                startFlush();
                settleFlush();
            }
        } finally {
            closeDatabase();
        }
    }

    /** A flush may be under way still when something else failed, which is said already. */
    private void closeDatabase() {
        try {
            flush.settle();
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "a store that is given up could not be flushed", e);
        } finally {
            database.close();
        }
    }
}
