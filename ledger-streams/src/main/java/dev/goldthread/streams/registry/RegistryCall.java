package dev.goldthread.streams.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.RegistryRefusedException;
import java.util.List;
import java.util.Map;

/**
 * A request to the registry without its HTTP.
 *
 * @param path decoded segments
 * @param body a missing node where none was sent
 */
record RegistryCall(String method, List<String> path, Map<String, String> query, JsonNode body) {

    RegistryCall {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    String segment(int index) {
        return path.get(index);
    }

    boolean asks(String parameter) {
        return Boolean.parseBoolean(query.getOrDefault(parameter, "false"));
    }

    Status deepest() {
        return asks("deleted") || asks("deletedOnly") ? Status.DELETED : Status.ACTIVE;
    }

    /** The third segment as a schema id. */
    int id() {
        if (!segment(2).matches("[0-9]{1,9}")) {
            throw refused(404, 404, "no such resource");
        }
        return Integer.parseInt(segment(2));
    }

    String postedSchema() {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !body.path("references").isEmpty()) {
            throw refused(
                    422, 42201, "Invalid schema: it must be AVRO without references, one text");
        }
        if (!body.path("schema").isTextual()) {
            throw refused(422, 42201, "Empty schema: the body must hold the text \"schema\"");
        }
        return body.path("schema").textValue();
    }

    Compatibility postedLevel() {
        String word = body.path("compatibility").asText("");
        return Compatibility.parse(word)
                .orElseThrow(
                        () ->
                                refused(
                                        422,
                                        42203,
                                        "Invalid compatibility level \"%s\"; use one of %s"
                                                .formatted(word, List.of(Compatibility.values()))));
    }

    static RegistryRefusedException subjectNotFound(String subject) {
        return refused(404, 40401, "Subject '%s' not found.".formatted(subject));
    }

    static RegistryRefusedException refused(int status, int errorCode, String message) {
        return new RegistryRefusedException(status, errorCode, message);
    }
}
