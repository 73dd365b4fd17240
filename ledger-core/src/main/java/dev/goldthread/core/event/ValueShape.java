package dev.goldthread.core.event;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What a value of a schema is made of, as far as stepping over its bytes goes (Avro specification,
 * "Binary Encoding"). Worked out once: a schema itself answers through lists and maps.
 */
final class ValueShape {

    enum Kind {
        NOTHING,
        /** Of any length, its own bytes say where it ends. */
        NUMBER,
        /** A length, and so many bytes. */
        TEXT,
        BYTES,
        RECORD,
        CHOICE,
        LIST
    }

    private static final ValueShape NOTHING = new ValueShape(Kind.NOTHING, 0);
    private static final ValueShape NUMBER = new ValueShape(Kind.NUMBER, 0);
    private static final ValueShape TEXT = new ValueShape(Kind.TEXT, 0);

    private final Kind kind;
    private final int bytes;
    private final ValueShape[] parts;

    private ValueShape(Kind kind, int bytes, ValueShape... parts) {
        this.kind = kind;
        this.bytes = bytes;
        this.parts = parts;
    }

    Kind kind() {
        return kind;
    }

    /** Length of a value of kind BYTES. */
    int bytes() {
        return bytes;
    }

    /** Not to be changed: a record's fields, a choice's branches, or what an item consists of. */
    ValueShape[] parts() {
        return parts;
    }

    /**
     * @param schema that does not contain itself
     */
    static ValueShape of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> NOTHING;
            case ENUM, INT, LONG -> NUMBER;
            case STRING, BYTES -> TEXT;
            case BOOLEAN -> new ValueShape(Kind.BYTES, 1);
            case FIXED -> new ValueShape(Kind.BYTES, schema.getFixedSize());
            case RECORD -> fields(schema.getFields());
            case UNION -> new ValueShape(Kind.CHOICE, 0, all(schema.getTypes()));
            case ARRAY -> new ValueShape(Kind.LIST, 0, of(schema.getElementType()));
            case MAP -> new ValueShape(Kind.LIST, 0, TEXT, of(schema.getValueType()));
            case FLOAT, DOUBLE ->
                    throw new IllegalArgumentException(
                            "event schemas have no floating point: " + schema);
        };
    }

    /** Some fields of a record, one after the other. */
    static ValueShape fields(List<Schema.Field> fields) {
        return new ValueShape(
                Kind.RECORD, 0, all(fields.stream().map(Schema.Field::schema).toList()));
    }

    static ValueShape[] all(List<Schema> schemas) {
        return schemas.stream().map(ValueShape::of).toArray(ValueShape[]::new);
    }
}
