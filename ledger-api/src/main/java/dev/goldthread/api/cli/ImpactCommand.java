package dev.goldthread.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a change touches. */
@Command(
        name = "impact",
        description =
                "What a change of a requirement, control, claim, component, data set or any other cause touches, and what is suspect.",
        mixinStandardHelpOptions = true)
final class ImpactCommand implements Callable<Integer> {

    @Mixin private final TracePrinter printer = new TracePrinter();
    @Mixin private final FilterOption filter = new FilterOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "The node's type: Requirement.")
    private String type = "";

    @Parameters(index = "2", paramLabel = "ID", description = "The node's id: REQ-101.")
    private String id = "";

    private final Terminal terminal;

    ImpactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LedgerClient client = printer.open();
        String part = filter.query();
        String query =
                "type=%s&id=%s%s%s"
                        .formatted(
                                LedgerClient.encode(type),
                                LedgerClient.encode(id),
                                part.isEmpty() ? "" : "&",
                                part);
        printer.print(client, printer.path(product, "impact", query), terminal);
        return ExitCode.OK;
    }
}
