package dev.goldthread.api.connection;

import dev.goldthread.api.connection.Connections.Connected;
import dev.goldthread.api.connection.DeliveryJournal.Arrival;
import dev.goldthread.api.connection.DeliveryJournal.Repetition;
import dev.goldthread.api.connection.authentication.Attempt;
import dev.goldthread.api.connection.authentication.Proof;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * The way of a delivery: prove who sent it, keep the raw body, write it down, read it, hand its
 * events to the gate. A crash or a broker that is away leaves a body that waits and can be mapped
 * again. Safe for any thread; a call blocks its thread.
 */
public final class HookIntake {

    /** Larger than what any tool sends (GitHub stops at 25 MB). */
    public static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private static final String NOBODY = "unknown-connection";

    private final Connections connections;
    private final EvidenceStore evidence;
    private final Door door;
    private final DeliveryMapping mapping;
    private final HookCounters strangers = new HookCounters();

    public HookIntake(Connections connections, EvidenceStore evidence, Door door) {
        this.connections = connections;
        this.evidence = evidence;
        this.door = door;
        this.mapping = new DeliveryMapping(connections, door);
    }

    /** Who submits, as sealed events name it; within the form of {@code security.Principal}. */
    public static String principal(String connection) {
        return DeliveryMapping.principal(connection);
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
        if (connected.journal().isFull()) {
            connected.counters().deny("full");
            return new Hook.Full(connected.journal().waitingCount());
        }
        Map<String, String> headers = KeptHeaders.of(attempt.headers());
        Digest digest = Digest.sha256(attempt.body().toBytes());
        Arrival arrival =
                connected
                        .journal()
                        .receive(
                                digest,
                                KeptHeaders.claim(headers),
                                headers,
                                attempt.at(),
                                () -> keep(digest, attempt.body()));
        return switch (arrival) {
            case Arrival.Contradicted() -> {
                connected.counters().deny("replayed");
                yield new Hook.Replayed();
            }
            case Arrival.Accepted(var receivedAt, var repetition) -> {
                KeptBody body = new KeptBody(digest, attempt.body(), headers, receivedAt);
                Hook hook = mapping.map(settings, connected, body, wait);
                connected.counters().count(result(hook, repetition));
                yield hook;
            }
        };
    }

    private static String result(Hook hook, Repetition repetition) {
        return switch (hook) {
            case Hook.Submitted _ -> repetition == Repetition.FIRST ? "mapped" : "repeated";
            case Hook.Unmapped _ -> "unmapped";
            case Hook.Unreadable _ -> "refused";
            case Hook.Replayed _, Hook.Denied _, Hook.Full _ -> "denied";
        };
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
            KeptBody body =
                    new KeptBody(each.digest(), raw.get(), each.headers(), each.receivedAt());
            if (mapping.map(settings, connected, body, wait) instanceof Hook.Submitted submitted) {
                outcomes.addAll(submitted.outcomes());
            }
        }
        int after = connected.journal().waitingCount();
        return new Remapped(Math.max(0, before - after), after, outcomes);
    }

    /**
     * Lets bodies of one kind wait no longer: they stay in the evidence store, and give no events.
     *
     * @return how many; empty when there is no such connection
     */
    public OptionalInt dismiss(String connection, String kind) {
        Optional<ConnectionSettings> settings = connections.find(connection);
        if (settings.isEmpty()) {
            return OptionalInt.empty();
        }
        DeliveryJournal journal = connections.connected(settings.get()).journal();
        List<Waiting> dismissed =
                journal.waiting().stream().filter(each -> each.kind().equals(kind)).toList();
        dismissed.forEach(each -> journal.dismiss(each.digest()));
        return OptionalInt.of(dismissed.size());
    }

    /** Whether the connection is one of those that deliver here. */
    public boolean knows(String connection) {
        return connections.find(connection).isPresent();
    }

    /** What this instance knows of a delivery of the connection; others may have taken it. */
    public Optional<Delivered> delivered(String connection, Digest body) {
        return connections
                .find(connection)
                .flatMap(settings -> connections.connected(settings).journal().find(body));
    }

    /**
     * Whether the body is kept: every instance keeps it before it writes the delivery down, in a
     * store that all of them see.
     */
    public boolean isKept(Digest body) {
        try {
            return evidence.has(body);
        } catch (IOException e) {
            throw new UncheckedIOException("evidence cannot be read", e);
        }
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
