package dev.goldthread.api.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.connection.Connections.Connected;
import dev.goldthread.api.connection.DeliveryJournal.Arrival;
import dev.goldthread.api.connection.DeliveryJournal.Repetition;
import dev.goldthread.api.connection.authentication.Attempt;
import dev.goldthread.api.connection.authentication.Proof;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.gate.BrokerAwayException;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.gate.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The way of a delivery: prove who sent it, keep the raw body, write it down, read it, hand its
 * events to the gate. A crash or a broker that is away leaves a body that waits and can be mapped
 * again. Safe for any thread; a call blocks its thread.
 */
public final class HookIntake {

    /** Larger than what any tool sends (GitHub stops at 25 MB). */
    public static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private static final String NOBODY = "unknown-connection";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Connections connections;
    private final EvidenceStore evidence;
    private final Door door;
    private final HookCounters strangers = new HookCounters();

    public HookIntake(Connections connections, EvidenceStore evidence, Door door) {
        this.connections = connections;
        this.evidence = evidence;
        this.door = door;
    }

    /**
     * Takes a delivery.
     *
     * @param tool as the address names it
     * @param connection likewise
     * @param wait for receipts; zero not to wait
     */
    public Hook receive(String tool, String connection, Attempt attempt, Duration wait) {
        Optional<ConnectionSettings> settings =
                connections.find(connection).filter(each -> each.format().equals(tool));
        if (settings.isEmpty()) {
            strangers.deny(NOBODY);
            return new Hook.Denied(NOBODY);
        }
        Connected connected = connections.connected(settings.get());
        Proof proof = settings.get().authentication().check(attempt);
        if (proof != Proof.GENUINE) {
            connected.counters().deny(proof.text());
            return new Hook.Denied(proof.text());
        }
        return take(settings.get(), connected, attempt, wait);
    }

    private Hook take(
            ConnectionSettings settings, Connected connected, Attempt attempt, Duration wait) {
        door.requireRoom();
        Map<String, String> headers = KeptHeaders.of(attempt.headers());
        Digest digest = Digest.sha256(attempt.body().toBytes());
        Arrival arrival =
                connected
                        .journal()
                        .receive(
                                digest,
                                KeptHeaders.deliveryId(headers),
                                headers,
                                attempt.at(),
                                () -> keep(digest, attempt.body()));
        return switch (arrival) {
            case Arrival.OtherBody() -> {
                connected.counters().deny("replayed");
                yield new Hook.Replayed();
            }
            case Arrival.Accepted(var receivedAt, var repetition) -> {
                Body body = new Body(digest, attempt.body(), headers, receivedAt);
                Hook hook = map(settings, connected, body, wait);
                connected.counters().count(result(hook, repetition));
                yield hook;
            }
        };
    }

    /**
     * A body that is kept.
     *
     * @param raw as it came over the wire
     */
    private record Body(
            Digest digest, Bytes raw, Map<String, String> headers, Instant receivedAt) {}

    private static String result(Hook hook, Repetition repetition) {
        return switch (hook) {
            case Hook.Submitted _ -> repetition == Repetition.FIRST ? "mapped" : "repeated";
            case Hook.Unmapped _ -> "unmapped";
            case Hook.Unreadable _ -> "refused";
            case Hook.Replayed _, Hook.Denied _ -> "denied";
        };
    }

    private Hook map(ConnectionSettings settings, Connected connected, Body body, Duration wait) {
        return switch (read(settings, body)) {
            case Reading.Events(var events) -> submit(settings, connected, body, events, wait);
            case Reading.Unmapped(var kind, var because) -> {
                connected.journal().keepWaiting(body.digest(), kind, because, body.headers());
                yield new Hook.Unmapped(kind, because, body.digest());
            }
            case Reading.Refused(var violations) -> {
                connected
                        .journal()
                        .keepWaiting(body.digest(), "refused", text(violations), body.headers());
                yield new Hook.Unreadable(violations, body.digest());
            }
        };
    }

    private Reading read(ConnectionSettings settings, Body body) {
        try {
            Bytes inflated =
                    Inflation.inflate(
                            body.raw(),
                            Optional.ofNullable(body.headers().get("content-encoding")),
                            BODY_BYTES_MAX);
            Reading reading =
                    settings.adapter()
                            .read(
                                    new Delivery(body.headers(), inflated, body.receivedAt()),
                                    connections.rules(settings));
            connections.savePersons();
            return reading;
        } catch (UnfitException e) {
            return new Reading.Refused(List.of(e.violation()));
        }
    }

    private Hook submit(
            ConnectionSettings settings,
            Connected connected,
            Body body,
            List<ObjectNode> events,
            Duration wait) {
        Submission submission =
                new Submission(
                        principal(settings.name()),
                        "hooks/" + settings.format(),
                        Optional.of(body.digest()));
        List<byte[]> bytes = events.stream().map(event -> withBody(event, settings, body)).toList();
        try {
            List<Outcome> outcomes = door.submit(bytes, submission, wait);
            settle(connected, body, outcomes);
            return new Hook.Submitted(outcomes);
        } catch (BrokerAwayException e) {
            connected
                    .journal()
                    .keepWaiting(body.digest(), "not-sent", "the broker was away", body.headers());
            throw e;
        }
    }

    /** Who submits, as sealed events name it; within the form of {@code security.Principal}. */
    public static String principal(String connection) {
        return "hook." + connection;
    }

    /** What the gate refuses waits: another rule of the connection may mend it. */
    private static void settle(Connected connected, Body body, List<Outcome> outcomes) {
        List<Violation> violations = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Refused refused) {
                violations.addAll(refused.violations());
            }
        }
        if (violations.isEmpty()) {
            connected.journal().settle(body.digest());
        } else {
            connected
                    .journal()
                    .keepWaiting(
                            body.digest(), "refused-by-gate", text(violations), body.headers());
        }
    }

    private static String text(List<Violation> violations) {
        return violations.stream()
                .limit(5)
                .map(Violation::toString)
                .collect(Collectors.joining("; "));
    }

    private static byte[] withBody(ObjectNode event, ConnectionSettings settings, Body body) {
        event.withArray("evidence")
                .addObject()
                .put("sha256", body.digest().hex())
                .put("mediaType", mediaType(body))
                .put("name", "%s-delivery".formatted(settings.format()))
                .put("sizeBytes", body.raw().length());
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of plain values has no JSON", e);
        }
    }

    private static String mediaType(Body body) {
        return body.headers().containsKey("content-encoding")
                ? "application/gzip"
                : body.headers().getOrDefault("content-type", "application/json");
    }

    /** Before the events: what they name has to be there once they are sealed. */
    private void keep(Digest digest, Bytes body) {
        try {
            evidence.put(digest, body.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be kept", e);
        }
    }

    /** What came of reading again everything that waits. */
    public record Remapped(int mapped, int waiting, List<Outcome> outcomes) {
        public Remapped {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * Reads what waits by today's rules and adapters; the ids are those it would have had then.
     *
     * @return empty when there is no such connection
     */
    public Optional<Remapped> remap(String connection, Duration wait) {
        return connections
                .find(connection)
                .map(settings -> remap(settings, connections.connected(settings), wait));
    }

    private Remapped remap(ConnectionSettings settings, Connected connected, Duration wait) {
        List<Outcome> outcomes = new ArrayList<>();
        int before = connected.journal().waitingCount();
        for (Waiting each : connected.journal().waiting()) {
            Optional<Bytes> raw = kept(each.digest());
            if (raw.isEmpty()) {
                connected
                        .journal()
                        .keepWaiting(
                                each.digest(),
                                each.kind(),
                                "its body is not in the evidence store; restore it from a backup",
                                each.headers());
                continue;
            }
            Body body = new Body(each.digest(), raw.get(), each.headers(), each.receivedAt());
            if (map(settings, connected, body, wait) instanceof Hook.Submitted submitted) {
                outcomes.addAll(submitted.outcomes());
            }
        }
        int after = connected.journal().waitingCount();
        return new Remapped(Math.max(0, before - after), after, outcomes);
    }

    private Optional<Bytes> kept(Digest digest) {
        try {
            return evidence.get(digest).map(Bytes::new);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be read", e);
        }
    }

    /**
     * How a connection is.
     *
     * @param last when something came last
     */
    public record Condition(
            ConnectionSettings settings,
            HookCounters counters,
            List<Waiting> waiting,
            Optional<Instant> last) {
        public Condition {
            waiting = List.copyOf(waiting);
        }
    }

    /** All connections, by name. */
    public List<Condition> conditions() {
        return connections.all().stream()
                .map(
                        settings -> {
                            Connected connected = connections.connected(settings);
                            return new Condition(
                                    settings,
                                    connected.counters(),
                                    connected.journal().waiting(),
                                    connected.journal().last());
                        })
                .toList();
    }

    /** Deliveries for connections that there are none of, by reason. */
    public SortedMap<String, Long> strangers() {
        return strangers.denied();
    }

    /** Why the file of connections does not count as it is now. */
    public Optional<String> problem() {
        return connections.problem();
    }
}
