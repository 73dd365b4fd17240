package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.ledger.LedgerHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record on the topic of checkpoints says of one log. It is read, and nothing more: whoever
 * may write to the topic could have put it there, so signatures are the reader's to verify.
 */
public sealed interface CheckpointRecord {

    /**
     * A checkpoint of this log.
     *
     * @param hash SHA-256 of the record's value, which a timestamp is over
     */
    record Signed(SignedNote note, Checkpoint checkpoint, Digest hash)
            implements CheckpointRecord {}

    /** Lines of witnesses for a checkpoint of this log. */
    record Cosigned(SignedNote note, Checkpoint checkpoint) implements CheckpointRecord {}

    /**
     * A TimeStampResp (RFC 3161).
     *
     * @param note the hash that the record says it is over; empty when it says none
     */
    record Stamped(Optional<Digest> note, Bytes response) implements CheckpointRecord {}

    /** Nothing about this log. */
    record Unfit(String field, String expected, String found) implements CheckpointRecord {

        public String message() {
            return "%s must be %s, but is %s".formatted(field, expected, found);
        }
    }

    /**
     * @param origin of the log that the record's key names
     */
    static CheckpointRecord read(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        Optional<CheckpointKind> kind = CheckpointKind.of(record.headers());
        if (kind.isEmpty()) {
            return new Unfit(
                    "record at offset %d of partition %d"
                            .formatted(record.offset(), record.partition()),
                    "checkpoint, cosignature or timestamp in its header kind",
                    "another kind");
        }
        byte[] value = record.value() == null ? new byte[0] : record.value();
        try {
            return switch (kind.get()) {
                case CHECKPOINT -> {
                    SignedNote note = SignedNote.parse(value);
                    yield new Signed(note, checkpoint(note, origin), Digest.sha256(value));
                }
                case COSIGNATURE -> {
                    SignedNote note = SignedNote.parse(value);
                    yield new Cosigned(note, checkpoint(note, origin));
                }
                case TIMESTAMP -> new Stamped(stamped(record), new Bytes(value));
            };
        } catch (MalformedException e) {
            return new Unfit("checkpoint: " + e.field(), e.rule(), e.found());
        }
    }

    private static Checkpoint checkpoint(SignedNote note, Origin origin) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin.text())) {
            throw new MalformedException("origin", origin.text(), checkpoint.origin());
        }
        return checkpoint;
    }

    private static Optional<Digest> stamped(ConsumerRecord<byte[], byte[]> record) {
        byte[] note = LedgerHeaders.value(record.headers(), CheckpointKind.NOTE_HEADER);
        return note.length == Digest.LENGTH_BYTES ? Optional.of(Digest.of(note)) : Optional.empty();
    }
}
