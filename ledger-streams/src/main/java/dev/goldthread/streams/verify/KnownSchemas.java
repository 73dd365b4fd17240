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

    /**
     * The schema that a record names twice, by the number in its value and by the hash in its seal.
     *
     * @param sealed the hash
     * @param written the text under that hash; empty when the topic of schemas does not hold it
     * @param text the hash of the text that the number leads to, the sealed one where no registry
     *     says otherwise; empty when there is no text to read the body by
     * @param isUnknownId whether a registry was asked for the number and does not have it
     */
    record Named(
            int id,
            Digest sealed,
            Optional<Archived> written,
            Optional<Digest> text,
            boolean isUnknownId) {

        boolean isOf(int otherId, Digest otherSealed) {
            return id == otherId && sealed.equals(otherSealed);
        }

        /** The text; to be asked for once a record was found to have one. */
        Archived archived() {
            return written.orElseThrow();
        }
    }

    /** The registry is asked only for records whose text is there. */
    Named named(int id, Digest sealed) {
        Optional<Archived> written = archived(sealed);
        if (written.isEmpty()) {
            return new Named(id, sealed, written, Optional.empty(), false);
        }
        Optional<Digest> registered = registered(id);
        return new Named(
                id,
                sealed,
                written,
                registered.or(() -> Optional.of(sealed)),
                registry.isPresent() && registered.isEmpty());
    }

    /** The hash of the text under this number; empty without a registry or such a number. */
    private Optional<Digest> registered(int id) {
        return registry.flatMap(
                texts ->
                        byId.computeIfAbsent(id, key -> texts.schemaText(key).map(Digest::sha256)));
    }
}
