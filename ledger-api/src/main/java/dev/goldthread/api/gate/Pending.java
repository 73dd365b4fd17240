package dev.goldthread.api.gate;

import java.util.concurrent.CompletableFuture;

/**
 * A submitted event on its way.
 *
 * @param written completes when Kafka has what there is to write
 */
record Pending(CompletableFuture<?> written, Answer answer) {

    /** Nothing has to be written. */
    static Pending unwritten(Outcome outcome) {
        return new Pending(CompletableFuture.completedFuture(""), Answer.of(outcome));
    }
}
