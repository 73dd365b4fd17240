package dev.goldthread.streams.registry;

import dev.goldthread.streams.registry.RegistryRecord.Level;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.registry.RegistryRecord.SubjectDeleted;
import dev.goldthread.streams.registry.RegistryRecord.Version;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry in this process, kept on one compacted topic in Confluent's record format.
 *
 * <p>The only writer of its topic: run one per topic, which the lock on the data folder sees to.
 * Ids count up from 1, survive restarts, and are never given twice; a schema keeps its id in every
 * subject. Thread-safe.
 */
public final class EmbeddedRegistry implements SchemaRegistry, AutoCloseable {

    public static final String TOPIC_DEFAULT = "_schemas";

    private final Map<String, Object> clientConfig;
    private final String topicName;
    private SchemaTopic topic; // guarded by this, like all below
    private RegistryState state = new RegistryState();
    private boolean replayNeeded;

    private EmbeddedRegistry(Map<String, Object> clientConfig, String topicName) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.topicName = topicName;
        this.topic = new SchemaTopic(this.clientConfig, topicName);
    }

    /**
     * Creates the topic where it is missing and reads it.
     *
     * @param clientConfig how to reach Kafka
     * @throws RegistryUnavailableException when the topic cannot be read to its end
     */
    public static EmbeddedRegistry start(Map<String, Object> clientConfig, String topicName) {
        EmbeddedRegistry registry = new EmbeddedRegistry(clientConfig, topicName);
        try {
            registry.topic.ensure();
            registry.replay();
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private synchronized void replay() {
        RegistryState fresh = new RegistryState();
        topic.replay(fresh::apply);
        state = fresh;
        replayNeeded = false;
    }

    @Override
    public synchronized int register(String subject, String schemaText) {
        refreshIfNeeded();
        Schema schema = parse(schemaText);
        OptionalInt known = idIn(subject, schema);
        if (known.isPresent()) {
            return known.getAsInt();
        }
        Optional<String> conflict = conflict(subject, schema, newestFirst(subject));
        if (conflict.isPresent()) {
            throw new RegistryRefusedException(
                    409,
                    409,
                    "schema is not %s compatible with subject %s: %s"
                            .formatted(level(subject), subject, conflict.get()));
        }
        Optional<Integer> shared = state.idOf(schema);
        int id = shared.orElseGet(state::nextId);
        String text = shared.flatMap(state::textOf).orElse(schemaText);
        append(new Version(subject, state.nextVersion(subject), id, text, Status.ACTIVE));
        return id;
    }

    @Override
    public synchronized OptionalInt idOf(String subject, String schemaText) {
        return idIn(subject, parse(schemaText));
    }

    private OptionalInt idIn(String subject, Schema schema) {
        return lookUp(subject, schema)
                .map(Version::id)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Optional<Version> lookUp(String subject, Schema schema) {
        return state.idOf(schema)
                .flatMap(
                        id ->
                                state.versions(subject, Status.ACTIVE).reversed().stream()
                                        .filter(version -> version.id() == id)
                                        .findFirst());
    }

    synchronized Optional<Version> lookUp(String subject, String schemaText) {
        return lookUp(subject, parse(schemaText));
    }

    @Override
    public synchronized Optional<String> schemaText(int id) {
        return state.textOf(id);
    }

    @Override
    public synchronized void setCompatibility(String subject, Compatibility level) {
        if (!replayNeeded && state.ownLevel(subject).equals(Optional.of(level))) {
            return; // every start sets it
        }
        append(new Level(Optional.of(subject), Optional.of(level)));
    }

    synchronized void setGlobalCompatibility(Compatibility level) {
        append(new Level(Optional.empty(), Optional.of(level)));
    }

    synchronized Optional<Compatibility> ownLevel(String subject) {
        return state.ownLevel(subject);
    }

    synchronized Compatibility globalLevel() {
        return state.globalLevel();
    }

    private Compatibility level(String subject) {
        return state.ownLevel(subject).orElse(state.globalLevel());
    }

    synchronized List<String> subjects(Status deepest) {
        return state.subjects(deepest);
    }

    synchronized List<Version> versions(String subject, Status deepest) {
        return state.versions(subject, deepest);
    }

    /** Why the schema may not follow this one version. */
    synchronized Optional<String> conflict(String subject, String schemaText, Version version) {
        return conflict(subject, parse(schemaText), List.of(parse(version.schemaText())));
    }

    private Optional<String> conflict(String subject, Schema schema, List<Schema> newestFirst) {
        return CompatibilityCheck.conflict(level(subject), schema, newestFirst);
    }

    private List<Schema> newestFirst(String subject) {
        return state.versions(subject, Status.ACTIVE).reversed().stream()
                .map(version -> parse(version.schemaText()))
                .toList();
    }

    /** Hides every version; ids keep answering. */
    synchronized List<Integer> deleteSubject(String subject) {
        List<Integer> versions =
                state.versions(subject, Status.ACTIVE).stream().map(Version::version).toList();
        if (!versions.isEmpty()) {
            append(new SubjectDeleted(subject, versions.getLast()));
        }
        return versions;
    }

    /** Hides one version; its id keeps answering. */
    synchronized void deleteVersion(Version version) {
        append(RegistryState.deleted(version));
    }

    private static Schema parse(String schemaText) {
        try {
            return new Schema.Parser().parse(schemaText);
        } catch (SchemaParseException e) {
            throw new RegistryRefusedException(
                    422, 42201, "schema is no valid Avro schema: " + e.getMessage());
        }
    }

    private void append(RegistryRecord record) {
        refreshIfNeeded();
        try {
            topic.append(record);
        } catch (RegistryUnavailableException e) {
            replayNeeded = true; // it may have been written, and its id must not be given again
            throw e;
        }
        state.apply(record);
    }

    private void refreshIfNeeded() {
        if (replayNeeded) {
            topic.close();
            topic = new SchemaTopic(clientConfig, topicName);
            replay();
        }
    }

    @Override
    public synchronized void close() {
        topic.close();
    }
}
