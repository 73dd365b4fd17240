package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Every deployment into production. */
@Command(
        name = "deployments",
        description =
                "Every deployment into production with its prior approval, and whether the list is proven complete.",
        mixinStandardHelpOptions = true)
final class DeploymentsCommand implements Callable<Integer> {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();
    @Mixin private final SilenceOption silence = new SilenceOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    private final Terminal terminal;

    DeploymentsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String rest = "deployments" + silence.query();
        printer.printPages(product, rest, "deployments", DeploymentsCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("deployments")) {
            List<String> row = new ArrayList<>(MatrixCommand.deployment(each));
            row.add(each.has("reconciledBy") ? each.path("reconciledBy").asText() : "UNRECONCILED");
            rows.add(row);
        }
        List<String> heads = new ArrayList<>(MatrixCommand.DEPLOYMENT_HEADS);
        heads.add("RECONCILED BY");
        Report report =
                new Report(
                                "%s · deployments into production"
                                        .formatted(answer.path("product").asText()))
                        .line(AnswerPrinter.asOf(answer))
                        .line(
                                "%s listed, %s of them not proven complete by the source's own list"
                                        .formatted(
                                                answer.path("listed").asText(),
                                                answer.path("unreconciled").asText()))
                        .grid(heads, rows, "None is on record.");
        environments(answer.path("environments"), report);
        PopulationText.add(answer.path("population"), report);
        return report;
    }

    private static void environments(JsonNode environments, Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode covered : environments) {
            JsonNode lists = covered.path("lists");
            JsonNode last = lists.path(lists.size() - 1);
            rows.add(
                    List.of(
                            PartMark.id(covered.path("environment")),
                            lists.size() + "",
                            last.isMissingNode()
                                    ? ""
                                    : AnswerPrinter.minute(last.path("from"))
                                            + " to "
                                            + AnswerPrinter.minute(last.path("to")),
                            covered.at("/findings/0/code").asText("COMPLETE"),
                            covered.at("/findings/0/reason").asText()));
        }
        report.title("Whether the list is whole")
                .grid(
                        List.of("ENVIRONMENT", "LISTS", "LATEST COVERS", "VERDICT", "BECAUSE"),
                        rows,
                        "No production environment is on record.");
    }
}
