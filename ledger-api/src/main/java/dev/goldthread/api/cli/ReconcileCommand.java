package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.git.GitHistory;
import dev.goldthread.api.git.GitHistory.NotARepositoryException;
import dev.goldthread.api.git.GitOrigin;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a source's own list against what the ledger has of it. */
@Command(
        name = "reconcile",
        description = {
            "Holds a source's own list against what the ledger has of it, records the result",
            "(source.reconciled), and ends with 2 when they differ."
        },
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

    /** What a list is of. */
    enum Kind {
        COMMITS("Commit"),
        RUNS("Build"),
        DEPLOYMENTS("Deployment"),
        TICKETS("ChangeRequest");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    @Mixin private final Emission emission = new Emission();
    @Mixin private final PeriodFlags period = new PeriodFlags();

    // Not "required" to the parser: it would ask for them before a command below this one, too.
    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            description = "The product whose history it belongs to.")
    private Optional<String> product = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "URI",
            description = "Address of the source; what its parts said counts as its own.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "commits, runs, deployments or tickets.")
    private Optional<Kind> kind = Optional.empty();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "LIST",
            description =
                    "The source's list: ids one per line, or a JSON array; - for standard input.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description =
                    "Environment whose deployments are all on the list; may be given again. Only"
                            + " so is its list of deployments proven to be whole.")
    private List<String> environments = List.of();

    private final Terminal terminal;

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Kind ofWhat = need(kind, "--kind");
        String list = need(file, "-f");
        Reconciliation reconciliation =
                new Reconciliation(
                        named(need(product, "--product")),
                        need(source, "--source"),
                        ofWhat.type(),
                        ofWhat.name().toLowerCase(Locale.ROOT),
                        list.equals("-") ? "standard input" : "file " + Path.of(list).getFileName(),
                        period.from(),
                        period.to(),
                        ids(read(list)),
                        environments);
        return finish(terminal, emission, reconciliation);
    }

    private static <T> T need(Optional<T> value, String flag) {
        return value.orElseThrow(
                () ->
                        CliException.usage(
                                "reconcile needs %s; add it, see goldthread reconcile --help"
                                        .formatted(flag)));
    }

    static Product named(String product) {
        try {
            return new Product(product);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    /** An empty list says that the source has nothing; it must be meant. */
    private static SortedSet<String> ids(String text) {
        TreeSet<String> ids = new TreeSet<>();
        if (text.stripLeading().startsWith("[")) {
            try {
                for (JsonNode id : LedgerClient.JSON.readTree(text)) {
                    if (!id.isTextual()) {
                        throw CliException.error(
                                "the list must hold ids in quotes, but holds %s; correct it"
                                        .formatted(id));
                    }
                    ids.add(id.textValue());
                }
                return ids;
            } catch (JsonProcessingException e) {
                throw CliException.error(
                        "the list is not JSON: %s; correct it".formatted(e.getOriginalMessage()));
            }
        }
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(ids::add);
        if (ids.isEmpty()) {
            throw CliException.error(
                    "the list is empty, which looks like a broken export; give [] where the source"
                            + " has nothing");
        }
        return ids;
    }

    private String read(String file) {
        try {
            return file.equals("-")
                    ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw CliException.error(
                    "list %s cannot be read; check the path and its permissions".formatted(file));
        }
    }

    /** Records what was found, then says it. */
    static int finish(Terminal terminal, Emission emission, Reconciliation reconciliation) {
        List<ObjectNode> events = reconciliation.compare(emission.client());
        int exitCode = emission.emit(terminal, events);
        boolean complete = true;
        for (ObjectNode event : events) {
            complete &= event.at("/data/result").asText().equals("COMPLETE");
            event.at("/data/missing")
                    .forEach(
                            id ->
                                    terminal.say(
                                            "missing in the ledger: " + Tables.clean(id.asText())));
            event.at("/data/unexpected")
                    .forEach(
                            id ->
                                    terminal.say(
                                            "not on the source's list: "
                                                    + Tables.clean(id.asText())));
        }
        if (exitCode != ExitCode.OK) {
            return exitCode;
        }
        return complete ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The time that a list covers; a mixin. */
    static final class PeriodFlags {

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "Begin of the time that the list covers (default: all).")
        private Instant from = Instant.EPOCH;

        @Option(
                names = "--to",
                paramLabel = "TIME",
                description = "End of the time that the list covers (default: now).")
        private Optional<Instant> to = Optional.empty();

        Instant from() {
            return from;
        }

        Instant to() {
            return to.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /** Takes the list from a repository itself. */
    @Command(
            name = "git",
            description = "Takes the commits of one branch from the repository itself.",
            mixinStandardHelpOptions = true)
    static final class OfGit implements Callable<Integer> {

        @Mixin private final ProductOption product = new ProductOption();
        @Mixin private final Emission emission = new Emission();

        @Parameters(index = "0", paramLabel = "PATH", description = "The repository.")
        private Path path = Path.of(".");

        @Option(
                names = "--branch",
                paramLabel = "NAME",
                description = "The branch, tag or commit (default: HEAD).")
        private String branch = "HEAD";

        @Option(
                names = "--repository",
                paramLabel = "OWNER/NAME",
                description =
                        "What the import called the repository (default: path of its remote"
                                + " origin).")
        private Optional<String> repository = Optional.empty();

        private final Terminal terminal;

        OfGit(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (GitHistory history = GitHistory.open(path)) {
                if (history.isShallow()) {
                    throw CliException.error(
                            "%s is a shallow clone, whose list of commits is cut short; run git fetch --unshallow first"
                                    .formatted(path));
                }
                GitOrigin origin = repository.map(GitOrigin::named).orElseGet(history::origin);
                SortedSet<String> shas = new TreeSet<>(history.shas(branch));
                return finish(
                        terminal,
                        emission,
                        new Reconciliation(
                                named(product.name()),
                                origin.uri(),
                                Kind.COMMITS.type(),
                                "commits of " + branch,
                                "git rev-list " + branch,
                                Instant.EPOCH,
                                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                shas,
                                List.of()));
            } catch (NotARepositoryException | IllegalArgumentException e) {
                throw CliException.error(String.valueOf(e.getMessage()));
            }
        }
    }
}
