package dev.goldthread.streams.emit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * As much of an event as the spool has to know.
 *
 * @param source product, blank and URI of what counts: a log shows the holes of its own product, so
 *     each product counts for itself
 */
record SpooledEvent(String product, String id, String source, ObjectNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @throws SpoolException when it is none
     */
    static SpooledEvent parse(byte[] event) {
        ObjectNode json = object(event);
        String product = text(json, "product");
        String uri = json.path("source").path("uri").asText("");
        return new SpooledEvent(product, text(json, "id"), product + " " + uri, json);
    }

    private static ObjectNode object(byte[] event) {
        try {
            if (JSON.readTree(event) instanceof ObjectNode json) {
                return json;
            }
            throw SpoolException.notJson("found something else");
        } catch (JsonProcessingException e) {
            throw SpoolException.notJson(e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static String text(ObjectNode json, String member) {
        String text = json.path(member).asText("");
        if (text.isEmpty()) {
            throw SpoolException.notAnEvent(member);
        }
        return text;
    }

    boolean isCounted() {
        return json.at("/source/seq").isNumber();
    }

    /** The event with its source's count, one line of UTF-8. */
    byte[] counted(long seq) {
        ObjectNode copy = json.deepCopy();
        copy.withObject("source").put("seq", seq);
        return copy.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the other is this one, made again. A retry happens later, and is counted once; what
     * its data tell of that moment, such as when a build ended, is as late.
     */
    boolean isRetriedBy(SpooledEvent later) {
        return comparable(json).equals(comparable(later.json));
    }

    private static JsonNode comparable(ObjectNode json) {
        ObjectNode copy = json.deepCopy();
        JsonNode at = copy.remove("occurredAt");
        if (copy.get("data") instanceof ObjectNode data) {
            data.properties().stream()
                    .filter(field -> field.getValue().equals(at))
                    .forEach(field -> field.setValue(NullNode.getInstance()));
        }
        if (copy.get("source") instanceof ObjectNode source) {
            source.remove("seq");
        }
        return copy;
    }
}
