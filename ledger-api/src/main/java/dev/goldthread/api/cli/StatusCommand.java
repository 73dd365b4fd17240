package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        terminal.print(output.isJson() ? OutputOption.json(answer) : table(answer));
        return ExitCode.OK;
    }

    private static String table(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode stage : answer.path("stages")) {
            String counters =
                    stage.path("counters").properties().stream()
                            .map(
                                    counter ->
                                            "%s %,d"
                                                    .formatted(
                                                            counter.getKey(),
                                                            counter.getValue().asLong()))
                            .collect(Collectors.joining(", "));
            rows.add(List.of(stage.path("stage").asText(), state(stage), counters));
        }
        return Tables.of(List.of("PART", "STATE", "COUNTERS"), rows);
    }

    private static String state(JsonNode stage) {
        String reason = stage.path("reason").asText("");
        return stage.path("status").asText() + (reason.isEmpty() ? "" : ": " + reason);
    }
}
