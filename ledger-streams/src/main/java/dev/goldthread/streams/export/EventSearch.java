package dev.goldthread.streams.export;

import dev.goldthread.core.bundle.EventBundle;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.TlogProof;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.export.ExportRefusedException.Reason;
import dev.goldthread.streams.ledger.SchemaArchive;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks for one event in a log while its tree is built. Not thread-safe. */
final class EventSearch {

    private final Origin origin;
    private final EventId id;
    private final SignedNote note;
    private final Checkpoint checkpoint;
    private final SchemaArchive schemas;
    private final MerkleTree tree = new MerkleTree();
    private Optional<SealedRecord> found = Optional.empty();

    EventSearch(Origin origin, EventId id, SignedNote note, SchemaArchive schemas) {
        this.origin = origin;
        this.id = id;
        this.note = note;
        this.checkpoint = Checkpoint.parse(note.text());
        this.schemas = schemas;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        if (found.isPresent() && tree.size() == checkpoint.size()) {
            return;
        }
        SealedRecord sealed = SealedRecord.of(record);
        if (tree.size() < checkpoint.size()) {
            tree.append(sealed.seal().leaf());
        }
        // Of an id that was sealed twice the first counts, as in the graph.
        if (found.isEmpty() && isWanted(sealed)) {
            found = Optional.of(sealed);
        }
    }

    private boolean isWanted(SealedRecord sealed) {
        try {
            return EventCodec.decodeHeading(sealed.body(), sealed.schema(origin, schemas).schema())
                    .id()
                    .equals(id);
        } catch (UndecodableException e) {
            // An entry nobody can read has no id to ask for.
            return false;
        }
    }

    EventBundle found(List<VerifierKey> keys) {
        SealedRecord sealed =
                found.orElseThrow(
                        () ->
                                new ExportRefusedException(
                                        Reason.UNKNOWN_EVENT,
                                        "log %s has no event with id %s; check the id and the product"
                                                .formatted(origin, id)));
        long seq = sealed.seal().seq();
        if (seq >= checkpoint.size()) {
            throw new ExportRefusedException(
                    Reason.NOT_SIGNED_YET,
                    "event %s of log %s has seq %d, and the newest checkpoint is over %d entries; try again when the next one is signed"
                            .formatted(id, origin, seq, checkpoint.size()));
        }
        if (tree.size() != checkpoint.size() || !tree.root().equals(checkpoint.root())) {
            throw new IllegalStateException(
                    "%s: the checkpoint is over %d entries with root %s, but the ledger gave %d with root %s"
                            .formatted(
                                    origin,
                                    checkpoint.size(),
                                    checkpoint.root(),
                                    tree.size(),
                                    tree.root()));
        }
        return new EventBundle(
                new Bytes(sealed.body()),
                sealed.seal(),
                sealed.schema(origin, schemas).text(),
                new TlogProof(seq, Proofs.inclusion(tree, seq, checkpoint.size()), note),
                keys.stream().filter(note::verifiedBy).findFirst().orElseThrow());
    }
}
