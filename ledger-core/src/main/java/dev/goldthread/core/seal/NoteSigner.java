package dev.goldthread.core.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Signs notes with a log's Ed25519 key (C2SP signed-note, "Ed25519 signatures"). Deterministic: one
 * text gives one signature. Immutable and safe to share between threads.
 */
public final class NoteSigner {

    private final Ed25519PrivateKey privateKey;
    private final VerifierKey verifierKey;

    /**
     * @param name the origin of the log, where a log signs ({@link Origin#keyName})
     */
    public NoteSigner(KeyName name, Ed25519PrivateKey privateKey) {
        this.privateKey = privateKey;
        this.verifierKey = new VerifierKey(name, SignatureType.ED25519, privateKey.publicKey());
    }

    /** What verifiers need to check this signer's notes; public. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    public SignedNote sign(Checkpoint checkpoint) {
        String text = checkpoint.text();
        byte[] signature = privateKey.sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(
                text,
                List.of(new NoteSignature(verifierKey.name(), verifierKey.keyId(), signature)));
    }
}
