package dev.goldthread.streams.query;

import dev.goldthread.streams.project.AppliedListener;
import dev.goldthread.streams.project.EventKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a receipt. The thread that applies only names the events; receipts are read
 * and futures completed on threads of their own, so a slow caller never holds up the projector.
 * Thread-safe.
 */
final class ReceiptWaiters implements AppliedListener {

    private static final Executor OWN_THREADS = Thread::startVirtualThread;

    /** One caller; every one is its own. */
    private static final class Waiter {
        final CompletableFuture<Receipt> future = new CompletableFuture<>();
    }

    private final Map<EventKey, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Function<EventKey, Optional<Receipt>> receipts;
    private final ToIntFunction<EventKey> partitions;

    ReceiptWaiters(
            Function<EventKey, Optional<Receipt>> receipts, ToIntFunction<EventKey> partitions) {
        this.receipts = receipts;
        this.partitions = partitions;
    }

    /** Completed when the event is applied; given up by completing or cancelling it. */
    CompletableFuture<Receipt> await(EventKey event) {
        Waiter waiter = new Waiter();
        waiting.compute(event, (key, waiters) -> with(waiters, waiter));
        CompletableFuture<Receipt> _ =
                waiter.future.whenComplete((receipt, failure) -> forget(event, waiter));
        // Behind the registration, or what is applied in between would be missed.
        OWN_THREADS.execute(() -> complete(event));
        return waiter.future;
    }

    private static Set<Waiter> with(@Nullable Set<Waiter> waiters, Waiter waiter) {
        Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
        all.add(waiter);
        return all;
    }

    private void forget(EventKey event, Waiter waiter) {
        waiting.computeIfPresent(
                event,
                (key, waiters) -> {
                    waiters.remove(waiter);
                    return waiters.isEmpty() ? null : waiters;
                });
    }

    @Override
    public void applied(int partition, List<EventKey> events) {
        if (waiting.isEmpty()) {
            return;
        }
        events.stream()
                .filter(waiting::containsKey)
                .forEach(event -> OWN_THREADS.execute(() -> complete(event)));
    }

    @Override
    public void serving(int partition) {
        waiting.keySet().stream()
                .filter(event -> partitions.applyAsInt(event) == partition)
                .forEach(event -> OWN_THREADS.execute(() -> complete(event)));
    }

    private void complete(EventKey event) {
        receipts.apply(event)
                .ifPresent(
                        receipt ->
                                waiting.getOrDefault(event, Set.of())
                                        .forEach(waiter -> waiter.future.complete(receipt)));
    }

    /** How many events are waited for. */
    int size() {
        return waiting.size();
    }
}
