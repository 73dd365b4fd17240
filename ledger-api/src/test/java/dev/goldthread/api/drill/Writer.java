package dev.goldthread.api.drill;

import java.time.Duration;

/** Writes events until it is told to stop, and remembers what it was told. */
interface Writer extends AutoCloseable {

    Remembered remembered();

    /**
     * Waits until so many more are accepted.
     *
     * @throws AssertionError when that takes longer
     */
    default void awaitMore(int events, Duration atMost) throws InterruptedException {
        int before = remembered().acceptedProductById.size();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (remembered().acceptedProductById.size() < before + events) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "%d events, not %d, were accepted within %s"
                                .formatted(
                                        remembered().acceptedProductById.size() - before,
                                        events,
                                        atMost));
            }
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    /** Stops after what is under way is accepted; throws what went wrong. */
    @Override
    void close() throws Exception;
}
