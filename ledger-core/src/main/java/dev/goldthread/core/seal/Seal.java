package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the ledger vouches for about one event: 113 bytes (log-format, "Seal").
 *
 * <pre>
 * offset length field      (integers big-endian)
 *      0      1 version    0x01
 *      1      8 sealed_at  microseconds since 1970-01-01T00:00:00Z
 *      9      8 seq        position in the product's log, from 0
 *     17     32 prev       leaf hash of seal seq-1; zeros for seq 0
 *     49     32 schema     SHA-256 of the writer schema's UTF-8 text
 *     81     32 body       SHA-256 of the Avro body, the bytes as they came
 * </pre>
 *
 * <p>There is one version, so it is no component: a seal of another version cannot be held.
 *
 * @param sealedAtMicros when the ledger recorded the event, microseconds since the epoch, ≥ 0
 * @param seq position in the product's log, ≥ 0
 */
public record Seal(long sealedAtMicros, long seq, Digest prev, Digest schema, Digest body) {

    public static final int LENGTH_BYTES = 113;
    public static final byte VERSION = 0x01;

    private static final int SEALED_AT_OFFSET = 1;
    private static final int SEQ_OFFSET = 9;
    private static final int PREV_OFFSET = 17;
    private static final int SCHEMA_OFFSET = 49;
    private static final int BODY_OFFSET = 81;

    /**
     * @throws MalformedException when a number is negative, that is above 2^63-1 as stored
     */
    public Seal {
        if (sealedAtMicros < 0) {
            throw new MalformedException(
                    "sealed_at", "between 0 and 2^63-1 microseconds", sealedAtMicros);
        }
        if (seq < 0) {
            throw new MalformedException("seq", "between 0 and 2^63-1", seq);
        }
    }

    /**
     * Reads the stored bytes of a seal.
     *
     * @throws MalformedException naming {@code length}, {@code version}, {@code sealed_at} or
     *     {@code seq}
     */
    public static Seal parse(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new MalformedException("length", "113 bytes for a seal", bytes.length);
        }
        if (bytes[0] != VERSION) {
            throw new MalformedException(
                    "version",
                    "0x01, the only seal version known here; newer seals need a newer verifier",
                    "0x%02x".formatted(bytes[0]));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Seal(
                buffer.getLong(SEALED_AT_OFFSET),
                buffer.getLong(SEQ_OFFSET),
                Digest.at(bytes, PREV_OFFSET),
                Digest.at(bytes, SCHEMA_OFFSET),
                Digest.at(bytes, BODY_OFFSET));
    }

    /** The 113 bytes that are stored in the header {@code seal} and hashed into the leaf. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH_BYTES];
        bytes[0] = VERSION;
        ByteBuffer.wrap(bytes).putLong(SEALED_AT_OFFSET, sealedAtMicros).putLong(SEQ_OFFSET, seq);
        prev.copyTo(bytes, PREV_OFFSET);
        schema.copyTo(bytes, SCHEMA_OFFSET);
        body.copyTo(bytes, BODY_OFFSET);
        return bytes;
    }

    /**
     * {@code leaf = SHA-256(0x00 || seal)} (log-format, "Seal"): the next seal's {@code prev} and
     * this seal's leaf in the Merkle tree.
     */
    public Digest leaf() {
        return Merkle.leaf(toBytes());
    }

    /** {@link #sealedAtMicros} as an instant, exact to the microsecond. */
    public Instant sealedAt() {
        return Instant.EPOCH.plus(sealedAtMicros, ChronoUnit.MICROS);
    }
}
