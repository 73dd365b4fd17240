package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The hazards that a release touches. */
@Command(
        name = "hazards",
        description =
                "Hazard, control, requirement, verification and residual risk before and after a release.",
        mixinStandardHelpOptions = true)
final class HazardsCommand implements Callable<Integer> {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "RELEASE", description = "The release.")
    private String release = "";

    private final Terminal terminal;

    HazardsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String rest = "releases/%s/hazards".formatted(LedgerClient.encode(release));
        printer.print(product, rest, HazardsCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode chain : answer.path("hazards")) {
            for (JsonNode row : chain.path("rows")) {
                rows.add(
                        List.of(
                                chain.at("/hazard/id").asText(),
                                risk(chain.path("before")),
                                MatrixCommand.names(row.path("controls")),
                                MatrixCommand.names(row.path("requirements")),
                                MatrixCommand.tests(row.path("tests")),
                                risk(chain.path("after"))));
            }
        }
        return new Report(
                        "%s · hazards of release %s"
                                .formatted(
                                        answer.path("product").asText(),
                                        answer.path("release").asText()))
                .line(AnswerPrinter.asOf(answer))
                .grid(
                        List.of(
                                "HAZARD",
                                "RISK BEFORE",
                                "CONTROL",
                                "REQUIREMENT",
                                "VERIFICATION",
                                "RISK AFTER"),
                        rows,
                        "The changes of this release touch no hazard.");
    }

    private static String risk(JsonNode assessment) {
        return assessment.isMissingNode()
                ? "not known"
                : "%s, r%s, %s"
                        .formatted(
                                assessment.path("residualRisk").asText("not judged"),
                                assessment.path("revision").asText("?"),
                                assessment.path("severity").asText("?"));
    }
}
