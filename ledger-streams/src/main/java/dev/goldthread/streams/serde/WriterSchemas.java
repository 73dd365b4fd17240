package dev.goldthread.streams.serde;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParseException;

/** Finds the id under which a writer's schema goes into its records. Thread-safe. */
public final class WriterSchemas {

    private final SchemaRegistry registry;
    private final Registration registration;

    /** What happens with a schema the registry does not know ({@code auto.register.schemas}). */
    public enum Registration {
        /** It is registered. */
        AUTOMATIC,
        /** The writer fails; somebody else registers, after review. */
        BY_HAND
    }

    public WriterSchemas(SchemaRegistry registry, Registration registration) {
        this.registry = new CachingSchemaRegistry(registry);
        this.registration = registration;
    }

    /**
     * The id of {@code schemaText} for the values of {@code topic}.
     *
     * @throws RegistryRefusedException when it is incompatible, or unknown and to be registered by
     *     hand, or the registry keeps something else under the id it gave
     */
    public int idFor(String topic, String schemaText) {
        String subject = SchemaRegistry.valueSubject(topic);
        int id = givenId(subject, schemaText);
        requireSameText(subject, id, schemaText);
        return id;
    }

    private int givenId(String subject, String schemaText) {
        if (registration == Registration.AUTOMATIC) {
            return registry.register(subject, schemaText);
        }
        OptionalInt known = registry.idOf(subject, schemaText);
        return known.orElseThrow(
                () ->
                        new RegistryRefusedException(
                                404,
                                40403,
                                "subject %s does not have this writer's schema and auto.register.schemas is false; register it first"
                                        .formatted(subject)));
    }

    /** A record under a wrong id could be read by nobody, and sealed it would stay so. */
    private void requireSameText(String subject, int id, String schemaText) {
        Optional<String> kept = registry.schemaText(id);
        if (kept.map(WriterSchemas::shape).equals(Optional.of(shape(schemaText)))) {
            return;
        }
        throw new RegistryRefusedException(
                404,
                40403,
                "the schema registry gave id %d for subject %s, but keeps %s under that id; check that schema.registry.url names one registry and not several"
                        .formatted(id, subject, kept.isEmpty() ? "no schema" : "another schema"));
    }

    /** What decides how bytes are read, whatever the white space. */
    private static String shape(String schemaText) {
        try {
            return SchemaNormalization.toParsingForm(new Schema.Parser().parse(schemaText));
        } catch (SchemaParseException e) {
            return schemaText;
        }
    }
}
