package dev.goldthread.api.cli;

import dev.goldthread.api.verifier.TrustOptions;
import dev.goldthread.api.verifier.UsageException;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The keys that a log's checkpoints are signed with, as flags or the data folder say. */
final class LogKeys {

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
            return given.isEmpty() ? book(data, origin) : given;
        } catch (UsageException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Without a key no checkpoint can be told from a made-up one. */
    private static List<VerifierKey> book(Path data, Origin origin) {
        KeyFolder folder = new KeyFolder(data);
        try {
            return folder
                    .book()
                    .orElseThrow(
                            () ->
                                    CliException.usage(
                                            "the log's verifier key is not known: there is no %s; give --key or --keys"
                                                    .formatted(folder.bookFile())))
                    .keys()
                    .stream()
                    .map(key -> key.verifierKey(origin))
                    .toList();
        } catch (KeyRefusedException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }
}
