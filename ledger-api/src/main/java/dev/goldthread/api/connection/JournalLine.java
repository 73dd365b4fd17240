package dev.goldthread.api.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of a {@link DeliveryJournal}: a JSON object that names what became of a body. */
sealed interface JournalLine {

    JsonMapper JSON = JsonMapper.builder().build();

    Digest body();

    ObjectNode json();

    /** The body came; what it gives is not known yet. */
    record Received(Digest body, Instant at, Claim claim, Map<String, String> headers)
            implements JournalLine {

        @Override
        public ObjectNode json() {
            ObjectNode line = named("received", body).put("at", at.toString());
            claim.deliveryId().ifPresent(id -> line.put("id", id));
            claim.kind().ifPresent(kind -> line.put("as", kind));
            if (!headers.isEmpty()) {
                putHeaders(line, headers);
            }
            return line;
        }
    }

    /**
     * It is kept for later.
     *
     * @param gave its events, where some went to the gate
     */
    record Kept(
            Digest body,
            String kind,
            String because,
            Map<String, String> headers,
            Optional<Gave> gave)
            implements JournalLine {

        @Override
        public ObjectNode json() {
            ObjectNode line = named("waiting", body).put("kind", kind).put("because", because);
            putHeaders(line, headers);
            gave.ifPresent(each -> putGave(line, each));
            return line;
        }
    }

    /**
     * All of it is in the ledger, or never will be.
     *
     * @param gave its events, where some went to the gate
     */
    record Settled(Digest body, Optional<Gave> gave) implements JournalLine {

        @Override
        public ObjectNode json() {
            ObjectNode line = named("settled", body);
            gave.ifPresent(each -> putGave(line, each));
            return line;
        }
    }

    /**
     * What a delivery says of itself beside its body, which no signature covers.
     *
     * @param deliveryId the tool's own, where it has one
     * @param kind of message, where a header names it
     */
    record Claim(Optional<String> deliveryId, Optional<String> kind) {}

    default String text() {
        return json().toString();
    }

    /**
     * Reads a line; empty for one that a later version wrote.
     *
     * @throws JsonProcessingException when it is cut short
     */
    static Optional<JournalLine> parse(String text) throws JsonProcessingException {
        JsonNode line = JSON.readTree(text);
        if (line.has("received")) {
            return Optional.of(
                    new Received(
                            digest(line, "received"),
                            Instant.parse(line.path("at").asText()),
                            new Claim(find(line, "id"), find(line, "as")),
                            headers(line)));
        }
        if (line.has("waiting")) {
            return Optional.of(
                    new Kept(
                            digest(line, "waiting"),
                            line.path("kind").asText(),
                            line.path("because").asText(),
                            headers(line),
                            gave(line)));
        }
        return line.has("settled")
                ? Optional.of(new Settled(digest(line, "settled"), gave(line)))
                : Optional.empty();
    }

    private static ObjectNode named(String what, Digest body) {
        return JsonNodeFactory.instance.objectNode().put(what, body.hex());
    }

    private static void putHeaders(ObjectNode line, Map<String, String> headers) {
        ObjectNode kept = line.putObject("headers");
        headers.forEach(kept::put);
    }

    private static Digest digest(JsonNode line, String name) {
        return Digest.parseHex(line.path(name).asText());
    }

    private static Optional<String> find(JsonNode line, String name) {
        return Optional.of(line.path(name).asText("")).filter(text -> !text.isEmpty());
    }

    private static Map<String, String> headers(JsonNode line) {
        Map<String, String> headers = new HashMap<>();
        line.path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
        return Map.copyOf(headers);
    }

    private static void putGave(ObjectNode line, Gave gave) {
        ArrayNode events = line.putArray("events");
        for (Gave.One each : gave.named()) {
            ObjectNode event = events.addObject().put("status", each.status().name());
            each.id().ifPresent(id -> event.put("id", id));
            each.product().ifPresent(product -> event.put("product", product));
            each.type().ifPresent(type -> event.put("type", type));
        }
        line.put("more", gave.more());
    }

    /** Empty in a line from before events were written down. */
    private static Optional<Gave> gave(JsonNode line) {
        if (!line.has("events")) {
            return Optional.empty();
        }
        List<Gave.One> named = new ArrayList<>();
        for (JsonNode each : line.path("events")) {
            named.add(
                    new Gave.One(
                            find(each, "id"),
                            find(each, "product").map(String::intern),
                            find(each, "type").map(String::intern),
                            Gave.Status.valueOf(each.path("status").asText())));
        }
        return Optional.of(new Gave(named, line.path("more").asInt()));
    }
}
