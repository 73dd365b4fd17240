package dev.goldthread.api.cli;

import dev.goldthread.api.verifier.TrustOptions;
import dev.goldthread.api.verifier.UsageException;
import dev.goldthread.core.bundle.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Whose signatures count in a verification; a mixin. */
final class TrustFlags {

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description = "A log's verifier key line, from its owner.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--keys", paramLabel = "FILE", description = "File of such lines.")
    private List<Path> keyFiles = new ArrayList<>();

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            description = "A witness's verifier key line.")
    private List<String> witnesses = new ArrayList<>();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "How many witnesses must have cosigned (default: all).")
    private Optional<Integer> quorum = Optional.empty();

    @Option(
            names = "--seen",
            paramLabel = "FILE",
            description = "With --export: a signed checkpoint known from elsewhere.")
    private List<Path> seen = new ArrayList<>();

    @Option(
            names = "--timestamp-roots",
            paramLabel = "FILE",
            description =
                    "PEM certificates that timestamps must lead to (default: they are only counted).")
    private List<Path> timestampRoots = new ArrayList<>();

    /**
     * @throws CliException naming the option whose value cannot be used
     */
    Trust trust() {
        try {
            return new TrustOptions(
                            keys,
                            keyFiles,
                            witnesses,
                            quorum.map(OptionalInt::of).orElse(OptionalInt.empty()),
                            seen,
                            timestampRoots)
                    .trust();
        } catch (UsageException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
