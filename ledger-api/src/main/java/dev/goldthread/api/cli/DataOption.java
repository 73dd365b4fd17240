package dev.goldthread.api.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where this machine keeps what belongs to a ledger. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Data folder (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of("goldthread-data");

    Path path() {
        return path.toAbsolutePath().normalize();
    }
}
