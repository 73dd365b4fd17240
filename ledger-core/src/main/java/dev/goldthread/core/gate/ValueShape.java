package dev.goldthread.core.gate;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.IdForm;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How a value is sent, by its Avro type. Immutable. */
sealed interface ValueShape {

    /** A text. */
    record Text() implements ValueShape {}

    /** One of an enumeration's symbols. */
    record Symbol(Schema symbols) implements ValueShape {}

    /** An integer between {@code -max} and {@code max}. */
    record Whole(long max) implements ValueShape {}

    /** A time in ISO 8601. */
    record Time() implements ValueShape {}

    /** True or false. */
    record Truth() implements ValueShape {}

    /** Bytes in base64. */
    record Base64Bytes() implements ValueShape {}

    /** Bytes in hexadecimal digits. */
    record HexBytes() implements ValueShape {}

    /** An object with known members. */
    record Members(RecordShape record) implements ValueShape {}

    /**
     * An array.
     *
     * @param form what the items' type asks of every text
     */
    record Items(ValueShape item, Optional<IdForm> form) implements ValueShape {}

    /** An object of texts under any names. */
    record Texts() implements ValueShape {}

    /** RFC 8785, 3.2.2.3: integers above this are not kept exactly by every JSON reader. */
    long INTEGER_MAX = 1L << 53;

    static ValueShape of(Schema schema, Vocabulary vocabulary) {
        return switch (schema.getType()) {
            case RECORD -> new Members(RecordShape.of(schema, vocabulary));
            case ARRAY ->
                    new Items(
                            of(schema.getElementType(), vocabulary),
                            form(schema.getElementType().getObjectProp("form"), vocabulary));
            case MAP -> new Texts();
            case STRING -> new Text();
            case ENUM -> new Symbol(schema);
            case LONG ->
                    schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                            ? new Time()
                            : new Whole(INTEGER_MAX);
            case INT -> new Whole(Integer.MAX_VALUE);
            case BOOLEAN -> new Truth();
            case BYTES -> new Base64Bytes();
            case FIXED -> new HexBytes();
            case UNION, NULL, FLOAT, DOUBLE ->
                    throw new IllegalStateException("no JSON form for " + schema);
        };
    }

    /** The id form that an annotation names; what is no name, or no form's, asks for nothing. */
    static Optional<IdForm> form(@Nullable Object annotation, Vocabulary vocabulary) {
        return annotation instanceof String name ? vocabulary.idForm(name) : Optional.empty();
    }
}
