package dev.goldthread.streams.seal;

import dev.goldthread.core.seal.ClockBehindException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
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

    private static final int REPLACEMENTS_MAX = 10;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Deque<Long> replacedAtNanos = new ArrayDeque<>();
    private final Map<Integer, Long> mismatchAtNanosByPartition = new HashMap<>();
    private @Nullable Throwable failure;

    /** Why the sealer ended; empty as long as it did not. */
    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable thrown) {
        if (cause(thrown, HeadsMismatchException.class).filter(this::mayLag).isPresent()) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        Optional<SealingStoppedException> stopped = cause(thrown, SealingStoppedException.class);
        if (stopped.isPresent()) {
            return end(stopped.get());
        }
        Optional<ClockBehindException> clockBehind = cause(thrown, ClockBehindException.class);
        if (clockBehind.isPresent()) {
            return end(clockBehind.get());
        }
        // A registry may be away for as long as it likes; each replacement waited 30 s for it.
        if (cause(thrown, RegistryUnavailableException.class).isPresent() || mayReplace()) {
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        return end(thrown);
    }

    /**
     * Heads may lag once, after a crash between two commit markers; twice in a row is no accident.
     */
    private boolean mayLag(HeadsMismatchException mismatch) {
        long now = System.nanoTime();
        Long before = mismatchAtNanosByPartition.put(mismatch.partition(), now);
        return before == null || now - before > WINDOW.toNanos();
    }

    private boolean mayReplace() {
        long now = System.nanoTime();
        replacedAtNanos.removeIf(at -> now - at > WINDOW.toNanos());
        replacedAtNanos.addLast(now);
        return replacedAtNanos.size() <= REPLACEMENTS_MAX;
    }

    private StreamThreadExceptionResponse end(Throwable why) {
        failure = failure == null ? why : failure;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
