package dev.goldthread.api.cli;

import dev.goldthread.streams.emit.Spool;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where events wait while the ledger is away; a mixin. */
final class SpoolFlags {

    @Option(
            names = "--spool",
            paramLabel = "FOLDER",
            description =
                    "Where events wait while the ledger is away (default: spool in the data"
                            + " folder).")
    private Optional<Path> folder = Optional.empty();

    Spool open(Path data) {
        return new Spool(folder.orElseGet(() -> data.resolve("spool")));
    }
}
