package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Events as a producer sends them, for their makers to fill in. */
final class EventDraft {

    /** Who says all of them. */
    static final String SOURCE = "https://ci.example.org/pump";

    private EventDraft() {}

    /** One without data; its id is made of type, subject and time. */
    static ObjectNode of(
            String product, Instant at, String type, String subjectType, String subjectId) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", "%s-%s-%d".formatted(type, subjectId, at.getEpochSecond()));
        event.put("product", product);
        event.put("type", type);
        event.put("occurredAt", at.toString());
        event.putObject("actor").put("kind", "SYSTEM").put("id", "bench");
        event.putObject("source").put("uri", SOURCE).put("tool", "bench");
        event.putObject("subject").put("type", subjectType).put("id", subjectId);
        return event;
    }

    /** Adds a link, and returns it. */
    static ObjectNode link(ObjectNode event, String relation, String type, String id) {
        ArrayNode links = event.withArray("links");
        ObjectNode link = links.addObject().put("relation", relation).put("strength", "OBSERVED");
        link.putObject("to").put("type", type).put("id", id);
        return link;
    }
}
