package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.gate.Violation;
import java.time.Instant;
import java.util.List;

/** The members that every event made from a report has. */
public final class ReportEvent {

    /** The first 128 bits of a digest: enough to tell reports apart, short enough to read. */
    private static final int ID_HEX_DIGITS = 32;

    private ReportEvent() {}

    /**
     * An id that a retry of the same report on the same thing has again.
     *
     * @param about what beside the body makes the statement, in a fixed order
     */
    public static String key(String tool, byte[] body, List<String> about) {
        Digest digest = Digest.sha256(Digest.sha256(body).hex() + "\n" + String.join("\n", about));
        return tool + "-" + digest.hex().substring(0, ID_HEX_DIGITS);
    }

    public static ObjectNode envelope(
            String id,
            String type,
            String tool,
            ReportQuery query,
            Instant occurredAt,
            Evidence body) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", id)
                .put("product", query.product().name())
                .put("type", type)
                .put("occurredAt", occurredAt.toString());
        event.putObject("actor").put("kind", "SYSTEM").put("id", query.actor());
        event.putObject("source")
                .put("uri", query.source().orElse("urn:goldthread:report:" + tool))
                .put("tool", tool);
        cite(event, body);
        return event;
    }

    /** Names content that the event rests on. */
    public static void cite(ObjectNode event, Evidence evidence) {
        event.withArray("evidence")
                .addObject()
                .put("sha256", evidence.sha256().hex())
                .put("mediaType", evidence.mediaType())
                .put("name", evidence.name())
                .put("sizeBytes", evidence.sizeBytes());
    }

    public static ObjectNode node(String type, String id) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("id", id);
    }

    public static ObjectNode link(String relation, ObjectNode to) {
        ObjectNode link = JsonNodeFactory.instance.objectNode().put("relation", relation);
        link.set("to", to);
        return link.put("strength", "OBSERVED");
    }

    /** A link that somebody states, rather than one that a tool saw come about. */
    public static ObjectNode declared(String relation, ObjectNode to) {
        return link(relation, to).put("strength", "DECLARED");
    }

    /** What cannot be read is refused as it is. */
    public static Reading.Refused refused(UnreadableException e) {
        return new Reading.Refused(List.of(e.violation()));
    }

    public static Reading.Refused refused(String field, String rule, String value, String remedy) {
        return new Reading.Refused(List.of(new Violation(field, rule, value, remedy)));
    }
}
