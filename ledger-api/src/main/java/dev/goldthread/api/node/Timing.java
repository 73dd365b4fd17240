package dev.goldthread.api.node;

import java.time.Duration;
import java.util.function.Supplier;

/** Tells the listener of each stage of a start, and how long it took. */
record Timing(NodeListener listener) {

    <T> T of(String stage, Supplier<T> work) {
        listener.starting(stage);
        long begin = System.nanoTime();
        T result = work.get();
        listener.ready(stage, Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }
}
