package dev.goldthread.core.gate;

import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What the event schema asks of the members of an object, looked up once and not for every event.
 * Immutable.
 *
 * @param name the Avro record's
 * @param fields in the schema's order, which is the order in which violations are told
 */
record RecordShape(String name, List<FieldShape> fields) {

    RecordShape {
        fields = List.copyOf(fields);
    }

    /** Event schemas do not contain themselves, so this ends. */
    static RecordShape of(Schema schema, Vocabulary vocabulary) {
        return new RecordShape(
                schema.getName(),
                schema.getFields().stream()
                        .map(field -> FieldShape.of(field, vocabulary))
                        .toList());
    }

    boolean has(String member) {
        for (FieldShape field : fields) {
            if (field.name().equals(member)) {
                return true;
            }
        }
        return false;
    }

    List<String> names() {
        return fields.stream().map(FieldShape::name).toList();
    }
}
