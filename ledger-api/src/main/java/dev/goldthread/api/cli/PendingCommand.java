package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What waits to be done. */
@Command(
        name = "pending",
        description = "What waits to be done in a product, since when, and what is overdue.",
        mixinStandardHelpOptions = true)
final class PendingCommand implements Callable<Integer> {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    private final Terminal terminal;

    PendingCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String rest = "pending";
        printer.printPages(product, rest, "pending", PendingCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode item : answer.path("pending")) {
            rows.add(
                    List.of(
                            AnswerPrinter.ref(item.path("node")),
                            item.path("waitsFor").asText(),
                            AnswerPrinter.minute(item.path("since")),
                            item.path("ageDays").asText(),
                            AnswerPrinter.minute(item.path("dueAt")),
                            item.path("overdue").asBoolean() ? "OVERDUE" : ""));
        }
        return new Report("%s · pending".formatted(answer.path("product").asText()))
                .line(AnswerPrinter.asOf(answer))
                .grid(
                        List.of("NODE", "WAITS", "SINCE", "DAYS", "DUE", "STATE"),
                        rows,
                        "Nothing waits.");
    }
}
