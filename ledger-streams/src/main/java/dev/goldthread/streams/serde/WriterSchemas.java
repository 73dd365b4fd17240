package dev.goldthread.streams.serde;

import java.util.OptionalInt;

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
     *     hand
     */
    public int idFor(String topic, String schemaText) {
        String subject = SchemaRegistry.valueSubject(topic);
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
}
