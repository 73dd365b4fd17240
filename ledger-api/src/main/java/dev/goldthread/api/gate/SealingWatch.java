package dev.goldthread.api.gate;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.ledger.Refusal;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Compares accepted events with what is sealed or about to be, and watches them being sealed. The
 * sealer decides in the end; what is recognised here is answered sooner. Safe for any thread.
 */
public final class SealingWatch {

    private final Optional<LedgerQuery> projection;
    private final RefusalIndex refusals;
    private final SealingTimes times;
    private final Clock clock;
    private final LatelyWritten lately = new LatelyWritten();

    /** What the ledger holds under an event's id. */
    sealed interface Known {

        /** Nothing, as far as can be seen from here. */
        record Not() implements Known {}

        /** The very same event. */
        record Same(Outcome.Duplicate duplicate) implements Known {}

        /** Another event. */
        record Other(Outcome.Refused refused) implements Known {}
    }

    /**
     * @param projection what is sealed, as far as this process knows; without it there are no
     *     receipts here, and the sealer alone recognises what comes twice
     * @param times hears of every event that a caller waited for with success
     */
    public SealingWatch(
            Optional<LedgerQuery> projection,
            RefusalIndex refusals,
            SealingTimes times,
            Clock clock) {
        this.projection = projection;
        this.refusals = refusals;
        this.times = times;
        this.clock = clock;
    }

    Known compare(AcceptedEvent accepted) {
        Event event = accepted.event();
        Optional<Known> known =
                projection.flatMap(
                        query -> receipt(query, event).map(found -> compare(accepted, found)));
        if (known.isPresent()) {
            return known.get();
        }
        return lately.isOther(new EventKey(event.product(), event.id()), accepted.requestDigest())
                ? new Known.Other(conflict(event))
                : new Known.Not();
    }

    private static Known compare(AcceptedEvent accepted, Receipt receipt) {
        return receipt.isOf(accepted)
                ? new Known.Same(new Outcome.Duplicate(receipt.id(), receipt.product(), receipt))
                : new Known.Other(conflict(accepted.event()));
    }

    /** A projection that is not there cannot stop events: the sealer deduplicates as well. */
    private static Optional<Receipt> receipt(LedgerQuery query, Event event) {
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

    /** Notes what is about to be written; to be called before. */
    void writing(AcceptedEvent accepted) {
        Event event = accepted.event();
        lately.add(new EventKey(event.product(), event.id()), accepted.requestDigest());
    }

    /** Forgets it, because nobody knows whether it was written. */
    void notWritten(AcceptedEvent accepted) {
        Event event = accepted.event();
        lately.remove(new EventKey(event.product(), event.id()), accepted.requestDigest());
    }

    /**
     * Registers for the answer; to be called before the event is written.
     *
     * @param value the record value that will be written
     * @param since when the gate took the event up
     */
    Answer expect(AcceptedEvent accepted, byte[] value, Duration wait, Instant since) {
        Event event = accepted.event();
        if (wait.isZero()) {
            return Answer.of(new Outcome.Accepted(event.id(), event.product(), Optional.empty()));
        }
        RefusalIndex.Watch refusal = refusals.watch(Digest.sha256(value));
        CompletableFuture<Receipt> receipt = awaitReceipt(event);
        var _ = receipt.thenAccept(given -> tell(since, given));
        return new Answer(
                CompletableFuture.anyOf(receipt, refusal.refused()),
                () -> outcome(event, now(receipt), now(refusal.refused())),
                () -> {
                    receipt.cancel(false);
                    refusal.close();
                });
    }

    /** What was sealed before it came here is another submission's, and its time too. */
    private void tell(Instant since, Receipt receipt) {
        if (!receipt.sealedAt().isBefore(since)) {
            times.sealed(
                    Duration.between(since, receipt.sealedAt()),
                    Duration.between(since, clock.instant()));
        }
    }

    private CompletableFuture<Receipt> awaitReceipt(Event event) {
        try {
            return projection
                    .map(query -> query.awaitReceipt(event.product(), event.id()))
                    .orElseGet(CompletableFuture::new);
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
                : new Outcome.Accepted(event.id(), event.product(), Optional.ofNullable(receipt));
    }
}
