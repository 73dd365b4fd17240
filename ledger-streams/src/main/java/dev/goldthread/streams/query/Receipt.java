package dev.goldthread.streams.query;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Optional;

/**
 * That an event is sealed, and where; the first time, should its id be in the log twice.
 *
 * @param seq position in the product's log, from 0
 * @param leaf the leaf hash that proofs are about
 * @param requestDigest of the sealed event's canonical JSON
 * @param rawSha256 of the raw body that an adapter made the sealed event from
 */
public record Receipt(
        Product product,
        EventId id,
        long seq,
        Digest leaf,
        Instant sealedAt,
        Digest requestDigest,
        Optional<Digest> rawSha256) {

    /**
     * Whether this event is the sealed one, submitted again. By the sealer's own rule
     * (architecture, decision 3): the same content, or made from the same raw body.
     */
    public boolean isOf(AcceptedEvent event) {
        Optional<Digest> raw = event.submission().rawSha256();
        return event.event().product().equals(product)
                && event.event().id().equals(id)
                && (event.requestDigest().equals(requestDigest)
                        || (raw.isPresent() && raw.equals(rawSha256)));
    }
}
