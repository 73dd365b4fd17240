package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells why an event was refused. */
@Command(
        name = "refusals",
        description = "Tells whether and why an event was refused, the newest first.",
        mixinStandardHelpOptions = true)
final class RefusalsCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final EventName event = new EventName();
    @Mixin private final OutputOption output = new OutputOption();

    private final Terminal terminal;

    RefusalsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer = connection.open().get(event.path("refusals"));
        terminal.print(output.isJson() ? OutputOption.json(answer) : text(answer));
        return ExitCode.OK;
    }

    private String text(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        for (JsonNode each : answer.path("refusals")) {
            String field = each.path("field").asText("");
            text.append(
                    "%s  %s%n  %s%s%n  → %s%n"
                            .formatted(
                                    Tables.clean(each.path("at").asText()),
                                    terminal.paint().bad(Tables.clean(each.path("rule").asText())),
                                    field.isEmpty() ? "" : Tables.clean(field) + ": ",
                                    Tables.clean(each.path("detail").asText()),
                                    Tables.clean(each.path("remedy").asText())));
        }
        return text.isEmpty() ? "No refusal of %s is at hand.%n".formatted(event) : text.toString();
    }
}
