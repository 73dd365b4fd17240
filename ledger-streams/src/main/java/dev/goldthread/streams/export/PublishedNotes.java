package dev.goldthread.streams.export;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.checkpoint.CheckpointRecord;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Cosigned;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Signed;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Stamped;
import dev.goldthread.streams.checkpoint.CheckpointRecord.Unfit;
import dev.goldthread.streams.export.ExportRefusedException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topic of checkpoints holds for one log: header {@code kind} says what a record is.
 * Whoever may write there could have put anything, so a checkpoint counts when one of the log's
 * keys signed it, and the rest counts when it is about such a one. Not thread-safe.
 */
final class PublishedNotes {

    private final Origin origin;
    private final List<VerifierKey> keys;
    private final TreeMap<Long, PublishedNote> bySize = new TreeMap<>();
    private final Map<Digest, PublishedNote> byHash = new HashMap<>();
    private final List<BooleanSupplier> attached = new ArrayList<>();
    private int ignored;

    PublishedNotes(Origin origin, List<VerifierKey> keys) {
        this.origin = origin;
        this.keys = List.copyOf(keys);
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        switch (CheckpointRecord.read(record, origin)) {
            case Signed signed -> addCheckpoint(signed);
            case Cosigned cosigned -> attached.add(() -> addCosignature(cosigned));
            case Stamped stamped -> attached.add(() -> addTimestamp(stamped));
            case Unfit _ -> ignored++;
        }
    }

    /** To be called once all records are in: what was attached may lie before its checkpoint. */
    void attach() {
        attached.forEach(each -> ignored += each.getAsBoolean() ? 0 : 1);
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

    private void addCheckpoint(Signed signed) {
        SignedNote note = signed.note();
        if (!isOurs(note)) {
            ignored++;
            return;
        }
        long size = signed.checkpoint().size();
        PublishedNote published =
                bySize.computeIfAbsent(size, any -> new PublishedNote(note.text()));
        requireOneHistory(published, note, size);
        published.addOwn(note);
        byHash.put(signed.hash(), published);
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

    private boolean addCosignature(Cosigned cosigned) {
        PublishedNote published = bySize.get(cosigned.checkpoint().size());
        if (published == null || !published.text().equals(cosigned.note().text())) {
            return false;
        }
        published.addCosignatures(cosigned.note());
        return true;
    }

    private boolean addTimestamp(Stamped stamped) {
        Digest hash = stamped.note().orElse(Digest.ZERO);
        PublishedNote published = byHash.get(hash);
        return published != null && published.addTimestamp(hash, stamped.response().toBytes());
    }
}
