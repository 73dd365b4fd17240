package dev.goldthread.streams.serde;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the ledger needs of a schema registry. Ids are the registry's own and mean nothing
 * elsewhere. Thread-safe.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when the registry does not answer
 * (try again later) and {@link RegistryRefusedException} when it refuses (do not).
 */
public interface SchemaRegistry {

    /**
     * Adds a version to a subject, or finds it there.
     *
     * @param schemaText an Avro schema as JSON
     * @return the id, the same for the same schema in every subject
     */
    int register(String subject, String schemaText);

    /** The id of a schema that the subject already has. */
    OptionalInt idOf(String subject, String schemaText);

    /**
     * The Avro text under an id; empty when the registry has none (or one of another type, or in
     * pieces), and then it never will have had one for a record already written.
     */
    Optional<String> schemaText(int id);

    /** Sets which schemas may follow in this subject, whatever the registry's default is. */
    void setCompatibility(String subject, Compatibility level);

    /**
     * The subject of a topic's values, by Confluent's TopicNameStrategy ("Subject name strategy").
     */
    static String valueSubject(String topic) {
        return topic + "-value";
    }
}
