package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The writer schemas of a bundle, each read and checked once, when a seal first names it. */
final class SchemaTexts {

    private static final int LENGTH_MAX_BYTES = 4 << 20;

    private final Reading files;
    private final Flaws flaws;
    private final Map<Digest, Optional<Schema>> byHash = new HashMap<>();

    SchemaTexts(Reading files, Flaws flaws) {
        this.files = files;
        this.flaws = flaws;
    }

    /** The schema under this hash; when it is not to be had, the first asking made a flaw. */
    Optional<Schema> find(Digest hash, String file, long seq) {
        Optional<Schema> known = byHash.get(hash);
        if (known == null) {
            known = read(hash, file, seq);
            byHash.put(hash, known);
        }
        return known;
    }

    boolean isNamed(Digest hash) {
        return byHash.containsKey(hash);
    }

    private Optional<Schema> read(Digest hash, String file, long seq) {
        Optional<byte[]> text = files.whole(file, LENGTH_MAX_BYTES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Digest found = Digest.sha256(text.get());
        if (!found.equals(hash)) {
            flaws.add(
                    file,
                    seq,
                    "schema",
                    hash.hex(),
                    found.hex(),
                    "this is not the schema text that was sealed, so no body under it can be read");
            return Optional.empty();
        }
        if (hash.equals(EventSchema.HASH)) {
            return Optional.of(EventSchema.SCHEMA);
        }
        return parse(file, seq, new String(text.get(), StandardCharsets.UTF_8));
    }

    /** A sealed text may be anything; nothing that it does to the parser may end a verification. */
    private Optional<Schema> parse(String file, long seq, String text) {
        try {
            return Optional.of(new Schema.Parser().parse(text));
        } catch (RuntimeException | StackOverflowError e) {
            flaws.add(
                    file,
                    seq,
                    "schema",
                    "an Avro schema",
                    String.valueOf(e.getMessage()),
                    "what was sealed is no schema: no sealer takes such a text");
            return Optional.empty();
        }
    }
}
