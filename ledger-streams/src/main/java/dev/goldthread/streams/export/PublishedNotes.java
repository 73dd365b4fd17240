package dev.goldthread.streams.export;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.export.ExportRefusedException.Reason;
import dev.goldthread.streams.ledger.LedgerHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topic of checkpoints holds for one log: header {@code kind} says what a record is.
 * Whoever may write there could have put anything, so a checkpoint counts when one of the log's
 * keys signed it, and the rest counts when it is about such a one. Not thread-safe.
 */
final class PublishedNotes {

    private static final String KIND = "kind";
    private static final String STAMPED = "note";

    private final Origin origin;
    private final List<VerifierKey> keys;
    private final TreeMap<Long, PublishedNote> bySize = new TreeMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> attached = new ArrayList<>();
    private int ignored;

    PublishedNotes(Origin origin, List<VerifierKey> keys) {
        this.origin = origin;
        this.keys = List.copyOf(keys);
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        if (kind(record).equals("checkpoint")) {
            addCheckpoint(record);
        } else {
            attached.add(record);
        }
    }

    /** To be called once all records are in: what was attached may lie before its checkpoint. */
    void attach() {
        attached.forEach(
                record -> {
                    boolean isUsed =
                            switch (kind(record)) {
                                case "cosignature" -> addCosignature(record);
                                case "timestamp" -> addTimestamp(record);
                                default -> false;
                            };
                    ignored += isUsed ? 0 : 1;
                });
        attached.clear();
    }

    int ignored() {
        return ignored;
    }

    /**
     * The newest checkpoint.
     *
     * @throws ExportRefusedException when there is none by these keys
     */
    PublishedNote newest() {
        if (bySize.isEmpty()) {
            throw new ExportRefusedException(
                    Reason.NO_CHECKPOINT,
                    "log %s has no checkpoint signed by %s (%d records there are others'); start the checkpointer, or name the log's keys"
                            .formatted(
                                    origin,
                                    keys.isEmpty()
                                            ? "any key, since none is known"
                                            : String.join(
                                                    " or ",
                                                    keys.stream().map(VerifierKey::text).toList()),
                                    ignored));
        }
        return bySize.lastEntry().getValue();
    }

    /** The others, smallest first. */
    Collection<PublishedNote> earlier() {
        return bySize.isEmpty() ? List.of() : bySize.headMap(bySize.lastKey()).values();
    }

    private void addCheckpoint(ConsumerRecord<byte[], byte[]> record) {
        try {
            SignedNote note = SignedNote.parse(record.value());
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (isOurs(note) && checkpoint.origin().equals(origin.text())) {
                PublishedNote published =
                        bySize.computeIfAbsent(
                                checkpoint.size(), size -> new PublishedNote(note.text()));
                requireOneHistory(published, note, checkpoint.size());
                published.addOwn(note);
                return;
            }
        } catch (MalformedException e) {
            // No checkpoint, so none of ours: counted below.
        }
        ignored++;
    }

    /** Every line by one of the log's keys and valid: so the checkpointer writes them. */
    private boolean isOurs(SignedNote note) {
        return note.signatures().stream()
                .allMatch(line -> keys.stream().anyMatch(key -> key.verifies(note.text(), line)));
    }

    private void requireOneHistory(PublishedNote published, SignedNote note, long size) {
        if (!published.text().equals(note.text())) {
            throw new ExportRefusedException(
                    Reason.INCONSISTENT,
                    "log %s has two signed checkpoints of size %d with different roots: the log shows two histories; keep the topic of checkpoints as evidence"
                            .formatted(origin, size));
        }
    }

    private boolean addCosignature(ConsumerRecord<byte[], byte[]> record) {
        try {
            SignedNote note = SignedNote.parse(record.value());
            PublishedNote published = bySize.get(Checkpoint.parse(note.text()).size());
            if (published == null || !published.text().equals(note.text())) {
                return false;
            }
            published.addCosignatures(note);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private boolean addTimestamp(ConsumerRecord<byte[], byte[]> record) {
        byte[] stamped = LedgerHeaders.value(record.headers(), STAMPED);
        return stamped.length == Digest.LENGTH_BYTES
                && bySize.descendingMap().values().stream()
                        .anyMatch(note -> note.addTimestamp(Digest.of(stamped), record.value()));
    }

    private static String kind(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                ? ""
                : new String(LedgerHeaders.value(record.headers(), KIND), StandardCharsets.UTF_8);
    }
}
