package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LogEntry;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.StoreState;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Receipts of events that are applied here, now or as soon as they are. Thread-safe. */
final class Receipts implements AutoCloseable {

    private final Projector projector;
    private final Leases leases;
    private final ReceiptWaiters waiters;

    /**
     * @param projector is not closed by this
     */
    Receipts(Projector projector, Leases leases) {
        this.projector = projector;
        this.leases = leases;
        waiters =
                new ReceiptWaiters(this::ifReady, event -> projector.partitionOf(event.product()));
        projector.stores().listen(waiters);
    }

    /** Empty as long as the event is not applied. */
    Optional<Receipt> of(EventKey event) {
        int partition = projector.partitionOf(event.product());
        // Most who ask are about to submit it.
        if (projector.stores().state(partition) == StoreState.SERVING
                && projector.stores().surelyLacks(partition, event)) {
            return Optional.empty();
        }
        try (Lease lease = leases.of(partition)) {
            GraphReader graph = lease.graph();
            OptionalLong seq = graph.seqOf(event);
            return seq.isEmpty()
                    ? Optional.empty()
                    : graph.entry(event.product(), seq.getAsLong())
                            .flatMap(
                                    entry ->
                                            receipt(
                                                    event.product(),
                                                    event.id(),
                                                    seq.getAsLong(),
                                                    entry));
        }
    }

    private static Optional<Receipt> receipt(
            Product product, EventId id, long seq, LogEntry entry) {
        return entry.event()
                .map(
                        event ->
                                new Receipt(
                                        product,
                                        id,
                                        seq,
                                        entry.leaf(),
                                        entry.sealedAt(),
                                        event.requestDigest(),
                                        event.rawSha256()));
    }

    /** A store that does not serve yet says when it does; the waiters are asked again then. */
    private Optional<Receipt> ifReady(EventKey event) {
        try {
            return of(event);
        } catch (NotReadyException e) {
            return Optional.empty();
        }
    }

    /** As soon as the event is applied, on another thread. */
    CompletableFuture<Receipt> await(EventKey event) {
        return waiters.await(event);
    }

    @Override
    public void close() {
        projector.stores().forget(waiters);
    }
}
