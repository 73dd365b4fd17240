package dev.goldthread.streams.project;

import dev.goldthread.core.graph.Fold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/**
 * Decides what happens after a failure: rebuild, try again, or stop. Everything is bounded, so that
 * a fault that stays is reported and not repeated forever. Thread-safe.
 */
final class Recovery implements StreamsUncaughtExceptionHandler {

    /** An instance that had to rebuild so often since its start has a fault that stays. */
    private static final int REBUILDS_MAX = 20;

    /** Other failures, such as a broker that is away, are tried again so often within the time. */
    private static final int RETRIES_MAX = 5;

    private static final long RETRY_WINDOW_NANOS = 300_000_000_000L;
    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    private final Set<String> rebuilds = new HashSet<>();
    private final Deque<Long> retriesNanos = new ArrayDeque<>();
    private final AtomicReference<Optional<Throwable>> failure =
            new AtomicReference<>(Optional.empty());

    /** Not when the very same was found after a rebuild: then the ledger itself says so. */
    synchronized boolean allowsRebuild(Throwable reason) {
        return rebuilds.size() < REBUILDS_MAX && rebuilds.add(String.valueOf(reason.getMessage()));
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (isRetryable(exception)) {
            LOG.log(Level.WARNING, "a projector thread failed and is replaced", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.set(Optional.of(root(exception)));
        LOG.log(Level.ERROR, "the projector stops", exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private synchronized boolean isRetryable(Throwable exception) {
        Throwable root = root(exception);
        if (root instanceof Fold.GapException || root instanceof StoreDamagedException) {
            return allowsRebuild(root);
        }
        long now = System.nanoTime();
        while (!retriesNanos.isEmpty() && now - retriesNanos.peek() > RETRY_WINDOW_NANOS) {
            retriesNanos.remove();
        }
        retriesNanos.add(now);
        return retriesNanos.size() <= RETRIES_MAX;
    }

    /** The failure that started it: what Streams wraps says more than the wrapping. */
    private static Throwable root(Throwable exception) {
        Throwable at = exception;
        while (at.getCause() != null
                && !(at instanceof Fold.GapException)
                && !(at instanceof StoreDamagedException)) {
            at = at.getCause();
        }
        return at;
    }

    /** Why the projector stopped. */
    Optional<Throwable> failure() {
        return failure.get();
    }
}
