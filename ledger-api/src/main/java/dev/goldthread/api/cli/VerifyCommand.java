package dev.goldthread.api.cli;

import dev.goldthread.core.bundle.Trust;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.audit.CheckpointReport;
import dev.goldthread.streams.audit.CheckpointTrust;
import dev.goldthread.streams.audit.CheckpointVerifier;
import dev.goldthread.streams.audit.ForeignRecordException;
import dev.goldthread.streams.audit.GraphReport;
import dev.goldthread.streams.audit.GraphVerifier;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerUnreadableException;
import dev.goldthread.streams.audit.LedgerVerifier;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.serde.HttpSchemaRegistry;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.serde.RetryPolicy;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that the ledger's records are as they were sealed. */
@Command(
        name = "verify",
        description = {
            "Reads the whole ledger and its checkpoints, not the API, and derives every seal, root and signature again.",
            "--quick looks at the checkpoints alone; --deep also builds the graph again and compares the live one.",
            "Ends with exit code 2 when a log is not what was sealed and signed."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    /** Each proof is a request; the latest checkpoints are those that nobody has seen yet. */
    private static final int PROVEN_MAX = 100;

    @Mixin private final Cluster cluster = new Cluster();
    @Mixin private final OutputOption output = new OutputOption();
    @Mixin private final TrustFlags trust = new TrustFlags();
    @Mixin private final ExportVerification export = new ExportVerification();

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            description = "Verify this product's log alone (default: all).")
    private Optional<String> product = Optional.empty();

    @Option(
            names = "--quick",
            description =
                    "Read the checkpoints alone: signatures, and consistency by proofs that the API gives.")
    private boolean quick;

    @Option(
            names = "--deep",
            description =
                    "Also build the graph from the bodies and compare the API's live one, node by node.")
    private boolean deep;

    @Mixin private final ConnectionFlags connection = new ConnectionFlags();

    private final Terminal terminal;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (export.isAskedFor()) {
            return export.run(trust.trust(), output, terminal);
        }
        if (deep && (quick || product.isPresent())) {
            throw CliException.usage(
                    "--deep goes with neither --quick nor --product: a graph is of all logs of a partition; leave one out");
        }
        Cluster.Address address = cluster.find();
        try {
            return quick ? quick(address) : whole(address);
        } catch (LedgerUnreadableException e) {
            throw exception(e);
        } catch (ForeignRecordException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Product> only() {
        return product.map(ProductOption::named);
    }

    private int quick(Cluster.Address address) {
        LedgerProofs proofs = new LedgerProofs(connection.open(cluster.dataFolder()));
        try (Steps reading = new Steps("checkpoints", "records", terminal);
                Steps proving = new Steps("consistency", "logs", terminal)) {
            CheckpointReport report =
                    new CheckpointVerifier(
                                    address.client(),
                                    address.topics(),
                                    address.ledger(),
                                    checkpointTrust(),
                                    proofs,
                                    PROVEN_MAX)
                            .verify(only(), reading::at, proving::at);
            reading.finish();
            QuickText text = new QuickText(report, terminal.paint());
            terminal.print(output.isJson() ? OutputOption.json(text.json()) : text.table());
            return report.isIntact() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** The graph is listed first, so that all it was made of is among what is verified. */
    private int whole(Cluster.Address address) {
        List<GraphSpool> listings = deep ? list(address) : List.of();
        try {
            LedgerReport report = verify(address, only());
            Optional<GraphText> graph =
                    deep
                            ? Optional.of(
                                    new GraphText(
                                            report.isIntact()
                                                    ? compare(address, listings)
                                                    : List.of()))
                            : Optional.empty();
            VerifyText text = new VerifyText(report, graph, terminal.paint());
            terminal.print(output.isJson() ? OutputOption.json(text.json()) : text.table());
            return text.isIntact() ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            listings.forEach(GraphSpool::close);
        }
    }

    private List<GraphSpool> list(Cluster.Address address) {
        LedgerClient client = connection.open(cluster.dataFolder());
        int partitions = graphVerifier(address).partitions();
        List<GraphSpool> listings = new ArrayList<>();
        try (Steps steps = new Steps("listing the graph", "partitions", terminal)) {
            for (int partition = 0; partition < partitions; partition++) {
                listings.add(GraphSpool.fetch(client, partition));
                steps.at(listings.size(), partitions);
            }
            return listings;
        } catch (RuntimeException e) {
            listings.forEach(GraphSpool::close);
            throw e;
        }
    }

    private List<GraphReport> compare(Cluster.Address address, List<GraphSpool> listings) {
        GraphVerifier verifier = graphVerifier(address);
        List<GraphReport> reports = new ArrayList<>();
        for (GraphSpool listing : listings) {
            try (Steps steps = new Steps("graph " + listing.partition(), "records", terminal)) {
                reports.add(verifier.verify(listing, steps::at));
                steps.finish();
            }
        }
        return reports;
    }

    private static GraphVerifier graphVerifier(Cluster.Address address) {
        return new GraphVerifier(address.client(), address.topics(), address.ledger());
    }

    private LedgerReport verify(Cluster.Address address, Optional<Product> only) {
        Optional<HttpSchemaRegistry> registry = registry(address.registry());
        try (Steps steps = new Steps("verifying", "records", terminal)) {
            LedgerVerifier verifier =
                    new LedgerVerifier(
                            address.client(),
                            address.topics(),
                            address.ledger(),
                            registry.map(SchemaRegistry.class::cast),
                            checkpointTrust());
            LedgerReport report =
                    only.isPresent()
                            ? verifier.verify(only.get(), steps::at)
                            : verifier.verify(steps::at);
            steps.finish();
            return report;
        } finally {
            registry.ifPresent(HttpSchemaRegistry::close);
        }
    }

    /** Keys given, else those that the data folder's checkpointer has used. */
    private CheckpointTrust checkpointTrust() {
        Trust given = trust.trust();
        CheckpointTrust.Keys keys =
                given.logKeys().isEmpty()
                        ? ownKeys()
                        : (origin, size) ->
                                given.logKeys().stream()
                                        .filter(key -> key.name().equals(origin.keyName()))
                                        .toList();
        return new CheckpointTrust(keys, given.witnesses(), given.quorum(), given.timestampRoots());
    }

    private CheckpointTrust.Keys ownKeys() {
        try {
            return new KeyFolder(cluster.dataFolder())
                    .book()
                    .<CheckpointTrust.Keys>map(book -> book::verifierKeys)
                    .orElse((origin, size) -> List.of());
        } catch (KeyRefusedException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<HttpSchemaRegistry> registry(Map<String, String> properties) {
        return properties.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new HttpSchemaRegistry(
                                RegistryConfig.from(properties), RetryPolicy.DEFAULT));
    }

    private static CliException exception(LedgerUnreadableException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case UNREACHABLE -> CliException.unreachable(message);
            case NOT_ALLOWED -> CliException.auth(message);
            case NO_LEDGER, EMPTY, UNKNOWN_PRODUCT -> CliException.error(message);
        };
    }
}
