package dev.goldthread.api.witness.ask;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread brings about, and fails when it does not. */
final class Eventually {

    private static final Duration AT_MOST = Duration.ofSeconds(120);

    private Eventually() {}

    static void isTrue(BooleanSupplier condition, Supplier<Object> otherwise)
            throws InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not so: " + otherwise.get());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
