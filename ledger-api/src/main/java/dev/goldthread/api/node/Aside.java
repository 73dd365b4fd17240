package dev.goldthread.api.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A step of a start that goes on beside the others, on a thread of its own. */
record Aside<T>(CompletableFuture<T> result) {

    static <T> Aside<T> of(Supplier<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("start")
                .start(
                        () -> {
                            try {
                                result.complete(step.get());
                            } catch (RuntimeException | Error e) {
                                result.completeExceptionally(e);
                            }
                        });
        return new Aside<>(result);
    }

    /** What the step returned, or what it threw. */
    T join() {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
