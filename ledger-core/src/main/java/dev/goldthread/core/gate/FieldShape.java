package dev.goldthread.core.gate;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.IdForm;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the event schema asks of one member, beyond Avro's types by properties of its own: {@code
 * form} names an id form of the vocabulary, {@code minItems}, {@code maxLength}, {@code min} and
 * {@code max} bound arrays, texts and numbers. Immutable.
 *
 * @param required whether it must be sent: it is not optional and has no default
 * @param expected what to send, in words
 * @param form of a text
 * @param itemForm of every text in an array
 */
record FieldShape(
        String name,
        ValueShape value,
        boolean required,
        String expected,
        Optional<IdForm> form,
        Optional<IdForm> itemForm,
        int lengthMax,
        int itemsMin,
        long min,
        long max) {

    static FieldShape of(Schema.Field field, Vocabulary vocabulary) {
        ValueShape value = ValueShape.of(nonNull(field.schema()), vocabulary);
        return new FieldShape(
                field.name(),
                value,
                !field.schema().isNullable() && !field.hasDefaultValue(),
                expected(field, value),
                ValueShape.form(property(field, "form"), vocabulary),
                field.getObjectProp("form") instanceof String
                        ? ValueShape.form(property(field, "form"), vocabulary)
                        : Optional.empty(),
                (int) number(field, "maxLength", Integer.MAX_VALUE),
                (int) number(field, "minItems", 0),
                number(field, "min", Long.MIN_VALUE),
                number(field, "max", Long.MAX_VALUE));
    }

    private static String expected(Schema.Field field, ValueShape value) {
        return switch (value) {
            case ValueShape.Symbol(Schema symbols) -> "one of " + symbols.getEnumSymbols();
            case ValueShape.Members(RecordShape record) ->
                    "an object with the fields of " + record.name();
            case ValueShape.Items _ -> "an array";
            case ValueShape.Time _ -> "a time such as 2026-03-01T10:00:00Z";
            case ValueShape.Whole _ -> "an integer";
            default ->
                    property(field, "form") instanceof String form
                            ? "a text of the form " + form
                            : "a text";
        };
    }

    private static long number(Schema.Field field, String name, long otherwise) {
        return property(field, name) instanceof Number number ? number.longValue() : otherwise;
    }

    /** Avro IDL puts an annotation on the field or on its type, by where it is written. */
    private static @Nullable Object property(Schema.Field field, String name) {
        Object onField = field.getObjectProp(name);
        return onField != null ? onField : nonNull(field.schema()).getObjectProp(name);
    }

    /** What an optional field holds when it is there. */
    private static Schema nonNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        for (Schema branch : schema.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                return branch;
            }
        }
        return schema;
    }
}
