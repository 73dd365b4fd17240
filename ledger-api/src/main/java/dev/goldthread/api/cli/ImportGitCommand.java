package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.git.EventLine;
import dev.goldthread.api.git.GitHistory;
import dev.goldthread.api.git.GitHistory.NotARepositoryException;
import dev.goldthread.api.git.GitImport;
import dev.goldthread.api.git.GitImport.Counts;
import dev.goldthread.api.git.GitImport.Result;
import dev.goldthread.api.git.GitImport.Since;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.Product;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a Git repository's history into the ledger. */
@Command(
        name = "git",
        description = {
            "Brings commits and tags of all branches into the ledger; a later run sends what is new.",
            "Names and mail addresses stay in the data folder, events carry keys."
        },
        mixinStandardHelpOptions = true)
final class ImportGitCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();
    @Mixin private final GitRepositoryOption repository = new GitRepositoryOption();

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            required = true,
            description = "The product whose history this is.")
    private String product = "";

    @Option(
            names = "--issue-pattern",
            paramLabel = "REGEX",
            description = "What tracker keys in messages look like (default: like REQ-101).")
    private Pattern issuePattern = IssueKeys.DEFAULT.issue();

    @Option(
            names = "--requirement-pattern",
            paramLabel = "REGEX",
            description =
                    "Which of these keys are requirements; others are change requests (default: ${DEFAULT-VALUE}).")
    private Pattern requirementPattern = IssueKeys.DEFAULT.requirement();

    @Option(names = "--full", description = "Send everything again, not only what is new.")
    private boolean full;

    @Option(
            names = "--dry-run",
            description = "Send nothing; with -o json print the events, one per line.")
    private boolean dryRun;

    private final Terminal terminal;

    ImportGitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Product name = ProductOption.named(product);
        long startNanos = System.nanoTime();
        try (GitHistory history = GitHistory.open(repository.path())) {
            if (history.isShallow()) {
                terminal.say(
                        "note: this is a shallow clone; commits before its edge are not imported. Run git fetch --unshallow and import again for all of them.");
            }
            Result result = transfer(history, name);
            return report(result, Duration.ofNanos(System.nanoTime() - startNanos));
        } catch (NotARepositoryException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    private Result transfer(GitHistory history, Product name) {
        Path data = connection.data.path();
        GitImport gitImport =
                new GitImport(
                        history,
                        name,
                        repository.origin(history),
                        new IssueKeys(issuePattern, requirementPattern),
                        dryRun ? PersonDirectory.forDryRun(data) : PersonDirectory.open(data),
                        data);
        Since since = full ? Since.BEGINNING : Since.LAST_RUN;
        try (Steps steps = new Steps(dryRun ? "reading" : "sending", "events", terminal)) {
            return dryRun
                    ? gitImport.dryRun(since, this::show, steps::at)
                    : gitImport.run(since, sink(), steps::at);
        }
    }

    private Counts show(List<EventLine> batch) {
        if (output.isJson()) {
            batch.forEach(
                    line ->
                            terminal.print(
                                    new String(line.json().toBytes(), StandardCharsets.UTF_8)
                                            + "\n"));
        }
        return Counts.NONE;
    }

    private GitImport.Sink sink() {
        EventSender sender = new EventSender(connection.open(), OptionalInt.empty(), terminal);
        return batch -> {
            JsonNode answer =
                    sender.send(batch.stream().map(line -> line.json().toBytes()).toList());
            answer.path("results").forEach(this::sayRefusal);
            return new Counts(
                    answer.path("accepted").asLong(),
                    answer.path("duplicates").asLong(),
                    answer.path("refused").asLong());
        };
    }

    private void sayRefusal(JsonNode result) {
        if (result.path("status").asText().equals("refused")) {
            terminal.say(
                    "refused %s: %s"
                            .formatted(
                                    Tables.clean(result.path("id").asText("an event")),
                                    Tables.clean(result.path("problem").path("detail").asText())));
        }
    }

    private int report(Result result, Duration took) {
        Counts counts = result.counts();
        boolean isEventList = dryRun && output.isJson();
        if (isEventList) {
            return ExitCode.OK;
        }
        if (output.isJson()) {
            terminal.print(
                    OutputOption.json(
                            LedgerClient.JSON
                                    .createObjectNode()
                                    .put("commits", result.commits())
                                    .put("tags", result.tags())
                                    .put("accepted", counts.accepted())
                                    .put("duplicates", counts.duplicates())
                                    .put("refused", counts.refused())
                                    .put("seconds", took.toMillis() / 1000.0)));
        } else {
            terminal.print(text(result, took));
        }
        return counts.refused() == 0 ? ExitCode.OK : ExitCode.ERROR;
    }

    private String text(Result result, Duration took) {
        String found =
                "%,d commits and %,d tags %s"
                        .formatted(
                                result.commits(),
                                result.tags(),
                                full ? "in all" : "new since the last run");
        if (dryRun) {
            return "%s; nothing was sent (dry run)%n".formatted(found);
        }
        Counts counts = result.counts();
        return "%s: %,d accepted, %,d duplicates, %,d refused in %.1f s%n"
                .formatted(
                        found,
                        counts.accepted(),
                        counts.duplicates(),
                        counts.refused(),
                        took.toMillis() / 1000.0);
    }
}
