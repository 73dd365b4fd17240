package dev.goldthread.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventSchemaTest {

    private final Schema event = Resources.eventSchema();
    private final Map<String, Schema> records = recordsOf(event);

    @Test
    void envelopeHasTheFieldsOfTheEventModelInOrder() {
        assertThat(event.getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "id",
                        "product",
                        "type",
                        "occurredAt",
                        "actor",
                        "source",
                        "subject",
                        "links",
                        "data",
                        "reason",
                        "evidence",
                        "labels",
                        "requestDigest",
                        "signature",
                        "nonce",
                        "submission");
    }

    /** RFC 8785 numbers are doubles; a free map has no meaning to check. */
    @Test
    void hasNoFloatingPointAndNoMapButLabels() {
        List<String> maps = new ArrayList<>();
        for (Schema schema : records.values()) {
            for (Schema.Field field : schema.getFields()) {
                for (Schema part : partsOf(field.schema())) {
                    assertThat(part.getType())
                            .as("%s.%s", schema.getName(), field.name())
                            .isNotIn(Schema.Type.FLOAT, Schema.Type.DOUBLE);
                    if (part.getType() == Schema.Type.MAP) {
                        maps.add(schema.getName() + "." + field.name());
                    }
                }
            }
        }
        assertThat(maps).containsExactly("Event.labels");
    }

    @Test
    void formsAreIdFormsOfTheVocabulary() {
        Set<String> forms = Resources.names(Resources.vocabulary().get("idForms"), "form");

        assertThat(fields().stream().map(field -> field.getProp("form")).filter(f -> f != null))
                .isNotEmpty()
                .isSubsetOf(forms);
    }

    @Test
    void propertiesStandOnFieldsTheyFit() {
        Map<String, Schema.Type> wanted =
                Map.of(
                        "form", Schema.Type.STRING,
                        "maxLength", Schema.Type.STRING,
                        "minItems", Schema.Type.ARRAY);
        for (Schema.Field field : fields()) {
            assertThat(field.getObjectProps().keySet())
                    .as(field.name())
                    .isSubsetOf("form", "maxLength", "minItems", "min", "max");
            wanted.forEach(
                    (property, type) -> {
                        if (field.getObjectProp(property) != null) {
                            assertThat(partsOf(field.schema()))
                                    .as("%s of %s", property, field.name())
                                    .extracting(Schema::getType)
                                    .contains(type);
                        }
                    });
        }
    }

    @Test
    void timesAreMicrosecondsAndNamedAtOrDue() {
        for (Schema.Field field : fields()) {
            boolean time =
                    partsOf(field.schema()).stream()
                            .anyMatch(part -> "timestamp-micros".equals(logicalTypeOf(part)));
            assertThat(field.name().matches(".*(At|Due)")).as(field.name()).isEqualTo(time);
        }
    }

    @Test
    void optionalFieldsAreAbsentByDefault() {
        for (Schema.Field field : fields()) {
            if (field.schema().isUnion() && field.schema().isNullable()) {
                assertThat(field.defaultVal())
                        .as(field.name())
                        .isEqualTo(JsonProperties.NULL_VALUE);
            }
        }
    }

    private List<Schema.Field> fields() {
        return records.values().stream().flatMap(schema -> schema.getFields().stream()).toList();
    }

    private static String logicalTypeOf(Schema schema) {
        return schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    }

    static Map<String, Schema> recordsOf(Schema root) {
        Map<String, Schema> found = new LinkedHashMap<>();
        collect(root, found);
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        for (Schema part : partsOf(schema)) {
            if (part.getType() == Schema.Type.RECORD
                    && found.putIfAbsent(part.getName(), part) == null) {
                part.getFields().forEach(field -> collect(field.schema(), found));
            }
        }
    }

    /** The schema with what it is a union or array of; records are not entered. */
    private static Collection<Schema> partsOf(Schema schema) {
        List<Schema> parts = new ArrayList<>(List.of(schema));
        if (schema.isUnion()) {
            schema.getTypes().forEach(type -> parts.addAll(partsOf(type)));
        } else if (schema.getType() == Schema.Type.ARRAY) {
            parts.addAll(partsOf(schema.getElementType()));
        } else if (schema.getType() == Schema.Type.MAP) {
            parts.addAll(partsOf(schema.getValueType()));
        }
        return parts;
    }
}
