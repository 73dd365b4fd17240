package dev.goldthread.api.gate;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a submitter will be told about one event.
 *
 * @param complete completes when the outcome is final
 * @param outcome what is known by now
 * @param release gives up what is held for the answer
 */
record Answer(CompletableFuture<?> complete, Supplier<Outcome> outcome, Runnable release) {

    /** An answer that is final already. */
    static Answer of(Outcome outcome) {
        return new Answer(CompletableFuture.completedFuture(""), () -> outcome, () -> {});
    }
}
