package dev.goldthread.api.drawing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.drawing.Trace.AsOf;
import dev.goldthread.api.drawing.Trace.Edge;
import dev.goldthread.api.drawing.Trace.Finding;
import dev.goldthread.api.drawing.Trace.Happening;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.api.drawing.Trace.Other;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the API's trace, or its way between two nodes. Members that are not known here are passed
 * over.
 */
public final class TraceJson {

    private TraceJson() {}

    /**
     * @throws IllegalArgumentException when {@code json} is no trace
     */
    public static Trace read(JsonNode json) {
        Product product = new Product(required(json, "product"));
        return new Trace(
                product,
                ref(json.path(json.has("to") ? "from" : "root"), product),
                json.has("to") ? Optional.of(ref(json.path("to"), product)) : Optional.empty(),
                asOf(json.path("asOf")),
                list(json.path("products"), TraceJson::other),
                unsearched(json.path("searched")),
                list(json.path("judged").path("limitedBy"), JsonNode::asText),
                list(json.path("nodes"), each -> node(each, product)),
                list(json.path("edges"), each -> edge(each, product)));
    }

    /**
     * Lines for the other products that an answer came by, and for who was not asked.
     *
     * @param json any answer that says where it went
     */
    public static List<String> elsewhere(JsonNode json) {
        return Heading.elsewhere(
                list(json.path("products"), TraceJson::other), unsearched(json.path("searched")));
    }

    private static Optional<AsOf> asOf(JsonNode json) {
        return json.has("seq")
                ? Optional.of(new AsOf(json.get("seq").asLong(), json.path("sealedAt").asText()))
                : Optional.empty();
    }

    private static Other other(JsonNode json) {
        return new Other(
                new Product(required(json, "product")),
                required(json, "state"),
                json.path("nodes").asLong(),
                asOf(json.path("asOf")),
                json.path("because").asText());
    }

    private static List<String> unsearched(JsonNode json) {
        List<String> lines =
                list(
                        json.path("partitionsUnasked"),
                        each ->
                                "partition %d was not asked who else speaks of these: %s"
                                        .formatted(
                                                each.path("partition").asInt(),
                                                each.path("because").asText()));
        long unasked = json.path("unasked").asLong();
        if (unasked > 0) {
            lines.add(
                    "about %,d nodes it was not asked who else speaks of them".formatted(unasked));
        }
        return lines;
    }

    private static Node node(JsonNode json, Product product) {
        return new Node(
                ref(json, product),
                list(json.path("findings"), TraceJson::finding),
                json.path("attributes"),
                history(json.path("history")));
    }

    /** Without what was taken back: a drawing shows what counts. */
    private static List<Happening> history(JsonNode json) {
        List<Happening> counting = new ArrayList<>();
        for (JsonNode each : json) {
            if (!each.has("takenBackBy")) {
                counting.add(happening(each));
            }
        }
        return counting;
    }

    private static Finding finding(JsonNode json) {
        return new Finding(
                required(json, "code"), json.path("reason").asText(), text(json, "rule"));
    }

    private static Happening happening(JsonNode json) {
        JsonNode actor = json.path("actor");
        return new Happening(
                json.path("type").asText(),
                json.path("occurredAt").asText(),
                actor.path("id").asText(),
                text(actor, "role"));
    }

    private static Edge edge(JsonNode json, Product product) {
        return new Edge(
                ref(json.path("from"), product),
                required(json, "relation"),
                ref(json.path("to"), product),
                text(json, "outcome"),
                text(json, "occurredAt"),
                strength(required(json, "strength")));
    }

    private static Link.Strength strength(String name) {
        return Arrays.stream(Link.Strength.values())
                .filter(strength -> strength.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "strength must be one of %s, but is %s; is the server of this version?"
                                                .formatted(
                                                        Arrays.toString(Link.Strength.values()),
                                                        name)));
    }

    private static NodeRef ref(JsonNode json, Product product) {
        return new NodeRef(
                text(json, "product").map(Product::new).orElse(product),
                required(json, "type"),
                required(json, "id"));
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, T> each) {
        List<T> items = new ArrayList<>();
        json.forEach(item -> items.add(each.apply(item)));
        return items;
    }

    private static Optional<String> text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static String required(JsonNode json, String member) {
        return text(json, member)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the server's trace has no %s where one must be; is the server of this version?"
                                                .formatted(member)));
    }
}
