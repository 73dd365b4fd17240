package dev.goldthread.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where a deployment comes from. */
@Command(
        name = "deployment",
        description = "Where a deployment comes from, back to the requirements behind its release.",
        mixinStandardHelpOptions = true)
final class TraceDeploymentCommand implements Callable<Integer> {

    @Mixin private final TracePrinter printer = new TracePrinter();
    @Mixin private final FilterOption filter = new FilterOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The deployment.")
    private String id = "";

    private final Terminal terminal;

    TraceDeploymentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LedgerClient client = printer.open();
        String rest = "deployments/%s/trace".formatted(LedgerClient.encode(id));
        printer.print(client, printer.path(product, rest, filter.query()), terminal);
        return ExitCode.OK;
    }
}
