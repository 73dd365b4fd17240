package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how the parts of a ledger are. */
@Command(
        name = "status",
        description = "Tells whether each part of the ledger serves, and how far it is.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();
    private final Terminal terminal;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer = connection.open().get("/v1/status");
        terminal.print(
                output.isJson()
                        ? OutputOption.json(answer)
                        : StatusText.of(answer, terminal.columns()));
        return ExitCode.OK;
    }
}
