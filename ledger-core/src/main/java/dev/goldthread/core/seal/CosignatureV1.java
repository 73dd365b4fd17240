package dev.goldthread.core.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A witness's statement that, at this time, it saw the checkpoint and found it consistent with all
 * it saw before (C2SP tlog-cosignature, type 0x04). The line's blob is 8 bytes of time, big-endian,
 * then 64 bytes of Ed25519 signature.
 */
public final class CosignatureV1 {

    private static final int LENGTH_BYTES = Long.BYTES + Ed25519PublicKey.SIGNATURE_BYTES;

    private final long timeSeconds;
    private final byte[] signature;

    private CosignatureV1(long timeSeconds, byte[] signature) {
        this.timeSeconds = timeSeconds;
        this.signature = signature;
    }

    /** Reads a signature line's blob; empty for another length or a time above 2^63-1. */
    public static Optional<CosignatureV1> parse(byte[] blob) {
        if (blob.length != LENGTH_BYTES) {
            return Optional.empty();
        }
        long timeSeconds = ByteBuffer.wrap(blob).getLong();
        return timeSeconds < 0
                ? Optional.empty()
                : Optional.of(
                        new CosignatureV1(
                                timeSeconds, Arrays.copyOfRange(blob, Long.BYTES, LENGTH_BYTES)));
    }

    /** What a witness signs: {@code cosignature/v1\ntime <unix seconds>\n} and the note's text. */
    public static byte[] message(long timeSeconds, String text) {
        return ("cosignature/v1\ntime " + timeSeconds + "\n" + text)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** When the witness signed, seconds since the epoch; believe it only after {@link #isBy}. */
    public long timeSeconds() {
        return timeSeconds;
    }

    /** Whether {@code witness} signed this time and {@code text}. */
    public boolean isBy(Ed25519PublicKey witness, String text) {
        return witness.verifies(message(timeSeconds, text), signature);
    }
}
