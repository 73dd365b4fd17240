package dev.goldthread.core.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Signs notes with a log's Ed25519 key (C2SP signed-note, "Ed25519 signatures"), wherever that key
 * lies. Deterministic: one text gives one signature. Immutable and safe to share between threads.
 */
public final class NoteSigner {

    private final Ed25519Signer signer;
    private final VerifierKey verifierKey;

    /**
     * @param name the origin of the log, where a log signs ({@link Origin#keyName})
     */
    public NoteSigner(KeyName name, Ed25519Signer signer) {
        this.signer = signer;
        this.verifierKey = new VerifierKey(name, SignatureType.ED25519, signer.publicKey());
    }

    /** What verifiers need to check this signer's notes; public. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /**
     * The signed note; its signature was verified against the public key.
     *
     * @throws IllegalStateException when the key's side does not sign, or gives a wrong signature:
     *     nothing that verifiers would refuse gets out
     */
    public SignedNote sign(Checkpoint checkpoint) {
        String text = checkpoint.text();
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(message);
        if (!signer.publicKey().verifies(message, signature)) {
            throw new IllegalStateException(
                    "signature of %s must verify against public key %s, but does not; check that the signer holds that very key"
                            .formatted(verifierKey.name(), signer.publicKey()));
        }
        return new SignedNote(
                text,
                List.of(new NoteSignature(verifierKey.name(), verifierKey.keyId(), signature)));
    }
}
