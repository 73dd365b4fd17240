package dev.goldthread.api.adapter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An event while an adapter writes it, in the API's JSON shape; the gate checks it like anybody's.
 * Not thread-safe.
 */
public final class Draft {

    /** How sure a link is (event-model, "Envelope"). */
    public enum Strength {
        /** Somebody states it. */
        DECLARED,
        /** The tool saw it happen. */
        OBSERVED,
        /** Guessed from a text; shows a way, never counts as coverage. */
        INFERRED,
        /** Signed by who did it, and verified. */
        ATTESTED
    }

    private final ObjectNode event = JsonNodeFactory.instance.objectNode();
    private final ArrayNode links = JsonNodeFactory.instance.arrayNode();

    private Draft() {}

    /**
     * @param id derived from the tool's delivery or object id, so that a retry has it again
     */
    public static Draft of(String id, Product product, String type, Instant occurredAt) {
        Draft draft = new Draft();
        draft.event
                .put("id", id)
                .put("product", product.name())
                .put("type", type)
                .put("occurredAt", occurredAt.truncatedTo(ChronoUnit.MICROS).toString());
        return draft;
    }

    public Draft human(String personKey) {
        event.putObject("actor").put("kind", "HUMAN").put("id", personKey);
        return this;
    }

    public Draft human(String personKey, String role) {
        event.putObject("actor").put("kind", "HUMAN").put("id", personKey).put("role", role);
        return this;
    }

    public Draft system(String id) {
        event.putObject("actor").put("kind", "SYSTEM").put("id", id);
        return this;
    }

    /**
     * @param uri the instance and place that said it, such as {@code
     *     https://git.example.org/acme/pump}
     */
    public Draft source(String uri, String tool) {
        event.putObject("source").put("uri", uri).put("tool", tool);
        return this;
    }

    public Draft source(String uri, String tool, String version) {
        event.putObject("source").put("uri", uri).put("tool", tool).put("version", version);
        return this;
    }

    public Draft subject(String type, String id) {
        event.set("subject", node(type, id));
        return this;
    }

    public Draft link(String relation, String type, String id, Strength strength) {
        links.add(edge(relation, type, id, strength));
        return this;
    }

    /** A link that pins the state of its target by revision. */
    public Draft linkAt(
            String relation, String type, String id, String revision, Strength strength) {
        links.add(edge(relation, type, id, strength).put("revision", revision));
        return this;
    }

    /** A link that pins the state of its target by digest. */
    public Draft linkDigest(
            String relation, String type, String id, String digest, Strength strength) {
        links.add(edge(relation, type, id, strength).put("digest", digest));
        return this;
    }

    /** What a test run saw of a case. */
    public Draft executed(String testCase, Optional<String> revision, String outcome) {
        ObjectNode link = edge("executes", "TestCase", testCase, Strength.OBSERVED);
        revision.ifPresent(each -> link.put("revision", each));
        links.add(link.put("outcome", outcome));
        return this;
    }

    public Draft reason(String reason) {
        event.put("reason", reason);
        return this;
    }

    public Draft label(String name, String value) {
        event.withObject("labels").put(name, value);
        return this;
    }

    /** The family's own facts, to be filled in. */
    public ObjectNode data() {
        return event.withObject("data");
    }

    /** The event as it stands. */
    public ObjectNode json() {
        event.set("links", links);
        return event;
    }

    private static ObjectNode node(String type, String id) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("id", id);
    }

    private static ObjectNode edge(String relation, String type, String id, Strength strength) {
        ObjectNode link = JsonNodeFactory.instance.objectNode().put("relation", relation);
        link.set("to", node(type, id));
        return link.put("strength", strength.name());
    }
}
