package dev.goldthread.streams.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.streams.registry.RegistryRecord.Ignored;
import dev.goldthread.streams.registry.RegistryRecord.Level;
import dev.goldthread.streams.registry.RegistryRecord.ModeSet;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.registry.RegistryRecord.SubjectDeleted;
import dev.goldthread.streams.registry.RegistryRecord.Version;
import dev.goldthread.streams.registry.RegistryRecord.VersionRemoved;
import dev.goldthread.streams.serde.Compatibility;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registry records as JSON keys and values, in the form a Confluent registry writes to {@code
 * _schemas}.
 *
 * <p>Compaction compares keys byte by byte, so the order of a key's fields is part of the format:
 * keytype, subject, version, magic.
 */
final class RegistryRecordJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistryRecordJson() {}

    static byte[] key(RegistryRecord record) {
        return bytes(
                switch (record) {
                    case Version(String subject, int version, int id, String text, Status status) ->
                            schemaKey(subject, version);
                    case VersionRemoved(String subject, int version) -> schemaKey(subject, version);
                    case SubjectDeleted(String subject, int version) ->
                            typed("DELETE_SUBJECT").put("subject", subject).put("magic", 0);
                    case Level(Optional<String> subject, Optional<Compatibility> level) ->
                            typed("CONFIG").put("subject", subject.orElse(null)).put("magic", 0);
                    case ModeSet(Optional<String> subject, Optional<Mode> mode) ->
                            typed("MODE").put("subject", subject.orElse(null)).put("magic", 0);
                    case Ignored(String keyType) -> typed(keyType).put("magic", 0);
                });
    }

    private static ObjectNode typed(String keyType) {
        return JSON.createObjectNode().put("keytype", keyType);
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return typed("SCHEMA").put("subject", subject).put("version", version).put("magic", 1);
    }

    /** Null is Kafka's tombstone. */
    static byte @Nullable [] value(RegistryRecord record) {
        return switch (record) {
            case Version(String subject, int version, int id, String text, Status status) ->
                    bytes(
                            JSON.createObjectNode()
                                    .put("subject", subject)
                                    .put("version", version)
                                    .put("id", id)
                                    .put("schema", text)
                                    .put("deleted", status == Status.DELETED));
            case SubjectDeleted(String subject, int version) ->
                    bytes(JSON.createObjectNode().put("subject", subject).put("version", version));
            case Level(Optional<String> subject, Optional<Compatibility> level) ->
                    level.map(
                                    each ->
                                            bytes(
                                                    JSON.createObjectNode()
                                                            .put("subject", subject.orElse(null))
                                                            .put(
                                                                    "compatibilityLevel",
                                                                    each.name())))
                            .orElse(null);
            case ModeSet(Optional<String> subject, Optional<Mode> mode) ->
                    mode.map(
                                    each ->
                                            bytes(
                                                    JSON.createObjectNode()
                                                            .put("subject", subject.orElse(null))
                                                            .put("mode", each.name())))
                            .orElse(null);
            case VersionRemoved removed -> null;
            case Ignored ignored -> null;
        };
    }

    /**
     * Reads a record whoever wrote it; unknown fields and key types are passed over.
     *
     * @throws IOException when key or value is no JSON, or a schema lacks a field
     */
    static RegistryRecord read(byte[] key, byte @Nullable [] value) throws IOException {
        JsonNode keyNode = JSON.readTree(key);
        Optional<JsonNode> valueNode =
                value == null ? Optional.empty() : Optional.of(JSON.readTree(value));
        String keyType = keyNode.path("keytype").asText("");
        return switch (keyType) {
            case "SCHEMA" -> schema(keyNode, valueNode);
            case "CONFIG" ->
                    new Level(
                            Optional.ofNullable(keyNode.path("subject").textValue()),
                            valueNode.flatMap(
                                    node ->
                                            Compatibility.parse(
                                                    node.path("compatibilityLevel").asText(""))));
            case "MODE" ->
                    new ModeSet(
                            Optional.ofNullable(keyNode.path("subject").textValue()),
                            valueNode.flatMap(node -> Mode.parse(node.path("mode").asText(""))));
            case "DELETE_SUBJECT" ->
                    valueNode.isPresent()
                            ? new SubjectDeleted(
                                    text(keyNode, "subject"), number(valueNode.get(), "version"))
                            : new Ignored(keyType);
            default -> new Ignored(keyType);
        };
    }

    private static RegistryRecord schema(JsonNode key, Optional<JsonNode> value)
            throws IOException {
        String subject = text(key, "subject");
        int version = number(key, "version");
        if (value.isEmpty()) {
            return new VersionRemoved(subject, version);
        }
        JsonNode node = value.get();
        return new Version(
                subject,
                version,
                number(node, "id"),
                text(node, "schema"),
                node.path("deleted").asBoolean() ? Status.DELETED : Status.ACTIVE);
    }

    private static String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IOException("registry record must have the text %s".formatted(field));
        }
        return value.textValue();
    }

    private static int number(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IOException("registry record must have the number %s".formatted(field));
        }
        return value.intValue();
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }
}
