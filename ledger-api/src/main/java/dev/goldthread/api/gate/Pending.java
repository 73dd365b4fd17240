package dev.goldthread.api.gate;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A submitted event on its way.
 *
 * @param written completes when Kafka has what there is to write
 * @param answered completes when the outcome is final
 * @param outcome what is known by now
 * @param release gives up what was held for the answer
 */
record Pending(
        CompletableFuture<?> written,
        CompletableFuture<?> answered,
        Supplier<Outcome> outcome,
        Runnable release) {

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture("");

    /** Nothing is written and nothing awaited. */
    static Pending settled(Outcome outcome) {
        return settled(outcome, DONE);
    }

    /** The outcome is final once it is written. */
    static Pending settled(Outcome outcome, CompletableFuture<?> written) {
        return new Pending(written, DONE, () -> outcome, () -> {});
    }
}
