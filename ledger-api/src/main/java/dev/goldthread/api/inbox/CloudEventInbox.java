package dev.goldthread.api.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Adapter;
import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.gate.InboxReading;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.gate.Violation;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records that are CloudEvents, by their headers (Kafka protocol binding, 3): {@code ce_} ones, or
 * a content type of CloudEvents. There is no list of what waits to be mapped for an inbox, so what
 * no rule maps is refused, and kept as refusals are.
 */
public final class CloudEventInbox implements InboxReading {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Adapter cloudEvents;
    private final Function<String, Optional<Rules>> rules;

    /**
     * @param rules of the connection named as the principal, where there is one
     */
    public CloudEventInbox(Adapter cloudEvents, Function<String, Optional<Rules>> rules) {
        this.cloudEvents = cloudEvents;
        this.rules = rules;
    }

    @Override
    public Read read(Message message) {
        if (!isCloudEvent(message)) {
            return new Read.AsItIs();
        }
        Optional<Rules> connection = rules.apply(message.principal());
        if (connection.isEmpty()) {
            return refused(
                    "header:ce_type",
                    "no-connection",
                    message.principal(),
                    "add a connection of format cloudevents named as the principal, or send the ledger's own JSON");
        }
        Delivery delivery = new Delivery(message.headers(), message.value(), message.writtenAt());
        return switch (cloudEvents.read(delivery, connection.get())) {
            case Reading.Events read -> events(read);
            case Reading.Unmapped(String kind, String because) -> unmapped(kind, because);
            case Reading.Refused(List<Violation> violations) -> new Read.Refused(violations);
        };
    }

    private static boolean isCloudEvent(Message message) {
        return message.headers().entrySet().stream()
                .anyMatch(
                        header -> {
                            String name = header.getKey().toLowerCase(Locale.ROOT);
                            return name.startsWith("ce_")
                                    || (name.equals("content-type")
                                            && header.getValue()
                                                    .toLowerCase(Locale.ROOT)
                                                    .startsWith("application/cloudevents"));
                        });
    }

    /** All or none, as in a batch over HTTP: a record is taken or refused as a whole. */
    private static Read events(Reading.Events read) {
        if (!read.left().isEmpty()) {
            return unmapped(read.left().getFirst().kind(), read.left().getFirst().because());
        }
        List<Bytes> events = new ArrayList<>();
        for (ObjectNode event : read.events()) {
            events.add(new Bytes(bytes(event)));
        }
        return new Read.Events(events);
    }

    private static byte[] bytes(ObjectNode event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of plain values has no JSON", e);
        }
    }

    private static Read unmapped(String kind, String because) {
        return refused("", "unmapped", kind, because);
    }

    private static Read refused(String field, String rule, String value, String remedy) {
        return new Read.Refused(List.of(new Violation(field, rule, value, remedy)));
    }
}
