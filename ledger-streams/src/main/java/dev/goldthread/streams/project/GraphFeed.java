package dev.goldthread.streams.project;

import dev.goldthread.core.graph.Fold;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The way of records into one open database: apply, write in batches, flush now and then. For one
 * thread at a time.
 *
 * <p>Once a record could not be applied, half of it may be among the pending rows, so nothing more
 * is written; the next opening starts from the last flush.
 */
final class GraphFeed implements AutoCloseable {

    /** What one batch may grow to before the thread that feeds asks for one. */
    private static final int BATCH_ENTRIES_MAX = 2_000;

    /** How much of the ledger a crash may cost to read again. */
    private static final long FLUSH_BYTES = 32L * 1024 * 1024;

    private static final Duration FLUSH_AGE = Duration.ofSeconds(10);

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
    private Health health = Health.WELL;
    private OptionalLong takenOffset;
    private OptionalLong writtenOffset;
    private OptionalLong durableOffset;
    private long unflushedBytes;
    private long flushedAtNanos = System.nanoTime();

    GraphFeed(GraphDatabase database, Counters counters) {
        this.database = database;
        this.counters = counters;
        pending = new PendingRows(database);
        durableOffset = database.offset();
        writtenOffset = durableOffset;
        takenOffset = durableOffset;
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
            throw e;
        } finally {
            health = after;
        }
        return pending.entries() >= BATCH_ENTRIES_MAX;
    }

    boolean isBroken() {
        return health != Health.WELL;
    }

    boolean isCondemned() {
        return health == Health.CONDEMNED;
    }

    /** Whether there is something to write, and it may be. */
    boolean isAhead() {
        return !isBroken() && !takenOffset.equals(writtenOffset);
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
            throw e;
        } finally {
            health = after;
        }
        counters.batches.increment();
        return events;
    }

    void flushWhenDue() {
        long age = System.nanoTime() - flushedAtNanos;
        if (isBroken()) {
            return;
        }
        if (unflushedBytes >= FLUSH_BYTES || age >= FLUSH_AGE.toNanos()) {
            flush();
        }
    }

    private void flush() {
        if (!durableOffset.equals(writtenOffset)) {
            database.flush();
            counters.flushes.increment();
            durableOffset = writtenOffset;
            unflushedBytes = 0;
        }
        flushedAtNanos = System.nanoTime();
    }

    OptionalLong durableOffset() {
        return durableOffset;
    }

    /** Leaves everything on disk when all is well. */
    @Override
    public void close() {
        try {
            if (isAhead()) {
                write();
            }
            if (!isBroken()) {
                flush();
            }
        } finally {
            pending.close();
            database.close();
        }
    }
}
