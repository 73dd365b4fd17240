package dev.goldthread.api.drill;

import java.time.Duration;
import java.util.Map;

/** Writes events until it is told to stop, and remembers what it was told. */
interface Writer extends AutoCloseable {

    Remembered remembered();

    /**
     * Waits until so many more are accepted.
     *
     * @throws AssertionError when that takes longer
     */
    default void awaitMore(int events, Duration atMost) throws InterruptedException {
        await("accepted", remembered().acceptedProductById, events, atMost);
    }

    /**
     * Waits until so many more have a receipt, so that all stages work.
     *
     * @throws AssertionError when that takes longer
     */
    default void awaitMoreReceipts(int events, Duration atMost) throws InterruptedException {
        await("given a receipt", remembered().placeById, events, atMost);
    }

    private static void await(String what, Map<?, ?> growing, int events, Duration atMost)
            throws InterruptedException {
        int before = growing.size();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (growing.size() < before + events) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "%d events, not %d, were %s within %s"
                                .formatted(growing.size() - before, events, what, atMost));
            }
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    /** Stops after what is under way is accepted; throws what went wrong. */
    @Override
    void close() throws Exception;
}
