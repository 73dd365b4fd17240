package dev.goldthread.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by a shape into a tree of plain values, collecting every violation instead of stopping
 * at the first. Single values are {@link JsonScalars}', what a field asks beyond its type is {@link
 * FieldRules}'.
 */
final class JsonShape {

    private final List<Violation> violations;
    private final FieldRules rules;
    private final JsonScalars scalars;

    JsonShape(List<Violation> violations) {
        this.violations = violations;
        this.rules = new FieldRules(violations);
        this.scalars = new JsonScalars(violations);
    }

    /** The object's fields by name, without the ones that break a rule. */
    Map<String, Object> readRecord(JsonNode json, RecordShape shape, Place at) {
        return readRecord(json, shape, at, Set.of());
    }

    /** The same, leaving alone the members that are read apart. */
    Map<String, Object> readRecord(JsonNode json, RecordShape shape, Place at, Set<String> apart) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!json.isObject()) {
            scalars.refuse(
                    at, "wrong-type", json, "send an object with the fields of " + shape.name());
            return fields;
        }
        int known = 0;
        for (FieldShape field : shape.fields()) {
            JsonNode member = json.get(field.name());
            if (member != null) {
                known++;
            }
            Object value = readField(member, field, at);
            if (value != null) {
                fields.put(field.name(), value);
            }
        }
        if (json.size() > known) {
            refuseUnknown(json, shape, at, apart);
        }
        return fields;
    }

    private void refuseUnknown(JsonNode json, RecordShape shape, Place at, Set<String> apart) {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            String name = member.getKey();
            if (!shape.has(name) && !apart.contains(name)) {
                scalars.refuse(
                        at.member(name),
                        "unknown-member",
                        member.getValue(),
                        "leave it out; %s has %s".formatted(shape.name(), shape.names()));
            }
        }
    }

    private @Nullable Object readField(@Nullable JsonNode json, FieldShape field, Place record) {
        if (json == null || json.isNull()) {
            if (field.required()) {
                violations.add(
                        new Violation(
                                record.member(field.name()).pointer(),
                                "missing",
                                "nothing",
                                "send " + field.expected()));
            }
            return null;
        }
        Place at = record.member(field.name());
        Object value = read(json, field.value(), at);
        if (value != null) {
            rules.check(value, field, at);
        }
        return value;
    }

    private @Nullable Object read(JsonNode json, ValueShape shape, Place at) {
        return switch (shape) {
            case ValueShape.Text _ -> scalars.readText(json, at);
            case ValueShape.Members(RecordShape record) -> readRecord(json, record, at);
            case ValueShape.Items items -> readArray(json, items, at);
            case ValueShape.Symbol symbol -> scalars.readSymbol(json, symbol, at);
            case ValueShape.Time _ -> scalars.readTime(json, at);
            case ValueShape.Whole whole -> scalars.readInteger(json, whole, at);
            case ValueShape.Truth _ -> scalars.readTruth(json, at);
            case ValueShape.Texts _ -> readTexts(json, at);
            case ValueShape.Base64Bytes _ -> scalars.readBase64(json, at);
            case ValueShape.HexBytes _ -> scalars.readHex(json, at);
        };
    }

    private @Nullable List<Object> readArray(JsonNode json, ValueShape.Items shape, Place at) {
        if (!json.isArray()) {
            scalars.refuse(at, "wrong-type", json, "send an array");
            return null;
        }
        List<Object> items = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            Place place = at.item(i);
            Object item = read(json.get(i), shape.item(), place);
            if (item != null) {
                if (item instanceof String text) {
                    rules.checkForm(text, shape.form(), place);
                }
                items.add(item);
            }
        }
        return items;
    }

    private @Nullable Map<String, Object> readTexts(JsonNode json, Place at) {
        if (!json.isObject()) {
            scalars.refuse(at, "wrong-type", json, "send an object of texts");
            return null;
        }
        Map<String, Object> entries = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String text = scalars.readText(entry.getValue(), at.member(entry.getKey()));
            if (text != null) {
                entries.put(entry.getKey(), text);
            }
        }
        return entries;
    }
}
