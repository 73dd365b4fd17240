package dev.goldthread.core.seal;

/**
 * Whoever can sign with an Ed25519 key without showing it: a key in memory, or a device or program
 * that keeps it to itself. Safe for any thread; a call may take as long as that other side takes.
 */
public interface Ed25519Signer {

    Ed25519PublicKey publicKey();

    /**
     * Signs {@code message} (RFC 8032 section 5.1.6); the same message always gives the same 64
     * bytes.
     *
     * @throws IllegalStateException when the other side does not sign now; asking again may help
     */
    byte[] sign(byte[] message);
}
