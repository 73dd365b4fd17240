package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--dismiss",
            paramLabel = "KIND",
            description = "Map nothing, but let the bodies of this kind wait no longer.")
    private Optional<String> dismiss = Optional.empty();

    private final Terminal terminal;

    ConnectionsRemapCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return dismiss.isPresent() ? dismissed(dismiss.get()) : remapped();
    }

    private Integer remapped() {
        JsonNode json = post("remap");
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

    private Integer dismissed(String kind) {
        JsonNode json = post("dismiss?kind=" + LedgerClient.encode(kind));
        terminal.print(
                output.isJson()
                        ? OutputOption.json(json)
                        : "%s bodies wait no longer\n".formatted(json.path("dismissed").asText()));
        return ExitCode.OK;
    }

    private JsonNode post(String what) {
        LedgerClient.Answer answer =
                connection
                        .open()
                        .post(
                                "/v1/connections/%s/%s".formatted(LedgerClient.encode(name), what),
                                "application/json",
                                new byte[0],
                                Map.of("Prefer", "wait=10"));
        if (!answer.isOk()) {
            throw answer.status() == HttpURLConnection.HTTP_UNAVAILABLE
                    ? CliException.unreachable(answer.problem())
                    : CliException.error(answer.problem());
        }
        return answer.json();
    }
}
