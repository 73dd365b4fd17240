package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.SignedNote;
import java.time.Instant;
import java.util.List;

/**
 * A checkpoint as the topic tells it, which verifies nothing: ask {@link SignedNote#verifiedBy}.
 *
 * @param note the log's own signature first, then those of witnesses
 * @param noteHash SHA-256 of the record's value, which timestamps are made over
 * @param timestamps RFC 3161 responses over that hash
 * @param signedAt when it was written, by the checkpointer's clock; no evidence
 */
public record PublishedCheckpoint(
        Checkpoint checkpoint,
        SignedNote note,
        Digest noteHash,
        List<Bytes> timestamps,
        Instant signedAt) {

    public PublishedCheckpoint {
        timestamps = List.copyOf(timestamps);
    }
}
