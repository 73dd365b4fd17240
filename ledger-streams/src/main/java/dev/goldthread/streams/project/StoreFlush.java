package dev.goldthread.streams.project;

import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was written on disk, beside the thread that goes on writing. One flush at a time.
 * Started and settled by one thread; {@link #durableOffset} may be asked by any.
 *
 * <p>RocksDB flushes at least what was written before the call, and always whole batches. So the
 * offset noted before is durable afterwards; the one on disk may be later, which a crash at this
 * point shows when the store is opened.
 */
final class StoreFlush {

    private final GraphDatabase database;
    private final Counters counters;
    private volatile OptionalLong durableOffset;
    private @Nullable FutureTask<Boolean> running;

    StoreFlush(GraphDatabase database, Counters counters) {
        this.database = database;
        this.counters = counters;
        durableOffset = database.offset();
    }

    /** What is known to be on disk. */
    OptionalLong durableOffset() {
        return durableOffset;
    }

    boolean isRunning() {
        return running != null && !running.isDone();
    }

    /**
     * Begins; the flush before must be settled.
     *
     * @param written offset of the last record written
     */
    void start(OptionalLong written) {
        if (running != null) {
            throw new IllegalStateException("a flush is settled before another one starts");
        }
        FutureTask<Boolean> task = new FutureTask<>(() -> flush(written), true);
        running = task;
        Thread.ofPlatform().daemon().name("graph-flush").start(task);
    }

    private void flush(OptionalLong written) {
        database.flush();
        counters.flushes.increment();
        durableOffset = written;
    }

    /**
     * Waits for the flush that was started, if one was.
     *
     * @throws StoreDamagedException when it found damage
     * @throws IllegalStateException when it failed otherwise
     */
    void settle() {
        FutureTask<Boolean> task = running;
        running = null;
        if (task != null) {
            await(task);
        }
    }

    /** Not even an interrupt may end it: a database that closes under a flush takes all down. */
    private static void await(FutureTask<Boolean> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the store cannot be flushed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
