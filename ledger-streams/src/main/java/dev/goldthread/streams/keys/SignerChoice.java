package dev.goldthread.streams.keys;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.VerifierKey;
import java.nio.file.Path;

/** Where the key lies that signs checkpoints. */
public sealed interface SignerChoice {

    /** In the data folder, made at the first start. */
    record InDataFolder() implements SignerChoice {}

    /** In a file that somebody else keeps. */
    record File(Path file) implements SignerChoice {}

    /** With a program that signs what it reads. */
    record Command(String command, Ed25519PublicKey publicKey) implements SignerChoice {}

    /** In a PKCS#11 token, which signs itself. */
    record Token(TokenUri uri) implements SignerChoice {}

    /**
     * Reads {@code --checkpoint-key}: a file's path, or a PKCS #11 URI (RFC 7512).
     *
     * @throws KeyRefusedException when it begins as such a URI and is none that can be used
     */
    static SignerChoice ofKey(String key) {
        return TokenUri.isMeant(key) ? new Token(TokenUri.parse(key)) : new File(Path.of(key));
    }

    /**
     * Reads {@code --checkpoint-signer} and the verifier key that goes with it, of any log.
     *
     * @throws dev.goldthread.core.seal.MalformedException when that is no verifier key
     */
    static SignerChoice ofCommand(String command, String verifierKey) {
        return new Command(command, VerifierKey.parse(verifierKey).publicKey());
    }
}
