package dev.goldthread.api.cli;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.export.ExportRefusedException;
import dev.goldthread.streams.export.LogExporter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the export commands share: from which ledger, of which product, and where to. */
final class Export {

    @Mixin private final Cluster cluster = new Cluster();
    @Mixin private final LogKeys keys = new LogKeys();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A new or empty folder.")
    private Path out = Path.of("export");

    /** One export that is about to be made. */
    record Job(LogExporter exporter, Product product, List<VerifierKey> keys, Path out) {}

    Job job() {
        Product named = ProductOption.named(product);
        Cluster.Address address = cluster.find();
        return new Job(
                new LogExporter(address.client(), address.topics(), address.ledger()),
                named,
                keys.of(new Origin(address.ledger(), named), cluster.dataFolder()),
                out);
    }

    static CliException exception(ExportRefusedException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case UNREACHABLE -> CliException.unreachable(message);
            case NOT_ALLOWED -> CliException.auth(message);
            case INCONSISTENT -> CliException.failed(message);
            case NO_LEDGER, NO_CHECKPOINT, UNKNOWN_EVENT, NOT_SIGNED_YET ->
                    CliException.error(message);
        };
    }
}
