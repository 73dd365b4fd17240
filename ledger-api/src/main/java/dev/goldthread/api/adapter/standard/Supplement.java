package dev.goldthread.api.adapter.standard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.EventType;
import dev.goldthread.core.event.Vocabulary.LinkRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Facts that the ledger asks for and a standard has no field for. A message may carry them in a
 * place that its standard leaves to its users, as {@code {"data": {…}, "links": […], "reason":
 * "…"}} in the API's shape. They only add: what the standard itself says stays.
 */
public final class Supplement {

    private Supplement() {}

    /**
     * @param beside where the message may carry more; nothing need be there
     * @throws UnfitException refused, when it has another shape; unmapped, when the event still
     *     lacks something, by name
     */
    public static ObjectNode complete(ObjectNode event, Member beside, String kind) {
        if (beside.isThere()) {
            add(event, beside.needObject());
        }
        List<String> missing = missing(event);
        if (!missing.isEmpty()) {
            throw UnfitException.unmapped(
                    kind,
                    "%s also needs %s; send it in %s"
                            .formatted(
                                    event.get("type").textValue(),
                                    String.join(", ", missing),
                                    beside.pointer()));
        }
        return event;
    }

    private static void add(ObjectNode event, Member beside) {
        Member data = beside.get("data");
        if (data.isThere()) {
            ObjectNode own = event.withObject("data");
            for (Map.Entry<String, JsonNode> member : data.needObject().json().properties()) {
                if (!own.has(member.getKey())) {
                    own.set(member.getKey(), member.getValue());
                }
            }
        }
        ArrayNode links = event.withArray("links");
        for (Member link : beside.get("links").items()) {
            if (link.get("strength").json().asText().equals("ATTESTED")) {
                throw link.get("strength")
                        .refused(
                                "not-attested",
                                "send DECLARED or OBSERVED; ATTESTED takes a signature that was verified");
            }
            links.add(link.needObject().json());
        }
        if (!event.has("reason")) {
            beside.get("reason").text().ifPresent(reason -> event.put("reason", reason));
        }
    }

    /** What the vocabulary asks of an event and this one has not. */
    public static List<String> missing(ObjectNode event) {
        EventType type = Vocabulary.GOLDTHREAD.eventType(event.path("type").asText()).orElseThrow();
        List<String> missing = new ArrayList<>();
        for (Schema.Field field : EventSchema.dataRecord(type.data()).getFields()) {
            if (!field.hasDefaultValue() && !event.path("data").hasNonNull(field.name())) {
                missing.add("data." + field.name());
            }
        }
        for (LinkRule rule : type.links()) {
            if (rule.required() && !hasLink(event, rule)) {
                missing.add(
                        "a link %s → %s"
                                .formatted(rule.relation(), String.join(" or ", rule.to())));
            }
        }
        if (type.requiresReason() && !event.hasNonNull("reason")) {
            missing.add("reason");
        }
        return missing;
    }

    private static boolean hasLink(ObjectNode event, LinkRule rule) {
        for (JsonNode link : event.path("links")) {
            String target = link.at("/to/type").asText();
            if (link.path("relation").asText().equals(rule.relation())
                    && (rule.to().contains("*") || rule.to().contains(target))) {
                return true;
            }
        }
        return false;
    }
}
