package dev.goldthread.streams.registry;

import dev.goldthread.streams.serde.Compatibility;
import java.util.Optional;

/** What a record of the registry's topic says; later records of a key replace earlier ones. */
sealed interface RegistryRecord {

    /** Whether a version is listed; a deleted one still answers under its id. */
    enum Status {
        ACTIVE,
        DELETED
    }

    /**
     * A version of a subject.
     *
     * @param version from 1
     * @param id from 1
     */
    record Version(String subject, int version, int id, String schemaText, Status status)
            implements RegistryRecord {}

    /** A version taken out for good by another registry that worked on this topic. */
    record VersionRemoved(String subject, int version) implements RegistryRecord {}

    /** Every version of the subject up to this one is deleted. */
    record SubjectDeleted(String subject, int version) implements RegistryRecord {}

    /** The compatibility of a subject, or of all that have none; no level takes it back. */
    record Level(Optional<String> subject, Optional<Compatibility> level)
            implements RegistryRecord {}

    /** The mode of a subject, or of all that have none; no mode takes it back. */
    record ModeSet(Optional<String> subject, Optional<Mode> mode) implements RegistryRecord {}

    /** Of no meaning to this registry: NOOP and what later registries invent. */
    record Ignored(String keyType) implements RegistryRecord {}
}
