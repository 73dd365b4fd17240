package dev.goldthread.streams.registry;

import dev.goldthread.streams.registry.RegistryRecord.Ignored;
import dev.goldthread.streams.registry.RegistryRecord.Level;
import dev.goldthread.streams.registry.RegistryRecord.ModeSet;
import dev.goldthread.streams.registry.RegistryRecord.Status;
import dev.goldthread.streams.registry.RegistryRecord.SubjectDeleted;
import dev.goldthread.streams.registry.RegistryRecord.Version;
import dev.goldthread.streams.registry.RegistryRecord.VersionRemoved;
import dev.goldthread.streams.serde.Compatibility;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The registry's topic, folded: the same records give the same state. Not thread-safe. */
final class RegistryState {

    /** Confluent's default, where neither the subject nor the registry has a level. */
    private static final Compatibility LEVEL_DEFAULT = Compatibility.BACKWARD;

    private final Map<Integer, String> textsById = new TreeMap<>();
    private final Map<String, Integer> idsByCanonicalText = new HashMap<>();
    private final NavigableMap<String, NavigableMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Optional<Compatibility> globalLevel = Optional.empty();
    private final Map<String, Mode> modes = new HashMap<>();
    private Mode globalMode = Mode.READWRITE;
    private int idMax;

    void apply(RegistryRecord record) {
        switch (record) {
            case Version version -> add(version);
            case VersionRemoved(String subject, int version) ->
                    subjects.getOrDefault(subject, new TreeMap<>()).remove(version);
            case SubjectDeleted(String subject, int version) -> delete(subject, version);
            case Level(Optional<String> subject, Optional<Compatibility> level) ->
                    subject.ifPresentOrElse(
                            name -> setLevel(name, level), () -> globalLevel = level);
            case ModeSet(Optional<String> subject, Optional<Mode> mode) ->
                    subject.ifPresentOrElse(
                            name -> setMode(name, mode),
                            () -> globalMode = mode.orElse(Mode.READWRITE));
            case Ignored ignored -> {}
        }
    }

    private void add(Version version) {
        textsById.put(version.id(), version.schemaText());
        idsByCanonicalText.putIfAbsent(canonical(version.schemaText()), version.id());
        subjects.computeIfAbsent(version.subject(), name -> new TreeMap<>())
                .put(version.version(), version);
        idMax = Math.max(idMax, version.id());
    }

    private void delete(String subject, int upTo) {
        subjects.getOrDefault(subject, new TreeMap<>())
                .headMap(upTo, true)
                .replaceAll((number, version) -> deleted(version));
    }

    static Version deleted(Version version) {
        return new Version(
                version.subject(),
                version.version(),
                version.id(),
                version.schemaText(),
                Status.DELETED);
    }

    private void setLevel(String subject, Optional<Compatibility> level) {
        level.ifPresentOrElse(each -> levels.put(subject, each), () -> levels.remove(subject));
    }

    private void setMode(String subject, Optional<Mode> mode) {
        mode.ifPresentOrElse(each -> modes.put(subject, each), () -> modes.remove(subject));
    }

    /**
     * Two texts that differ in white space only are one schema; what is no Avro (another registry
     * may have written it) is itself.
     */
    private static String canonical(String text) {
        try {
            return canonical(new Schema.Parser().parse(text));
        } catch (RuntimeException e) {
            return text;
        }
    }

    private static String canonical(Schema schema) {
        return schema.toString();
    }

    Optional<Integer> idOf(Schema schema) {
        return Optional.ofNullable(idsByCanonicalText.get(canonical(schema)));
    }

    Optional<String> textOf(int id) {
        return Optional.ofNullable(textsById.get(id));
    }

    int nextId() {
        return idMax + 1;
    }

    /** One more than the greatest ever given, deleted ones included. */
    int nextVersion(String subject) {
        NavigableMap<Integer, Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
        return versions.isEmpty() ? 1 : versions.lastKey() + 1;
    }

    /** By name. */
    List<String> subjects(Status deepest) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, deepest).isEmpty())
                .toList();
    }

    /**
     * From the oldest to the newest.
     *
     * @param deepest {@code DELETED} shows the deleted ones as well
     */
    List<Version> versions(String subject, Status deepest) {
        Collection<Version> versions = subjects.getOrDefault(subject, new TreeMap<>()).values();
        return versions.stream()
                .filter(version -> version.status().compareTo(deepest) <= 0)
                .toList();
    }

    Optional<Compatibility> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    Optional<Mode> ownMode(String subject) {
        return Optional.ofNullable(modes.get(subject));
    }

    Mode globalMode() {
        return globalMode;
    }

    Compatibility globalLevel() {
        return globalLevel.orElse(LEVEL_DEFAULT);
    }
}
