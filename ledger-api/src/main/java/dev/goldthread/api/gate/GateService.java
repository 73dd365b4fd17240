package dev.goldthread.api.gate;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.ledger.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes submissions: admit, compare with what is sealed, write all, then wait once. Safe for any
 * thread; a call blocks its thread.
 */
public final class GateService {

    /** No caller waits longer for receipts (HTTP contract, {@code Prefer: wait}). */
    public static final Duration WAIT_MAX = Duration.ofSeconds(30);

    /**
     * To take an event takes ten times as long as to hand it to Kafka's producer; one by one they
     * would travel in many small batches, each of which costs broker and sealer a round.
     */
    private static final int WRITTEN_TOGETHER = 1_000;

    private final Gate gate;
    private final IntakeWriter writer;
    private final SealingWatch watch;
    private final Clock clock;
    private final FreeSpace space;
    private final GateCounters counters = new GateCounters();

    public GateService(
            Gate gate, IntakeWriter writer, SealingWatch watch, Clock clock, FreeSpace space) {
        this.gate = gate;
        this.writer = writer;
        this.watch = watch;
        this.clock = clock;
        this.space = space;
    }

    public GateCounters counters() {
        return counters;
    }

    /**
     * For those who keep something beside the events, before they do.
     *
     * @throws DiskFullException when there is no room for more
     */
    public void requireRoom() {
        space.require();
    }

    /**
     * Takes events and returns when all are written, and sealed or {@code wait} has passed.
     *
     * @param events each the UTF-8 JSON of one event
     * @param wait zero not to wait for receipts; at most {@link #WAIT_MAX} is waited
     * @return one outcome per event, in order
     * @throws DiskFullException when there is no room for more; nothing was written
     * @throws BrokerAwayException when not all could be written; sending them again is harmless
     */
    public List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait) {
        requireRoom();
        List<Pending> pending = new ArrayList<>(events.size());
        try {
            for (int from = 0; from < events.size(); from += WRITTEN_TOGETHER) {
                int to = Math.min(from + WRITTEN_TOGETHER, events.size());
                events.subList(from, to)
                        .forEach(event -> pending.add(take(event, submission, wait)));
                pending.subList(from, to).forEach(Pending::write);
            }
            awaitWritten(pending);
            awaitAnswers(pending, wait.compareTo(WAIT_MAX) < 0 ? wait : WAIT_MAX);
            return pending.stream().map(each -> each.answer().outcome().get()).toList();
        } finally {
            pending.forEach(Pending::release);
        }
    }

    /**
     * Refuses what its reader could make no event of, and returns when that is kept.
     *
     * @param body as it came
     * @param violations at least one
     * @throws DiskFullException when there is no room for more
     * @throws BrokerAwayException when it could not be written; doing it again is harmless
     */
    public void refuse(byte[] body, List<Violation> violations, Submission submission) {
        requireRoom();
        Outcome.Refused refused =
                new Outcome.Refused(Optional.empty(), Optional.empty(), violations);
        Pending kept = refuse(refused, body, submission, clock.instant());
        kept.write();
        awaitWritten(List.of(kept));
    }

    private Pending take(byte[] event, Submission submission, Duration wait) {
        Instant now = clock.instant();
        return switch (gate.admit(event, submission, now)) {
            case Admission.Refused refused ->
                    refuse(
                            new Outcome.Refused(
                                    refused.id(), refused.product(), refused.violations()),
                            event,
                            submission,
                            now);
            case Admission.Accepted accepted ->
                    switch (watch.compare(accepted.event())) {
                        case SealingWatch.Known.Same same -> {
                            counters.countDuplicate();
                            yield Pending.unwritten(same.duplicate());
                        }
                        case SealingWatch.Known.Other other ->
                                refuse(other.refused(), event, submission, now);
                        case SealingWatch.Known.Not _ ->
                                write(accepted, submission.channel(), wait, now);
                    };
        };
    }

    private Pending refuse(
            Outcome.Refused refused, byte[] event, Submission submission, Instant now) {
        counters.countRefused(refused.violations().getFirst().rule());
        Refusal refusal = Refusals.of(refused, submission.principal(), now);
        return Pending.of(() -> writer.refuse(refusal, event), Answer.of(refused));
    }

    private Pending write(
            Admission.Accepted accepted, String channel, Duration wait, Instant since) {
        byte[] value = writer.frame(accepted.body());
        Answer answer = watch.expect(accepted.event(), value, wait, since);
        watch.writing(accepted.event());
        return new Pending(
                () ->
                        writer.accept(accepted.event().event().product(), value)
                                .whenComplete(
                                        (_, failure) -> settle(failure, accepted.event(), channel)),
                answer,
                () -> watch.notWritten(accepted.event()));
    }

    private void settle(@Nullable Throwable failure, AcceptedEvent event, String channel) {
        if (failure == null) {
            counters.countTaken(channel);
        } else {
            watch.notWritten(event);
        }
    }

    /** The producer itself bounds the time. */
    private static void awaitWritten(List<Pending> pending) {
        try {
            all(pending.stream().map(Pending::written).toList()).join();
        } catch (CompletionException | CancellationException e) {
            throw new BrokerAwayException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** What is not answered in time has no receipt yet; that is no failure. */
    private static void awaitAnswers(List<Pending> pending, Duration wait) {
        all(pending.stream().map(each -> each.answer().complete()).toList())
                .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null)
                .join();
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }
}
