package dev.goldthread.core.seal;

import java.nio.ByteBuffer;

/**
 * Cosigns checkpoints with a witness's Ed25519 key (C2SP tlog-cosignature, type 0x04). It signs
 * whatever it is given: what may be cosigned is decided elsewhere ({@code core.witness}). Immutable
 * and safe to share between threads.
 */
public final class Cosigner {

    private final Ed25519PrivateKey privateKey;
    private final VerifierKey verifierKey;

    /**
     * @param name the witness's name, by convention an address without a scheme
     */
    public Cosigner(KeyName name, Ed25519PrivateKey privateKey) {
        this.privateKey = privateKey;
        this.verifierKey =
                new VerifierKey(name, SignatureType.COSIGNATURE_V1, privateKey.publicKey());
    }

    /** What those need who trust this witness; public. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /**
     * The line that says: as of this time, this is the largest tree of that log that I have seen,
     * and it is consistent with all I saw before.
     *
     * @param text the checkpoint's text, with its last newline
     * @param timeSeconds seconds since the epoch, ≥ 0
     */
    public NoteSignature cosign(String text, long timeSeconds) {
        if (timeSeconds < 0) {
            throw new IllegalArgumentException(
                    "time of a cosignature must be at or after 1970, but is %d s; set the clock"
                            .formatted(timeSeconds));
        }
        byte[] signature = privateKey.sign(CosignatureV1.message(timeSeconds, text));
        byte[] blob =
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(timeSeconds)
                        .put(signature)
                        .array();
        return new NoteSignature(verifierKey.name(), verifierKey.keyId(), blob);
    }
}
