package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.seal.Seal;
import java.time.Instant;
import java.util.Optional;

/**
 * What the store knows of one position of a log, beside the graph.
 *
 * @param leaf the seal's leaf hash
 * @param offset where in the ledger partition its record stands
 * @param event empty when the body could not be read
 */
public record LogEntry(Seal seal, Digest leaf, long offset, Optional<Identity> event) {

    /**
     * What tells whether a submission is this event: kept here, so that a duplicate is known
     * without its body being read from the ledger.
     *
     * @param requestDigest of the event's canonical JSON
     * @param rawSha256 of the raw body that an adapter made the event from
     */
    public record Identity(Digest requestDigest, Optional<Digest> rawSha256) {

        static Identity of(EventBody body) {
            return new Identity(body.requestDigest(), body.rawSha256());
        }
    }

    static LogEntry of(Seal seal, Digest leaf, LedgerEntry entry, long offset) {
        return new LogEntry(seal, leaf, offset, identity(entry));
    }

    private static Optional<Identity> identity(LedgerEntry entry) {
        return entry.content() instanceof LedgerEntry.Content.Decoded decoded
                ? Optional.of(Identity.of(decoded.body()))
                : Optional.empty();
    }

    /** When the entry was recorded. */
    public Instant sealedAt() {
        return seal.sealedAt();
    }
}
