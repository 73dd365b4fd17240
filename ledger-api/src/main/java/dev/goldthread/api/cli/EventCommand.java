package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one event with its seal. */
@Command(
        name = "event",
        description = "Shows one sealed event and its seal.",
        mixinStandardHelpOptions = true)
final class EventCommand implements Callable<Integer> {

    @Mixin private final Connection connection = new Connection();
    @Mixin private final EventName event = new EventName();
    @Mixin private final OutputOption output = new OutputOption();

    private final Terminal terminal;

    EventCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer = connection.open().get(event.path("event"));
        terminal.print(
                output.isJson() ? OutputOption.json(answer) : table(answer, terminal.columns()));
        return ExitCode.OK;
    }

    private static String table(JsonNode answer, OptionalInt columns) {
        List<List<String>> rows = new ArrayList<>();
        add("", answer.path("event"), rows);
        add("seal/", answer.path("seal"), rows);
        if (answer.has("takenBackBy")) {
            rows.add(List.of("takenBackBy", answer.path("takenBackBy").asText()));
        }
        for (String marks : List.of("correctedInPartBy", "correctsUnknown")) {
            if (answer.has(marks)) {
                rows.add(List.of(marks, CorrectionColumns.parts(answer.path(marks))));
            }
        }
        return Tables.of(List.of("FIELD", "VALUE"), rows, columns);
    }

    private static void add(String at, JsonNode json, List<List<String>> rows) {
        json.properties()
                .forEach(
                        member -> {
                            String name = at + member.getKey();
                            JsonNode value = member.getValue();
                            if (value.isObject()) {
                                add(name + "/", value, rows);
                            } else if (value.isArray()) {
                                for (int i = 0; i < value.size(); i++) {
                                    element(name + "/" + i, value.get(i), rows);
                                }
                            } else {
                                rows.add(List.of(name, value.asText()));
                            }
                        });
    }

    private static void element(String name, JsonNode value, List<List<String>> rows) {
        if (value.isObject()) {
            add(name + "/", value, rows);
        } else {
            rows.add(List.of(name, value.asText()));
        }
    }
}
