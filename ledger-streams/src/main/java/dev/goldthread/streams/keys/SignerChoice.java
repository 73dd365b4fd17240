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

    /**
     * Reads {@code --checkpoint-key}.
     *
     * @throws KeyRefusedException for a key in a PKCS#11 device: this Java cannot use one
     */
    static SignerChoice ofKey(String key) {
        if (key.startsWith("pkcs11:")) {
            // JDK 25's SunPKCS11 offers no Ed25519 (see docs/keys.md).
            throw new KeyRefusedException(
                    "checkpoint key %s must be one that this Java can sign with, but its PKCS#11 provider knows no Ed25519; let a program sign: --checkpoint-signer with the script of docs/keys.md"
                            .formatted(key));
        }
        return new File(Path.of(key));
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
