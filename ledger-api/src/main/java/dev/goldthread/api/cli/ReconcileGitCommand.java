package dev.goldthread.api.cli;

import dev.goldthread.api.cli.Reconciliation.Kind;
import dev.goldthread.api.git.GitHistory;
import dev.goldthread.api.git.GitHistory.NotARepositoryException;
import dev.goldthread.api.git.GitOrigin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the commits of a repository against what the ledger has of them. */
@Command(
        name = "git",
        description = "Takes the commits of one branch from the repository itself.",
        mixinStandardHelpOptions = true)
final class ReconcileGitCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final Emission emission = new Emission();
    @Mixin private final GitRepositoryOption repository = new GitRepositoryOption();

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch, tag or commit (default: HEAD).")
    private String branch = "HEAD";

    private final Terminal terminal;

    ReconcileGitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (GitHistory history = GitHistory.open(repository.path())) {
            if (history.isShallow()) {
                throw CliException.error(
                        "%s is a shallow clone, whose list of commits is cut short; run git fetch --unshallow first"
                                .formatted(repository.path()));
            }
            GitOrigin origin = repository.origin(history);
            SortedSet<String> shas = new TreeSet<>(history.shas(branch));
            return Reconciler.run(
                    terminal,
                    emission,
                    new Reconciliation(
                            product.product(),
                            origin.uri(),
                            Kind.COMMITS.type(),
                            Reconciliation.Reach.ALL,
                            "commits of " + branch,
                            "git rev-list " + branch,
                            Instant.EPOCH,
                            Instant.now().truncatedTo(ChronoUnit.MILLIS),
                            List.copyOf(shas),
                            List.of()));
        } catch (NotARepositoryException | IllegalArgumentException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }
}
