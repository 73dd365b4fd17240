package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how connections are. */
@Command(
        name = "list",
        description = "Shows what came by each connection, and what waits to be mapped.",
        mixinStandardHelpOptions = true)
final class ConnectionsListCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();

    @Option(names = "--waiting", description = "Show every body that waits, and why.")
    private boolean waiting;

    private final Terminal terminal;

    ConnectionsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer = connection.open().get("/v1/connections");
        if (answer.has("problem")) {
            terminal.say(
                    "note: %s; the connections from before go on"
                            .formatted(Tables.clean(answer.path("problem").asText())));
        }
        if (output.isJson()) {
            terminal.print(OutputOption.json(answer));
        } else {
            terminal.print(
                    waiting
                            ? waiting(answer, terminal.columns())
                            : table(answer, terminal.columns()));
        }
        return ExitCode.OK;
    }

    private static String table(JsonNode answer, OptionalInt columns) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("connections")) {
            rows.add(
                    List.of(
                            each.path("name").asText(),
                            each.path("format").asText(),
                            each.path("lastDeliveryAt").asText("never"),
                            counts(each.path("results")),
                            counts(each.path("denied")),
                            each.path("waitingCount").asText()));
        }
        long unknown = answer.path("unknown").path("unknown-connection").asLong();
        if (unknown > 0) {
            rows.add(List.of("(unknown)", "", "", "", "unknown-connection " + unknown, ""));
        }
        return rows.isEmpty()
                ? "There are no connections yet; add one by goldthread connections add.\n"
                : Tables.of(
                        List.of("NAME", "FORMAT", "LAST DELIVERY", "RESULTS", "DENIED", "WAITING"),
                        rows,
                        columns);
    }

    private static String counts(JsonNode counts) {
        return counts.properties().stream()
                .map(each -> each.getKey() + " " + each.getValue().asText())
                .collect(Collectors.joining(", "));
    }

    private static String waiting(JsonNode answer, OptionalInt columns) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode of : answer.path("connections")) {
            for (JsonNode each : of.path("waiting")) {
                rows.add(
                        List.of(
                                of.path("name").asText(),
                                each.path("receivedAt").asText(),
                                each.path("kind").asText(),
                                each.path("because").asText(),
                                each.path("body").asText()));
            }
        }
        return rows.isEmpty()
                ? "Nothing waits.\n"
                : Tables.of(
                        List.of("NAME", "RECEIVED AT", "KIND", "BECAUSE", "BODY"), rows, columns);
    }
}
