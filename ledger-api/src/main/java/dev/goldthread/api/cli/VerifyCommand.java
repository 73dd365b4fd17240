package dev.goldthread.api.cli;

import dev.goldthread.core.bundle.Trust;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.audit.CheckpointTrust;
import dev.goldthread.streams.audit.ForeignRecordException;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerUnreadableException;
import dev.goldthread.streams.audit.LedgerVerifier;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.serde.HttpSchemaRegistry;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.serde.RetryPolicy;
import dev.goldthread.streams.serde.SchemaRegistry;
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
            "Ends with exit code 2 when a log is not what was sealed and signed."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin private final Cluster cluster = new Cluster();
    @Mixin private final OutputOption output = new OutputOption();
    @Mixin private final TrustFlags trust = new TrustFlags();
    @Mixin private final ExportVerification export = new ExportVerification();

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            description = "Verify this product's log alone (default: all).")
    private Optional<String> product = Optional.empty();

    private final Terminal terminal;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (export.isAskedFor()) {
            return export.run(trust.trust(), output, terminal);
        }
        Optional<Product> only = product.map(VerifyCommand::product);
        Cluster.Address address = cluster.find();
        try {
            LedgerReport report = verify(address, only);
            VerifyText text = new VerifyText(report, terminal.paint());
            terminal.print(output.isJson() ? OutputOption.json(text.json()) : text.table());
            return report.isIntact() ? ExitCode.OK : ExitCode.FAILED;
        } catch (LedgerUnreadableException e) {
            throw exception(e);
        } catch (ForeignRecordException e) {
            throw CliException.failed(String.valueOf(e.getMessage()));
        }
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
        return new CheckpointTrust(keys, given.witnesses(), given.quorum());
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

    private static Product product(String name) {
        try {
            return new Product(name);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
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
