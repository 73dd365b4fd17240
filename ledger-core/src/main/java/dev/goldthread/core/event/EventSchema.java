package dev.goldthread.core.event;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The Avro schema of the event body, as module {@code schemas} publishes it; immutable, safe for
 * any thread.
 */
public final class EventSchema {

    /** The very text that is registered and whose hash a seal carries. */
    public static final String TEXT = SchemasFile.text("event.avsc").strip();

    public static final Schema SCHEMA = new Schema.Parser().parse(TEXT);

    /** What {@code seal.schema} holds for events written under this schema. */
    public static final Digest HASH = Digest.sha256(TEXT);

    private static final Map<String, Schema> DATA_RECORDS =
            SCHEMA.getField("data").schema().getTypes().stream()
                    .collect(Collectors.toMap(Schema::getName, Function.identity()));

    private EventSchema() {}

    /**
     * The schema of this text; {@link #SCHEMA} itself where it is the same text, so that readers
     * see at a glance that nothing has to be resolved.
     *
     * @throws org.apache.avro.AvroRuntimeException when the text is no schema
     */
    public static Schema parse(String text) {
        return text.equals(TEXT) ? SCHEMA : new Schema.Parser().parse(text);
    }

    /**
     * The shape of one family's facts.
     *
     * @throws IllegalArgumentException when the union of {@code data} has no such record
     */
    public static Schema dataRecord(String name) {
        Schema record = DATA_RECORDS.get(name);
        if (record == null) {
            throw new IllegalArgumentException(
                    "event.avsc has no data record named %s".formatted(name));
        }
        return record;
    }

    /**
     * The reader's view that only takes the named fields of the envelope; the rest is skipped, not
     * built.
     */
    static Schema projection(List<String> fieldNames) {
        return Schema.createRecord(
                SCHEMA.getName(),
                null,
                SCHEMA.getNamespace(),
                false,
                fieldNames.stream()
                        .map(
                                name ->
                                        new Schema.Field(
                                                SCHEMA.getField(name),
                                                SCHEMA.getField(name).schema()))
                        .toList());
    }
}
