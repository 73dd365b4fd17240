package dev.goldthread.api.cli;

import dev.goldthread.api.cli.Reconciliation.Kind;
import dev.goldthread.api.listing.Repository;
import dev.goldthread.api.listing.Repository.Period;
import dev.goldthread.core.event.Product;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        return Reconciler.run(
                terminal,
                emission,
                connection
                        .map(this::ofConnection)
                        .orElseGet(
                                () ->
                                        ofFile(
                                                ProductOption.named(need(product, "--product")),
                                                need(source, "--source"),
                                                need(kind, "--kind"),
                                                need(file, "-f"))));
    }

    /** Tools use the id of a deployment again; of all else it is the same thing. */
    private Reconciliation ofFile(Product ofProduct, String of, Kind ofWhat, String list) {
        List<String> listed = SourceList.read(list, terminal);
        return new Reconciliation(
                ofProduct,
                of,
                ofWhat.type(),
                Reconciliation.Reach.ALL,
                ofWhat.name().toLowerCase(Locale.ROOT),
                list.equals("-") ? "standard input" : "file " + Path.of(list).getFileName(),
                period.from(),
                period.to(),
                ofWhat == Kind.DEPLOYMENTS ? listed : listed.stream().distinct().toList(),
                environments);
    }

    private Reconciliation ofConnection(String name) {
        ReconciledConnection reconciled =
                new ReconciledConnection(ConnectionName.settings(name, emission.data(), terminal));
        URI address = source.map(ReconcileCommand::address).orElseGet(reconciled::source);
        Product ofProduct =
                product.map(ProductOption::named)
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
                List.copyOf(ReconciledConnection.list(repository, ofWhat, branch, asked)),
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
}
