package dev.goldthread.api.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.connection.Connections.Connected;
import dev.goldthread.api.gate.BrokerAwayException;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.gate.Violation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From a body that is kept to the gate: read it by today's rules, hand in its events, and write
 * into the journal whether it waits or is done. Safe for any thread.
 */
final class DeliveryMapping {

    private static final int VIOLATIONS_SHOWN_MAX = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Connections connections;
    private final Door door;

    DeliveryMapping(Connections connections, Door door) {
        this.connections = connections;
        this.door = door;
    }

    Hook map(ConnectionSettings settings, Connected connected, KeptBody body, Duration wait) {
        return switch (read(settings, body)) {
            case Reading.Events events -> submit(settings, connected, body, events, wait);
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

    private Reading read(ConnectionSettings settings, KeptBody body) {
        try {
            Bytes inflated =
                    TransferEncoding.decode(
                            body.raw(),
                            Optional.ofNullable(body.headers().get("content-encoding")),
                            HookIntake.BODY_BYTES_MAX);
            Reading reading =
                    settings.adapter()
                            .read(
                                    new Delivery(body.headers(), inflated, body.receivedAt()),
                                    connections.rules(settings));
            connections.savePersons();
            return reading;
        } catch (UnfitException e) {
            return e.reading();
        }
    }

    private Hook submit(
            ConnectionSettings settings,
            Connected connected,
            KeptBody body,
            Reading.Events read,
            Duration wait) {
        Submission submission =
                new Submission(
                        principal(settings.name()),
                        "hooks/" + settings.format(),
                        Optional.of(body.digest()));
        List<byte[]> bytes =
                read.events().stream().map(event -> withBody(event, settings, body)).toList();
        try {
            List<Outcome> outcomes = door.submit(bytes, submission, wait);
            List<String> types = Gave.types(read.events());
            settle(connected, body, outcomes, Gave.of(types, outcomes), read.left());
            return new Hook.Submitted(outcomes, types);
        } catch (BrokerAwayException e) {
            connected
                    .journal()
                    .keepWaiting(body.digest(), "not-sent", "the broker was away", body.headers());
            throw e;
        }
    }

    static String principal(String connection) {
        return "hook." + connection;
    }

    /**
     * What the gate refuses waits, and a body of which no rule maps a part: another rule may mend
     * it, and what was sealed before is a duplicate then.
     */
    private static void settle(
            Connected connected,
            KeptBody body,
            List<Outcome> outcomes,
            Gave gave,
            List<Reading.Unmapped> left) {
        DeliveryJournal journal = connected.journal();
        List<Violation> violations = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Refused refused) {
                violations.addAll(refused.violations());
            }
        }
        if (violations.isEmpty() && left.isEmpty()) {
            journal.settle(body.digest(), gave);
        } else if (violations.isEmpty()) {
            Reading.Unmapped first = left.getFirst();
            journal.keepWaiting(body.digest(), first.kind(), first.because(), body.headers(), gave);
        } else {
            journal.keepWaiting(
                    body.digest(), "refused-by-gate", text(violations), body.headers(), gave);
        }
    }

    private static String text(List<Violation> violations) {
        return violations.stream()
                .limit(VIOLATIONS_SHOWN_MAX)
                .map(Violation::toString)
                .collect(Collectors.joining("; "));
    }

    private static byte[] withBody(ObjectNode event, ConnectionSettings settings, KeptBody body) {
        evidence(event)
                .ifPresent(
                        list ->
                                list.addObject()
                                        .put("sha256", body.digest().hex())
                                        .put("mediaType", body.mediaType())
                                        .put("name", settings.format() + "-delivery")
                                        .put("sizeBytes", body.raw().length()));
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of plain values has no JSON", e);
        }
    }

    /** Empty where a sender of whole events put something else there, which the gate refuses. */
    private static Optional<ArrayNode> evidence(ObjectNode event) {
        JsonNode there = event.path("evidence");
        if (there.isMissingNode() || there.isNull()) {
            return Optional.of(event.putArray("evidence"));
        }
        return there instanceof ArrayNode list ? Optional.of(list) : Optional.empty();
    }
}
