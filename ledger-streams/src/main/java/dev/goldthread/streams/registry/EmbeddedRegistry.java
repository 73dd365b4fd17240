package dev.goldthread.streams.registry;

import dev.goldthread.streams.registry.RegistryRecord.Level;
import dev.goldthread.streams.registry.RegistryRecord.ModeSet;
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
 * <p>Run one per topic, which the lock on the data folder sees to. Where there are two all the
 * same, the one that started last has the topic: the other's next write fails, it reads the topic
 * again, and only then can it write, which in turn shuts out the first. So ids count up from 1,
 * survive restarts and takeovers, and are never given twice; a schema keeps its id in every
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
        topic.claim();
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
        requireWritable(Optional.of(subject));
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
        return lookUp(subject, schema, Status.ACTIVE)
                .map(Version::id)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Optional<Version> lookUp(String subject, Schema schema, Status deepest) {
        return state.idOf(schema)
                .flatMap(
                        id ->
                                state.versions(subject, deepest).reversed().stream()
                                        .filter(version -> version.id() == id)
                                        .findFirst());
    }

    synchronized Optional<Version> lookUp(String subject, String schemaText, Status deepest) {
        return lookUp(subject, parse(schemaText), deepest);
    }

    @Override
    public synchronized Optional<String> schemaText(int id) {
        return state.textOf(id);
    }

    @Override
    public synchronized void setCompatibility(String subject, Compatibility level) {
        if (!state.ownLevel(subject).equals(Optional.of(level))) {
            setLevel(Optional.of(subject), Optional.of(level));
        }
    }

    /** The level of a subject, or of all that have none; no level takes it back. */
    synchronized void setLevel(Optional<String> subject, Optional<Compatibility> level) {
        requireWritable(subject);
        append(new Level(subject, level));
    }

    /** The mode of a subject, or of all that have none; no mode takes it back. */
    synchronized void setMode(Optional<String> subject, Optional<Mode> mode) {
        append(new ModeSet(subject, mode));
    }

    synchronized Optional<Mode> ownMode(String subject) {
        return state.ownMode(subject);
    }

    synchronized Mode globalMode() {
        return state.globalMode();
    }

    private void requireWritable(Optional<String> subject) {
        Mode global = state.globalMode();
        Mode mode =
                global == Mode.READONLY_OVERRIDE
                        ? global
                        : subject.flatMap(state::ownMode).orElse(global);
        if (mode != Mode.READWRITE) {
            throw new RegistryRefusedException(
                    422,
                    42205,
                    "Operation not permitted: %s is in mode %s; set READWRITE with PUT /mode first"
                            .formatted(
                                    subject.map(name -> "subject " + name).orElse("the registry"),
                                    mode));
        }
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

    /** Why the schema may not be the subject's next version. */
    synchronized Optional<String> conflict(String subject, String schemaText) {
        return conflict(subject, parse(schemaText), newestFirst(subject));
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
            requireWritable(Optional.of(subject));
            append(new SubjectDeleted(subject, versions.getLast()));
        }
        return versions;
    }

    /** Hides one version; its id keeps answering. */
    synchronized void deleteVersion(Version version) {
        requireWritable(Optional.of(version.subject()));
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
