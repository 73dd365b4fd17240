package dev.goldthread.api.gate;

import dev.goldthread.api.gate.RefusalIndex.Watch;
import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Receipt;
import dev.goldthread.streams.serde.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Takes submissions: admit, compare with what is sealed, write all, then wait once. Safe for any
 * thread; a call blocks its thread.
 */
public final class GateService {

    /** A producer never gets more from waiting than this (HTTP contract, {@code Prefer: wait}). */
    public static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final Gate gate;
    private final LedgerQuery query;
    private final IntakeWriter writer;
    private final RefusalIndex refusals;
    private final int schemaId;
    private final Clock clock;

    /** What requests of this instance are about to seal, by content, so that no other slips in. */
    private final ConcurrentMap<Key, Digest> inFlight = new ConcurrentHashMap<>();

    private record Key(Product product, EventId id) {}

    /**
     * @param schemaId under which the registry knows the event schema for the intake's values
     */
    public GateService(
            Gate gate,
            LedgerQuery query,
            IntakeWriter writer,
            RefusalIndex refusals,
            int schemaId,
            Clock clock) {
        this.gate = gate;
        this.query = query;
        this.writer = writer;
        this.refusals = refusals;
        this.schemaId = schemaId;
        this.clock = clock;
    }

    /**
     * Takes events and returns when all are written, and sealed or {@code wait} has passed.
     *
     * @param events each the UTF-8 JSON of one event
     * @param wait zero not to wait for receipts; at most {@link #WAIT_MAX} is waited
     * @return one outcome per event, in order
     * @throws BrokerAwayException when not all could be written; sending them again is harmless
     */
    public List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait) {
        List<Pending> pending = new ArrayList<>(events.size());
        List<Key> held = new ArrayList<>();
        try {
            for (byte[] event : events) {
                pending.add(take(event, submission, wait, held));
            }
            Deadline.ofWrites().await(pending.stream().map(Pending::written).toList());
            Deadline.after(wait.compareTo(WAIT_MAX) < 0 ? wait : WAIT_MAX)
                    .awaitQuietly(pending.stream().map(Pending::answered).toList());
            return pending.stream().map(Pending::outcome).toList();
        } finally {
            pending.forEach(Pending::release);
            held.forEach(inFlight::remove);
        }
    }

    private Pending take(byte[] event, Submission submission, Duration wait, List<Key> held) {
        Instant now = clock.instant();
        return switch (gate.admit(event, submission, now)) {
            case Admission.Refused refused ->
                    refuse(
                            new Outcome.Refused(
                                    refused.id(), refused.product(), refused.violations()),
                            event,
                            submission,
                            now);
            case Admission.Accepted accepted -> {
                Optional<Violation> conflict = conflict(accepted.event(), held);
                if (conflict.isPresent()) {
                    yield refuse(conflict(accepted.event().event(), conflict.get()), event, submission, now);
                }
                yield write(accepted, wait);
            }
        };
    }
}
