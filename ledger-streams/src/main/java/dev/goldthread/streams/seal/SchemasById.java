package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Writer schemas by the registry's id, kept once found, and archived before the first seal that
 * names them. A registry that is away is asked again; only its "not found" is an answer. Safe for
 * any thread.
 */
final class SchemasById {

    /** How long one record waits for the registry; then its thread is begun anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    private final SchemaRegistry registry;
    private final SchemaArchive archive;
    private final CountDownLatch closing;
    private final Map<Integer, WriterSchema> found = new ConcurrentHashMap<>();
    private final Map<Digest, Digest> archived = new ConcurrentHashMap<>();

    /** A writer schema, its very text and that text's SHA-256. */
    record WriterSchema(String text, Digest hash, Schema schema) {}

    /**
     * @param closing counted down when the sealer ends, so that nobody waits for a registry then
     */
    SchemasById(SchemaRegistry registry, SchemaArchive archive, CountDownLatch closing) {
        this.registry = registry;
        this.archive = archive;
        this.closing = closing;
    }

    /**
     * The Avro schema under {@code id}; empty when the registry has none.
     *
     * @throws RegistryUnavailableException when the registry is away for longer than 30 s, or the
     *     sealer is closing meanwhile
     */
    Optional<WriterSchema> find(int id) {
        WriterSchema known = found.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<WriterSchema> answer = ask(id).flatMap(SchemasById::parse);
        answer.ifPresent(schema -> found.put(id, schema));
        return answer;
    }

    private Optional<String> ask(int id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = PAUSE_FIRST;
        while (true) {
            try {
                return registry.schemaText(id);
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() + pause.toNanos() > deadline || closesWithin(pause)) {
                    throw e;
                }
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
            }
        }
    }

    private boolean closesWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What is no Avro schema cannot be an event's. */
    private static Optional<WriterSchema> parse(String text) {
        try {
            return Optional.of(
                    new WriterSchema(text, Digest.sha256(text), EventSchema.parse(text)));
        } catch (AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    /** Returns when the topic of schema texts has this one for good. */
    void archive(WriterSchema schema) {
        archived.computeIfAbsent(schema.hash(), hash -> archive.keep(schema.text()));
    }
}
