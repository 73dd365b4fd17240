package dev.goldthread.streams.serde;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the registry behind it once per id and once per schema.
 *
 * <p>Only answers that never change are kept: a text under its id, and the id of a schema that is
 * registered. "Not found" is asked again, because the next moment may bring it. Thread-safe.
 */
public final class CachingSchemaRegistry implements SchemaRegistry {

    /** Far more than a ledger has; beyond it, answers are no longer kept, so memory is bounded. */
    private static final int ENTRIES_MAX = 10_000;

    private final SchemaRegistry registry;
    private final Map<Integer, String> textsById = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> idsBySchema = new ConcurrentHashMap<>();

    public CachingSchemaRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, String schemaText) {
        SubjectSchema key = new SubjectSchema(subject, schemaText);
        Integer known = idsBySchema.get(key);
        return known != null ? known : keepId(key, registry.register(subject, schemaText));
    }

    @Override
    public OptionalInt idOf(String subject, String schemaText) {
        SubjectSchema key = new SubjectSchema(subject, schemaText);
        Integer known = idsBySchema.get(key);
        if (known != null) {
            return OptionalInt.of(known);
        }
        OptionalInt found = registry.idOf(subject, schemaText);
        found.ifPresent(id -> keepId(key, id));
        return found;
    }

    @Override
    public Optional<String> schemaText(int id) {
        String known = textsById.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> found = registry.schemaText(id);
        if (textsById.size() < ENTRIES_MAX) {
            found.ifPresent(text -> textsById.put(id, text));
        }
        return found;
    }

    @Override
    public void setCompatibility(String subject, Compatibility level) {
        registry.setCompatibility(subject, level);
    }

    private int keepId(SubjectSchema key, int id) {
        if (idsBySchema.size() < ENTRIES_MAX) {
            idsBySchema.put(key, id);
        }
        return id;
    }

    private record SubjectSchema(String subject, String schemaText) {}
}
