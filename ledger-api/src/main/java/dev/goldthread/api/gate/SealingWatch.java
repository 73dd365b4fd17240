package dev.goldthread.api.gate;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.ledger.Refusal;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares accepted events with what is sealed or about to be, and watches them being sealed. The
 * sealer decides in the end; what is recognised here is answered sooner. Safe for any thread.
 */
public final class SealingWatch {

    private final LedgerQuery query;
    private final RefusalIndex refusals;

    /** What calls of this instance are about to have sealed: the content that goes by the id. */
    private final ConcurrentMap<Key, Digest> underWay = new ConcurrentHashMap<>();

    private record Key(Product product, EventId id) {}

    /** What the ledger holds under an event's id. */
    sealed interface Known {

        /** Nothing, as far as can be seen from here. */
        record Not() implements Known {}

        /** The very same event. */
        record Same(Outcome.Duplicate duplicate) implements Known {}

        /** Another event. */
        record Other(Outcome.Refused refused) implements Known {}
    }

    public SealingWatch(LedgerQuery query, RefusalIndex refusals) {
        this.query = query;
        this.refusals = refusals;
    }

    Known compare(AcceptedEvent accepted) {
        Event event = accepted.event();
        Digest other = underWay.get(new Key(event.product(), event.id()));
        if (other != null && !other.equals(accepted.requestDigest())) {
            return new Known.Other(conflict(event));
        }
        return receipt(event).map(receipt -> compare(accepted, receipt)).orElseGet(Known.Not::new);
    }

    private Known compare(AcceptedEvent accepted, Receipt receipt) {
        Event event = accepted.event();
        return query.event(event.product(), event.id())
                .map(
                        sealed ->
                                isSame(accepted, sealed.event())
                                        ? new Known.Same(
                                                new Outcome.Duplicate(
                                                        event.id(), event.product(), receipt))
                                        : new Known.Other(conflict(event)))
                .orElseGet(Known.Not::new);
    }

    /** The sealer's own rule (architecture, decision 3). */
    private static boolean isSame(AcceptedEvent accepted, AcceptedEvent sealed) {
        Optional<Digest> raw = accepted.submission().rawSha256();
        return accepted.requestDigest().equals(sealed.requestDigest())
                || (raw.isPresent() && raw.equals(sealed.submission().rawSha256()));
    }

    /** A projection that is not there cannot stop events: the sealer deduplicates as well. */
    private Optional<Receipt> receipt(Event event) {
        try {
            return query.receipt(event.product(), event.id());
        } catch (NotReadyException e) {
            return Optional.empty();
        }
    }

    private static Outcome.Refused conflict(Event event) {
        Violation violation =
                new Violation(
                        "/id",
                        "id-conflict",
                        event.id().value(),
                        "another event has this id; choose a new id, and say supersedes if it corrects that event");
        return new Outcome.Refused(
                Optional.of(event.id().value()),
                Optional.of(event.product().name()),
                List.of(violation));
    }

    /**
     * Registers for the answer; to be called before the event is written.
     *
     * @param value the record value that will be written
     * @return what is still without a {@code written} of its own
     */
    Pending expect(AcceptedEvent accepted, byte[] value, Duration wait) {
        Event event = accepted.event();
        Outcome unanswered = new Outcome.Accepted(event.id(), event.product(), Optional.empty());
        if (wait.isZero()) {
            return Pending.settled(unanswered);
        }
        Key key = new Key(event.product(), event.id());
        Digest content = accepted.requestDigest();
        underWay.put(key, content);
        RefusalIndex.Watch refusal = refusals.watch(Digest.sha256(value));
        CompletableFuture<Receipt> receipt = awaitReceipt(event);
        return new Pending(
                refusal.refused(),
                CompletableFuture.anyOf(receipt, refusal.refused()),
                () -> outcome(event, now(receipt), now(refusal.refused())),
                () -> {
                    receipt.cancel(false);
                    refusal.close();
                    underWay.remove(key, content);
                });
    }

    private CompletableFuture<Receipt> awaitReceipt(Event event) {
        try {
            return query.awaitReceipt(event.product(), event.id());
        } catch (NotReadyException e) {
            return new CompletableFuture<>();
        }
    }

    private static <T> @Nullable T now(CompletableFuture<T> future) {
        return future.isDone() && !future.isCompletedExceptionally() ? future.join() : null;
    }

    private static Outcome outcome(
            Event event, @Nullable Receipt receipt, @Nullable Refusal refusal) {
        return refusal != null
                ? Refusals.outcome(refusal)
                : new Outcome.Accepted(
                        event.id(), event.product(), Optional.ofNullable(receipt));
    }
}
