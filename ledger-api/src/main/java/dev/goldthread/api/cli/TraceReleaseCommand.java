package dev.goldthread.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What happened for a release. */
@Command(
        name = "release",
        description = "What happened for a release, and what is missing.",
        mixinStandardHelpOptions = true)
final class TraceReleaseCommand implements Callable<Integer> {

    @Mixin private final TracePrinter printer = new TracePrinter();
    @Mixin private final FilterOption filter = new FilterOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The release.")
    private String version = "";

    private final Terminal terminal;

    TraceReleaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LedgerClient client = printer.open();
        String rest = "releases/%s/trace".formatted(LedgerClient.encode(version));
        printer.print(client, printer.path(product, rest, filter.query()), terminal);
        return ExitCode.OK;
    }
}
