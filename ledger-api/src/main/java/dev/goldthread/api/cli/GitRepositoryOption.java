package dev.goldthread.api.cli;

import dev.goldthread.api.git.GitHistory;
import dev.goldthread.api.git.GitOrigin;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which Git repository a command reads, and what the ledger calls it. */
final class GitRepositoryOption {

    @Parameters(index = "0", paramLabel = "PATH", description = "The repository.")
    private Path path = Path.of(".");

    @Option(
            names = "--repository",
            paramLabel = "OWNER/NAME",
            description =
                    "What the ledger calls the repository (default: path of its remote origin).")
    private Optional<String> name = Optional.empty();

    Path path() {
        return path;
    }

    /** As it was named, else as its history tells. */
    GitOrigin origin(GitHistory history) {
        return name.map(GitRepositoryOption::named).orElseGet(history::origin);
    }

    private static GitOrigin named(String name) {
        try {
            return GitOrigin.named(name);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
