package dev.goldthread.streams.verify;

import dev.goldthread.core.event.Digest;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.ledger.SchemaArchive.Archived;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Schema texts by hash and by registry number, each asked for once. Not thread-safe. */
public final class KnownSchemas {

    private final Function<Digest, Optional<Archived>> archive;
    private final Optional<SchemaRegistry> registry;
    private final Map<Digest, Optional<Archived>> byHash = new HashMap<>();
    private final Map<Integer, Optional<Digest>> byId = new HashMap<>();

    public KnownSchemas(SchemaArchive archive, Optional<SchemaRegistry> registry) {
        this(archive::find, registry);
    }

    /**
     * @param archive the schema text under a hash
     */
    public KnownSchemas(
            Function<Digest, Optional<Archived>> archive, Optional<SchemaRegistry> registry) {
        this.archive = archive;
        this.registry = registry;
    }

    /** The text under this hash; empty when the topic of schemas does not hold it. */
    public Optional<Archived> archived(Digest hash) {
        return byHash.computeIfAbsent(hash, archive);
    }

    /** The hash of the text under this number; empty without a registry or such a number. */
    Optional<Digest> registered(int id) {
        return registry.flatMap(
                texts ->
                        byId.computeIfAbsent(id, key -> texts.schemaText(key).map(Digest::sha256)));
    }

    boolean isUnknownId(int id) {
        return registry.isPresent() && registered(id).isEmpty();
    }
}
