package dev.goldthread.api.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints a log's latest checkpoint. */
@Command(
        name = "checkpoint",
        description =
                "Prints the latest signed checkpoint of a product's log, a C2SP signed note. Keep it elsewhere.",
        mixinStandardHelpOptions = true)
final class CheckpointCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    private final Terminal terminal;

    CheckpointCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(
                connection
                        .open()
                        .plain(
                                "/v1/products/%s/checkpoint"
                                        .formatted(LedgerClient.encode(product))));
        return ExitCode.OK;
    }
}
