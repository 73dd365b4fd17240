package dev.goldthread.api.cli;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.keys.SignerChoice;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Which key signs checkpoints. */
final class SigningFlags {

    @Option(
            names = "--checkpoint-key",
            paramLabel = "KEY",
            description =
                    "Ed25519 key that signs checkpoints: a file, PKCS#8 PEM, readable by you alone; or pkcs11:…, a key in a token (RFC 7512) (default: one of its own in the data folder).")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--checkpoint-signer",
            paramLabel = "CMD",
            description =
                    "Command that signs checkpoints: reads the note's text, writes base64 of the Ed25519 signature. Needs --checkpoint-verifier-key.")
    private Optional<String> signer = Optional.empty();

    @Option(
            names = "--checkpoint-verifier-key",
            paramLabel = "VKEY",
            description = "The verifier key, of any log, that goes with --checkpoint-signer.")
    private Optional<String> verifierKey = Optional.empty();

    @Option(
            names = "--next-checkpoint-key",
            paramLabel = "KEY",
            description =
                    "The key that the next goldthread keys rotate brings in, where keys are not in the data folder.")
    private Optional<String> next = Optional.empty();

    /**
     * @throws CliException when flags do not go together, or name no key
     */
    SignerChoice key() {
        if (signer.isPresent() != verifierKey.isPresent()
                || (signer.isPresent() && key.isPresent())) {
            throw CliException.usage(
                    "give either --checkpoint-key, or --checkpoint-signer and --checkpoint-verifier-key together");
        }
        return choice(
                () ->
                        signer.isPresent()
                                ? SignerChoice.ofCommand(signer.get(), verifierKey.orElseThrow())
                                : key.map(SignerChoice::ofKey)
                                        .orElseGet(SignerChoice.InDataFolder::new));
    }

    /**
     * @throws CliException when it names no key
     */
    Optional<SignerChoice> next() {
        return next.map(file -> choice(() -> SignerChoice.ofKey(file)));
    }

    private static SignerChoice choice(Supplier<SignerChoice> reading) {
        try {
            return reading.get();
        } catch (KeyRefusedException | MalformedException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
