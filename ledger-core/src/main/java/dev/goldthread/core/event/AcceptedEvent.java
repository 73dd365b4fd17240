package dev.goldthread.core.event;

import java.util.Optional;

/**
 * An event that passed the gate, with what only the gate may add.
 *
 * @param requestDigest SHA-256 of the canonical JSON of the event: two submissions with the same
 *     one are the same event
 * @param nonce 16 bytes, so that a published seal says nothing about a guessable body
 */
public record AcceptedEvent(
        Event event,
        Digest requestDigest,
        Optional<ProducerSignature> signature,
        Nonce nonce,
        Submission submission) {

    /** The producer's own signature over the canonical JSON. */
    public record ProducerSignature(String keyId, String algorithm, Bytes value) {}

    /**
     * Who handed the event in.
     *
     * @param channel the way it came: {@code http}, {@code report/junit}, {@code inbox}
     * @param rawSha256 digest of the raw body that an adapter mapped
     */
    public record Submission(String principal, String channel, Optional<Digest> rawSha256) {}

    /** HMAC of (product, id) under a secret of the ledger, so that a retry gives the same bytes. */
    public record Nonce(Bytes value) {

        public static final int LENGTH_BYTES = 16;

        public Nonce {
            if (value.length() != LENGTH_BYTES) {
                throw new IllegalArgumentException(
                        "nonce must have %d bytes, but has %d"
                                .formatted(LENGTH_BYTES, value.length()));
            }
        }
    }
}
