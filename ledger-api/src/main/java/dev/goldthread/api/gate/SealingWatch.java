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
import java.time.Duration;
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
     */
    public SealingWatch(Optional<LedgerQuery> projection, RefusalIndex refusals) {
        this.projection = projection;
        this.refusals = refusals;
    }

    Known compare(AcceptedEvent accepted) {
        Event event = accepted.event();
        Optional<Known> known =
                projection.flatMap(
                        query ->
                                receipt(query, event)
                                        .map(found -> compare(query, accepted, found)));
        if (known.isPresent()) {
            return known.get();
        }
        return lately.isOther(new EventKey(event.product(), event.id()), accepted.requestDigest())
                ? new Known.Other(conflict(event))
                : new Known.Not();
    }

    private static Known compare(LedgerQuery query, AcceptedEvent accepted, Receipt receipt) {
        Event event = accepted.event();
        return query.event(event.product(), event.id())
                .<Known>map(
                        known ->
                                isSame(accepted, known.event())
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
     */
    Answer expect(AcceptedEvent accepted, byte[] value, Duration wait) {
        Event event = accepted.event();
        if (wait.isZero()) {
            return Answer.of(new Outcome.Accepted(event.id(), event.product(), Optional.empty()));
        }
        RefusalIndex.Watch refusal = refusals.watch(Digest.sha256(value));
        CompletableFuture<Receipt> receipt = awaitReceipt(event);
        return new Answer(
                CompletableFuture.anyOf(receipt, refusal.refused()),
                () -> outcome(event, now(receipt), now(refusal.refused())),
                () -> {
                    receipt.cancel(false);
                    refusal.close();
                });
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
