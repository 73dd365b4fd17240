package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.git.GitHistory;
import dev.goldthread.api.git.GitHistory.NotARepositoryException;
import dev.goldthread.api.git.GitOrigin;
import dev.goldthread.api.listing.Repository;
import dev.goldthread.api.listing.Repository.Period;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.net.URI;
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
            "(source.reconciled), and ends with 2 when they differ.",
            "With the name of a connection its settings say product and source, and the API of GitHub or",
            "GitLab gives the list, unless -f does. The token for that is taken from "
                    + ReconcileCommand.TOKEN
                    + "."
        },
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

    static final String TOKEN = "GOLDTHREAD_SOURCE_TOKEN";

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

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONNECTION",
            description = "A connection of the data folder.")
    private Optional<String> connection = Optional.empty();

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "Whose commits a connection's API lists (default: ${DEFAULT-VALUE}).")
    private String branch = "main";

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Address of a connection's API (default: what goes with its source).")
    private Optional<URI> api = Optional.empty();

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
        return finish(
                terminal,
                emission,
                connection
                        .map(this::ofConnection)
                        .orElseGet(
                                () ->
                                        ofFile(
                                                named(need(product, "--product")),
                                                need(source, "--source"),
                                                need(kind, "--kind"),
                                                need(file, "-f"))));
    }

    private Reconciliation ofFile(Product ofProduct, String of, Kind ofWhat, String list) {
        return new Reconciliation(
                ofProduct,
                of,
                ofWhat.type(),
                Reconciliation.Reach.ALL,
                ofWhat.name().toLowerCase(Locale.ROOT),
                list.equals("-") ? "standard input" : "file " + Path.of(list).getFileName(),
                period.from(),
                period.to(),
                ids(read(list)),
                environments);
    }

    private Reconciliation ofConnection(String name) {
        ReconciledConnection reconciled =
                new ReconciledConnection(ConnectionName.settings(name, emission.data(), terminal));
        URI address = source.map(ReconcileCommand::address).orElseGet(reconciled::source);
        Product ofProduct =
                product.map(ReconcileCommand::named)
                        .orElseGet(() -> reconciled.product(address, emission.data()));
        Kind ofWhat = kind.orElseGet(reconciled::kind);
        return file.isPresent()
                ? ofFile(ofProduct, address.toString(), ofWhat, file.get())
                : ofApi(reconciled, ofProduct, address, ofWhat);
    }

    /** Other branches have commits, too, so the ledger may have more than one branch lists. */
    private Reconciliation ofApi(
            ReconciledConnection reconciled, Product ofProduct, URI address, Kind ofWhat) {
        Repository repository =
                reconciled.repository(
                        address, api, Optional.ofNullable(terminal.environment().get(TOKEN)));
        Period asked = new Period(period.from(), period.to());
        return new Reconciliation(
                ofProduct,
                address.toString(),
                ofWhat.type(),
                switch (ofWhat) {
                    case COMMITS -> Reconciliation.Reach.LISTED;
                    case RUNS -> new Reconciliation.Reach(repository.runPrefix(), true);
                    case DEPLOYMENTS, TICKETS -> Reconciliation.Reach.ALL;
                },
                ofWhat == Kind.COMMITS
                        ? "commits of " + branch
                        : ofWhat.name().toLowerCase(Locale.ROOT),
                "API of " + reconciled.settings().format(),
                asked.from(),
                asked.to(),
                ReconciledConnection.list(repository, ofWhat, branch, asked),
                environments);
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw CliException.usage(
                "--source must be https://HOST/OWNER/NAME, but is \"%s\"".formatted(text));
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
        LedgerClient client = emission.client();
        if (!emission.isDryRun()) {
            reconciliation.keepList(client);
        }
        List<ObjectNode> events = reconciliation.compare(client);
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
                                Reconciliation.Reach.ALL,
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
