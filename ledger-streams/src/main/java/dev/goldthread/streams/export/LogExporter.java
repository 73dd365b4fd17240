package dev.goldthread.streams.export;

import dev.goldthread.core.bundle.BundleFiles;
import dev.goldthread.core.bundle.EventBundle;
import dev.goldthread.core.bundle.LogWriter;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.export.ExportRefusedException.Reason;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.WireFormatException;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Exports one product's log, or one event of it, from the topics alone: neither API nor stores are
 * asked. What is written is checked against the checkpoint's root; verifying it in full is the
 * reader's part. Not thread-safe.
 */
public final class LogExporter {

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final LedgerName ledger;

    /** Hears how far the reading has come. */
    public interface Progress {
        /**
         * @param read offsets read so far
         * @param total offsets there are; not every one is a record of the product
         */
        void read(long read, long total);
    }

    /**
     * @param client how to reach the cluster
     * @param ledger the name that origins begin with
     */
    public LogExporter(Map<String, Object> client, LedgerTopics topics, LedgerName ledger) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.ledger = ledger;
    }

    /**
     * Exports the log up to its newest checkpoint.
     *
     * @param keys of this log, oldest first; checkpoints by others are not taken
     * @throws ExportRefusedException when there is nothing to export, or nothing that fits together
     * @throws IOException when {@code files} cannot be written; what was written is of no use then
     */
    public LogExport log(
            Product product, List<VerifierKey> keys, BundleFiles files, Progress progress)
            throws IOException {
        try (ProductReader reader = new ProductReader(client, product);
                SchemaArchive schemas = new SchemaArchive(client, topics.schemas())) {
            PublishedNotes notes = notes(reader, product, keys);
            PublishedNote newest = notes.newest();
            try (LogWriter writer = new LogWriter(files, newest.note())) {
                LogCopy copy = new LogCopy(new Origin(ledger, product), writer, schemas);
                reader.read(topics.ledger(), progress, copy::take);
                writeNotes(notes, writer);
                writer.finish(keys);
                return copy.report(newest, notes);
            }
        } catch (IllegalStateException | MalformedException | WireFormatException e) {
            throw inconsistent(e);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private static void writeNotes(PublishedNotes notes, LogWriter writer) throws IOException {
        for (PublishedNote note : notes.earlier()) {
            writer.earlier(note.note());
            writeTimestamps(note, writer);
        }
        writeTimestamps(notes.newest(), writer);
    }

    private static void writeTimestamps(PublishedNote note, LogWriter writer) throws IOException {
        for (Map.Entry<Digest, byte[]> response : note.timestamps().entrySet()) {
            writer.timestamp(response.getKey(), response.getValue());
        }
    }

    /**
     * Finds an event and proves it under the newest checkpoint. Reads the whole log, and keeps its
     * tree in memory, some 150 bytes per entry.
     *
     * @param keys of this log, oldest first
     * @throws ExportRefusedException when there is no such event or no checkpoint over it
     */
    public EventBundle event(
            Product product, EventId id, List<VerifierKey> keys, Progress progress) {
        try (ProductReader reader = new ProductReader(client, product);
                SchemaArchive schemas = new SchemaArchive(client, topics.schemas())) {
            PublishedNotes notes = notes(reader, product, keys);
            EventSearch search =
                    new EventSearch(
                            new Origin(ledger, product), id, notes.newest().note(), schemas);
            reader.read(topics.ledger(), progress, search::take);
            return search.found(keys);
        } catch (IOException | IllegalStateException | MalformedException | WireFormatException e) {
            throw inconsistent(e);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private PublishedNotes notes(ProductReader reader, Product product, List<VerifierKey> keys)
            throws IOException {
        PublishedNotes notes = new PublishedNotes(new Origin(ledger, product), keys);
        reader.read(topics.checkpoints(), (read, total) -> {}, notes::add);
        notes.attach();
        return notes;
    }

    private static ExportRefusedException inconsistent(Exception e) {
        return new ExportRefusedException(
                Reason.INCONSISTENT,
                "the ledger does not fit its checkpoint: %s; run goldthread verify to see where"
                        .formatted(e.getMessage()),
                e);
    }

    private static ExportRefusedException unreadable(KafkaException e) {
        boolean isRefused =
                e instanceof AuthenticationException || e instanceof AuthorizationException;
        return new ExportRefusedException(
                isRefused ? Reason.NOT_ALLOWED : Reason.UNREACHABLE,
                "the cluster cannot be read: %s; check that it runs, its address, and this client's rights"
                        .formatted(e.getMessage()),
                e);
    }
}
