package dev.goldthread.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Vocabulary;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by an Avro schema into a tree of plain values, collecting every violation instead of
 * stopping at the first. What the schema's own properties ask of a value is {@link FieldRules}'.
 */
final class JsonShape {

    /** RFC 8785, 3.2.2.3: integers above this are not kept exactly by every JSON reader. */
    private static final long INTEGER_MAX = 1L << 53;

    private final List<Violation> violations;
    private final FieldRules rules;

    JsonShape(Vocabulary vocabulary, List<Violation> violations) {
        this.violations = violations;
        this.rules = new FieldRules(vocabulary, violations);
    }

    /** The object's fields by name, without the ones that break a rule. */
    Map<String, Object> readRecord(JsonNode json, Schema schema, String at) {
        return readRecord(json, schema, at, Set.of());
    }

    /** The same, leaving alone the members that are read apart. */
    Map<String, Object> readRecord(JsonNode json, Schema schema, String at, Set<String> apart) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!json.isObject()) {
            refuse(at, "wrong-type", json, "send an object with the fields of " + schema.getName());
            return fields;
        }
        int known = 0;
        for (Schema.Field field : schema.getFields()) {
            JsonNode member = json.get(field.name());
            known += member == null ? 0 : 1;
            Object value = readField(member, field, at);
            if (value != null) {
                fields.put(field.name(), value);
            }
        }
        if (json.size() > known) {
            refuseUnknown(json, schema, at, apart);
        }
        return fields;
    }

    private void refuseUnknown(JsonNode json, Schema schema, String at, Set<String> apart) {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            String name = member.getKey();
            if (schema.getField(name) == null && !apart.contains(name)) {
                refuse(at + "/" + escape(name), "unknown-member", member.getValue(), known(schema));
            }
        }
    }

    private static String known(Schema schema) {
        return "leave it out; %s has %s"
                .formatted(
                        schema.getName(),
                        schema.getFields().stream().map(Schema.Field::name).toList());
    }

    private @Nullable Object readField(@Nullable JsonNode json, Schema.Field field, String record) {
        if (json == null || json.isNull()) {
            if (!field.schema().isNullable() && !field.hasDefaultValue()) {
                String at = record + "/" + field.name();
                violations.add(new Violation(at, "missing", "nothing", "send " + describe(field)));
            }
            return null;
        }
        String at = record + "/" + field.name();
        Object value = read(json, FieldRules.nonNull(field.schema()), at);
        if (value != null) {
            rules.check(value, field, at);
        }
        return value;
    }

    private @Nullable Object read(JsonNode json, Schema schema, String at) {
        return switch (schema.getType()) {
            case RECORD -> readRecord(json, schema, at);
            case ARRAY -> readArray(json, schema.getElementType(), at);
            case MAP -> readMap(json, at);
            case STRING -> readText(json, at);
            case ENUM -> readSymbol(json, schema, at);
            case LONG, INT -> isTime(schema) ? readTime(json, at) : readInteger(json, schema, at);
            case BOOLEAN ->
                    json.isBoolean()
                            ? json.booleanValue()
                            : refuse(at, "wrong-type", json, "send true or false");
            case BYTES -> readBase64(json, at);
            case FIXED -> readHex(json, at);
            case UNION, NULL, FLOAT, DOUBLE ->
                    throw new IllegalStateException(
                            "no JSON form for %s at %s".formatted(schema.getType(), at));
        };
    }

    private @Nullable List<Object> readArray(JsonNode json, Schema element, String at) {
        if (!json.isArray()) {
            refuse(at, "wrong-type", json, "send an array");
            return null;
        }
        List<Object> items = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            Object item = read(json.get(i), element, at + "/" + i);
            if (item != null) {
                if (item instanceof String text) {
                    rules.checkForm(text, element, at + "/" + i);
                }
                items.add(item);
            }
        }
        return items;
    }

    private @Nullable Map<String, Object> readMap(JsonNode json, String at) {
        if (!json.isObject()) {
            refuse(at, "wrong-type", json, "send an object of texts");
            return null;
        }
        Map<String, Object> entries = new TreeMap<>();
        json.properties()
                .forEach(
                        entry -> {
                            String text =
                                    readText(entry.getValue(), at + "/" + escape(entry.getKey()));
                            if (text != null) {
                                entries.put(entry.getKey(), text);
                            }
                        });
        return entries;
    }

    private @Nullable String readText(JsonNode json, String at) {
        if (!json.isTextual()) {
            refuse(at, "wrong-type", json, "send a text");
            return null;
        }
        String text = json.textValue();
        if (text.isBlank()) {
            refuse(
                    at,
                    "blank",
                    json,
                    "send a text with content, or leave the member out if it is optional");
            return null;
        }
        if (hasLoneSurrogate(text)) {
            refuse(at, "wrong-type", json, "send well-formed Unicode, without lone surrogates");
            return null;
        }
        return text;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private @Nullable String readSymbol(JsonNode json, Schema schema, String at) {
        if (!json.isTextual()) {
            refuse(at, "wrong-type", json, "send one of " + schema.getEnumSymbols());
            return null;
        }
        if (!schema.hasEnumSymbol(json.textValue())) {
            refuse(at, "unknown-symbol", json, "send one of " + schema.getEnumSymbols());
            return null;
        }
        return json.textValue();
    }

    private @Nullable Long readInteger(JsonNode json, Schema schema, String at) {
        if (!json.isIntegralNumber()) {
            refuse(at, "wrong-type", json, "send an integer");
            return null;
        }
        long max = schema.getType() == Schema.Type.INT ? Integer.MAX_VALUE : INTEGER_MAX;
        if (!json.canConvertToLong() || Math.abs(json.longValue()) > max) {
            refuse(at, "range", json, "send an integer between -%d and %d".formatted(max, max));
            return null;
        }
        return json.longValue();
    }

    private @Nullable Instant readTime(JsonNode json, String at) {
        String remedy =
                "send an ISO 8601 time with offset and at most microseconds, such as 2026-03-01T10:00:00Z";
        if (!json.isTextual()) {
            refuse(at, "wrong-type", json, remedy);
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(json.textValue()).toInstant();
            if (time.truncatedTo(ChronoUnit.MICROS).equals(time) && !time.isBefore(Instant.EPOCH)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // falls through to the refusal, which names the value and the form
        }
        refuse(at, "time-form", json, remedy);
        return null;
    }

    private @Nullable Bytes readBase64(JsonNode json, String at) {
        try {
            return new Bytes(Base64.getDecoder().decode(json.asText()));
        } catch (IllegalArgumentException e) {
            refuse(at, "wrong-type", json, "send standard base64");
            return null;
        }
    }

    private @Nullable Bytes readHex(JsonNode json, String at) {
        try {
            return new Bytes(HexFormat.of().parseHex(json.asText()));
        } catch (IllegalArgumentException e) {
            refuse(at, "wrong-type", json, "send hexadecimal digits");
            return null;
        }
    }

    private static String describe(Schema.Field field) {
        Schema type = FieldRules.nonNull(field.schema());
        return switch (type.getType()) {
            case ENUM -> "one of " + type.getEnumSymbols();
            case RECORD -> "an object with the fields of " + type.getName();
            case ARRAY -> "an array";
            case LONG, INT -> isTime(type) ? "a time such as 2026-03-01T10:00:00Z" : "an integer";
            default ->
                    FieldRules.property(field, "form") instanceof String form
                            ? "a text of the form " + form
                            : "a text";
        };
    }

    private static boolean isTime(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private @Nullable Object refuse(String at, String rule, JsonNode found, String remedy) {
        violations.add(new Violation(at, rule, found.toString(), remedy));
        return null;
    }
}
