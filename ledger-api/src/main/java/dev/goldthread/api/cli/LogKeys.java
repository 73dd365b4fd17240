package dev.goldthread.api.cli;

import dev.goldthread.api.verifier.TrustOptions;
import dev.goldthread.api.verifier.UsageException;
import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The keys that a log's checkpoints are signed with, as flags or the data folder say. */
final class LogKeys {

    /** Public keys of the ledger: lines {@code key <n> <base64(0x01 || public key)> <since>}. */
    private static final String BOOK = "keys/verifier-keys";

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description =
                    "Verifier key line of the log, oldest first (default: the keys of the data folder).")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--keys", paramLabel = "FILE", description = "File of such lines.")
    private List<Path> keyFiles = new ArrayList<>();

    /**
     * @throws CliException when no key is known
     */
    List<VerifierKey> of(Origin origin, Path data) {
        try {
            List<VerifierKey> given =
                    new TrustOptions(
                                    keys,
                                    keyFiles,
                                    List.of(),
                                    OptionalInt.empty(),
                                    List.of(),
                                    List.of())
                            .trust()
                            .logKeys();
            return given.isEmpty() ? book(data.resolve(BOOK), origin) : given;
        } catch (UsageException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static List<VerifierKey> book(Path file, Origin origin) {
        try {
            List<VerifierKey> found =
                    Files.readAllLines(file).stream()
                            .filter(line -> line.startsWith("key "))
                            .map(line -> key(line.split(" ", -1)[2], origin))
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // Said below: without a key no checkpoint can be told from a made-up one.
        }
        throw CliException.usage(
                "the log's verifier key is not known: %s holds none; give --key or --keys"
                        .formatted(file));
    }

    private static VerifierKey key(String base64, Origin origin) {
        byte[] typeAndKey = Base64.getDecoder().decode(base64);
        return new VerifierKey(
                origin.keyName(),
                SignatureType.of(typeAndKey[0]),
                Ed25519PublicKey.of(Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length)));
    }
}
