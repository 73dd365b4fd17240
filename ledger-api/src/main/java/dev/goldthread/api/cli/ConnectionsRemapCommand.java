package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has the ledger read again what waits. */
@Command(
        name = "remap",
        description = {
            "Reads again the bodies that wait, by today's rules and adapters.",
            "Events get the ids they would have had when the bodies came, so nothing is doubled."
        },
        mixinStandardHelpOptions = true)
final class ConnectionsRemapCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The connection.")
    private String name = "";

    private final Terminal terminal;

    ConnectionsRemapCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LedgerClient.Answer answer =
                connection
                        .open()
                        .post(
                                "/v1/connections/%s/remap".formatted(LedgerClient.encode(name)),
                                "application/json",
                                new byte[0],
                                Map.of("Prefer", "wait=10"));
        if (!answer.isOk()) {
            throw answer.status() == 503
                    ? CliException.unreachable(answer.problem())
                    : CliException.error(answer.problem());
        }
        JsonNode json = answer.json();
        terminal.print(
                output.isJson()
                        ? OutputOption.json(json)
                        : "mapped %s bodies: %s events accepted, %s known, %s refused; %s bodies wait\n"
                                .formatted(
                                        json.path("mapped").asText(),
                                        json.path("accepted").asText(),
                                        json.path("duplicates").asText(),
                                        json.path("refused").asText(),
                                        json.path("waiting").asText()));
        return json.path("refused").asLong() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
