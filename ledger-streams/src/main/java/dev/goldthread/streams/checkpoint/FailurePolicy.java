package dev.goldthread.streams.checkpoint;

import dev.goldthread.streams.serde.RegistryUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the checkpointer when one of its threads fails. A new thread compares everything
 * again, so replacing is safe; what keeps failing ends it. Thread-safe.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = System.getLogger(FailurePolicy.class.getName());
    private static final int REPLACEMENTS_MAX = 10;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Deque<Long> replacedAtNanos = new ArrayDeque<>();
    private @Nullable Throwable failure;

    /** Why the checkpointer ended; empty as long as it did not. */
    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable thrown) {
        // A registry may be away for as long as it likes: nothing is signed meanwhile.
        if (isRegistryAway(thrown) || mayReplace()) {
            LOG.log(Level.WARNING, "a checkpointer thread failed and is replaced", thrown);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure = failure == null ? thrown : failure;
        LOG.log(Level.ERROR, "the checkpointer stops", thrown);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isRegistryAway(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(20)
                .anyMatch(RegistryUnavailableException.class::isInstance);
    }

    private boolean mayReplace() {
        long now = System.nanoTime();
        replacedAtNanos.removeIf(at -> now - at > WINDOW.toNanos());
        replacedAtNanos.addLast(now);
        return replacedAtNanos.size() <= REPLACEMENTS_MAX;
    }
}
