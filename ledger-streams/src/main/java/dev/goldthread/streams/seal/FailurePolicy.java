package dev.goldthread.streams.seal;

import dev.goldthread.core.seal.ClockBehindException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the sealer when one of its threads fails. A new thread restores the heads from
 * their topic, so replacing cures whatever passes; what somebody has to put right ends the sealer.
 * Thread-safe.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    /** Heads may lag once, after a crash between two commit markers; twice is no accident. */
    private static final int HEADS_RETRIES_MAX = 1;

    private static final int REPLACEMENTS_MAX = 10;
    private static final Duration REPLACEMENTS_WINDOW = Duration.ofMinutes(5);

    private final Deque<Long> replacedAtNanos = new ArrayDeque<>();
    private int headsMismatches;
    private @Nullable Throwable failure;

    /** Why the sealer ended; empty as long as it did not. */
    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable thrown) {
        if (cause(thrown, HeadsMismatchException.class).isPresent()
                && headsMismatches++ < HEADS_RETRIES_MAX) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        Optional<Throwable> ours =
                cause(thrown, SealingStoppedException.class)
                        .or(() -> cause(thrown, ClockBehindException.class));
        if (ours.isPresent()) {
            return end(ours.get());
        }
        // A registry may be away for as long as it likes; each replacement waited 30 s for it.
        if (cause(thrown, RegistryUnavailableException.class).isPresent() || mayReplace()) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        return end(thrown);
    }

    private boolean mayReplace() {
        long now = System.nanoTime();
        replacedAtNanos.removeIf(at -> now - at > REPLACEMENTS_WINDOW.toNanos());
        replacedAtNanos.addLast(now);
        return replacedAtNanos.size() <= REPLACEMENTS_MAX;
    }

    private StreamThreadExceptionResponse end(Throwable why) {
        failure = failure == null ? why : failure;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static Optional<Throwable> cause(Throwable thrown, Class<? extends Throwable> type) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .findFirst();
    }
}
