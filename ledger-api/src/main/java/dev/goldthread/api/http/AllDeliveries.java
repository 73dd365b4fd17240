package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.connection.Delivered;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.RemoteAnswer;
import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;

/**
 * What became of a delivery, whichever instance took it. That there was none is said only when the
 * store of evidence, which all instances share, does not have its body.
 */
@Singleton
final class AllDeliveries {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String UNKNOWN = "unknown-delivery";
    private static final String SETTLED = "settled";
    private static final String STATE = "state";

    private final HookIntake hooks;
    private final Fellows fellows;

    AllDeliveries(HookIntake hooks, Fellows fellows) {
        this.hooks = hooks;
        this.fellows = fellows;
    }

    /**
     * @param request in whose name other instances are asked
     * @throws ProblemException 404 when there was none; 503 when one that may have taken it does
     *     not answer
     */
    ObjectNode find(String connection, Digest body, HttpRequest<?> request) {
        Optional<Delivered> here = hooks.delivered(connection, body);
        if (here.isPresent()) {
            return json(connection, body, here.get());
        }
        if (Handover.isForwarded(request)) {
            throw none(
                    "this instance took no delivery of connection %s with body %s",
                    connection, body);
        }
        return fellows.instances()
                .flatMap(instances -> elsewhere(instances, connection, body, request))
                .orElseGet(() -> keptAlone(connection, body));
    }

    private ObjectNode json(String connection, Digest body, Delivered delivered) {
        ObjectNode json =
                named(connection, body, delivered.waiting().isPresent() ? "waiting" : SETTLED)
                        .put("receivedAt", delivered.receivedAt().toString());
        delivered.deliveryId().ifPresent(id -> json.put("deliveryId", id));
        delivered
                .waiting()
                .ifPresent(each -> json.put("kind", each.kind()).put("because", each.because()));
        delivered.gave().ifPresent(each -> DeliveryJson.put(each, json));
        fellows.instances()
                .map(instances -> InstanceAddress.text(instances.routing().self()))
                .ifPresent(self -> json.put("instance", self));
        return json;
    }

    private static ObjectNode named(String connection, Digest body, String state) {
        return Json.object()
                .put("connection", connection)
                .put("body", body.hex())
                .put(STATE, state);
    }

    private static Optional<ObjectNode> elsewhere(
            Instances instances, String connection, Digest body, HttpRequest<?> request) {
        Forwarded question =
                Forwarded.question(request.getUri().getRawPath(), Handover.authorization(request));
        Instances.Heard heard = instances.askOthers(question);
        List<ObjectNode> found = new ArrayList<>();
        List<String> reasons = new ArrayList<>(heard.reasons());
        for (Map.Entry<HostInfo, RemoteAnswer> each : heard.answers().entrySet()) {
            Handover.requireAlike(each.getKey(), each.getValue());
            if (each.getValue().status() == HttpStatus.OK.getCode()) {
                found.add(read(each.getValue()));
            } else if (!each.getValue().problem().endsWith("/" + UNKNOWN)) {
                reasons.add(
                        "instance %s answers with status %d"
                                .formatted(
                                        InstanceAddress.text(each.getKey()),
                                        each.getValue().status()));
            }
        }
        if (found.isEmpty() && !reasons.isEmpty()) {
            throw ProblemException.later(
                    "not-ready",
                    "another instance may have taken the delivery of connection %s with body %s, but not all can be asked: %s; send it again"
                            .formatted(connection, body.hex(), String.join("; ", reasons)),
                    RETRY_AFTER);
        }
        return settledFirst(found);
    }

    /** A tool that sends again may come to another instance, with better luck. */
    private static Optional<ObjectNode> settledFirst(List<ObjectNode> found) {
        return found.stream()
                .filter(each -> each.path(STATE).asText().equals(SETTLED))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static ObjectNode read(RemoteAnswer answer) {
        return (ObjectNode)
                Json.parse(new String(answer.start().toBytes(), StandardCharsets.UTF_8));
    }

    /** Nobody who runs knows more than that its body is there. */
    private ObjectNode keptAlone(String connection, Digest body) {
        if (!hooks.isKept(body)) {
            throw none("there was no delivery of connection %s with body %s", connection, body);
        }
        return named(connection, body, "kept")
                .put(
                        "because",
                        "the body is in the store of evidence, but no instance that runs remembers a delivery of this connection with it: the one that took it is stopped, or has taken many since, or it came another way");
    }

    private static ProblemException none(String text, String connection, Digest body) {
        return ProblemException.of(
                HttpStatus.NOT_FOUND,
                UNKNOWN,
                (text
                                + "; the name is the SHA-256 of the bytes as the tool sent them, which answers to deliveries name in Goldthread-Delivery")
                        .formatted(connection, body.hex()));
    }
}
