package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.drawing.TraceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Every environment of a product. */
@Command(
        name = "environments",
        description = "Every environment of a product with what is in force there.",
        mixinStandardHelpOptions = true)
final class EnvironmentsCommand implements Callable<Integer> {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    private final Terminal terminal;

    EnvironmentsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        printer.printPages(
                product,
                "environments",
                "environments",
                EnvironmentText::joinSearched,
                EnvironmentsCommand::report,
                terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode state : answer.path("environments")) {
            List<String> inForce = new ArrayList<>();
            state.path("inForce").forEach(held -> inForce.add(EnvironmentText.name(held)));
            rows.add(
                    List.of(
                            state.path("environment").asText(),
                            state.path("kind").asText("not known"),
                            String.join("; ", inForce),
                            EnvironmentText.look(state),
                            state.path("findingsCount").asText()));
        }
        Report report =
                new Report("%s · environments".formatted(answer.path("product").asText()))
                        .line(AnswerPrinter.asOf(answer));
        TraceJson.elsewhere(answer).forEach(report::line);
        report.grid(
                List.of("ENVIRONMENT", "KIND", "IN FORCE", "LAST LOOK", "FINDINGS"),
                rows,
                "None is known.");
        return EnvironmentText.knownElsewhere(
                answer, answer.path("environments"), "inForce", report);
    }
}
