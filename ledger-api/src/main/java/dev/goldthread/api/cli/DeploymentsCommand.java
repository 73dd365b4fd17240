package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Every deployment into production, and every rollback there. */
@Command(
        name = "deployments",
        description =
                "Every deployment into production, and every rollback there, with its prior approval, and whether the list of deployments is proven complete.",
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
        printer.printPages(
                product,
                rest,
                "deployments",
                DeploymentsCommand::join,
                DeploymentsCommand::report,
                terminal);
        return ExitCode.OK;
    }

    /** Environments come in pages, too. */
    private static void join(ObjectNode answer, JsonNode page) {
        page.path("environments").forEach(answer.withArray("environments")::add);
    }

    static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("deployments")) {
            List<String> row = new ArrayList<>(MatrixCommand.deployment(each));
            row.add(reconciled(each));
            rows.add(row);
        }
        List<String> heads = new ArrayList<>(MatrixCommand.DEPLOYMENT_HEADS);
        heads.add("RECONCILED BY");
        MatrixCommand.addReasons(answer.path("deployments"), heads, rows);
        Report report =
                new Report(
                                "%s · deployments into production"
                                        .formatted(answer.path("product").asText()))
                        .line(AnswerPrinter.asOf(answer))
                        .line(summary(answer) + rollbacks(answer))
                        .grid(heads, rows, "None is on record.");
        environments(answer.path("environments"), report);
        PopulationText.add(answer.path("population"), report);
        return report;
    }

    /** An id that was used for something else, too, is on no list that tells which. */
    private static String reconciled(JsonNode deployment) {
        List<String> told = new ArrayList<>();
        for (JsonNode finding : deployment.path("findings")) {
            if (finding.path("code").asText().equals("CONFLICT")) {
                told.add("CONFLICT");
            }
        }
        told.add(
                MatrixCommand.isRollback(deployment)
                        ? "not compared"
                        : deployment.path("reconciledBy").asText("UNRECONCILED"));
        return String.join(", ", told);
    }

    /** That nothing is on record, or that all of that is on a list, is no proof by itself. */
    private static String summary(JsonNode answer) {
        boolean isProven = answer.path("proven").asBoolean();
        int listed = answer.path("listed").asInt();
        int unreconciled = answer.path("unreconciled").asInt();
        String until =
                answer.has("provenTo")
                        ? " until " + AnswerPrinter.minute(answer.path("provenTo"))
                        : "";
        if (listed == 0) {
            return isProven
                    ? "none listed, and by the sources' own lists there were none" + until
                    : "none listed, and nothing proves that there were none";
        }
        if (isProven) {
            return "%d listed, proven complete by the sources' own lists%s"
                    .formatted(listed, until);
        }
        return "%d listed, %d of them not proven complete by the source's own list%s"
                .formatted(
                        listed,
                        unreconciled,
                        unreconciled > 0 ? "" : "; that none is missing is not proven");
    }

    private static String rollbacks(JsonNode answer) {
        int count = answer.path("rollbacks").asInt();
        return count == 0
                ? ""
                : "; %d rollback%s beside, which no list is compared with"
                        .formatted(count, count == 1 ? "" : "s");
    }

    private static void environments(JsonNode environments, Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode covered : environments) {
            JsonNode lists = covered.path("lists");
            List<String> agreed = new ArrayList<>();
            for (JsonNode time : covered.path("agreed")) {
                agreed.add(
                        AnswerPrinter.minute(time.path("from"))
                                + " to "
                                + AnswerPrinter.minute(time.path("to")));
            }
            rows.add(
                    List.of(
                            PartMark.id(covered.path("environment"))
                                    + (covered.has("kind") ? "" : ", kind not known"),
                            lists.size() + "",
                            String.join("; ", agreed),
                            covered.at("/findings/0/code").asText("COMPLETE"),
                            covered.at("/findings/0/reason").asText()));
        }
        report.title("Whether the list is whole")
                .grid(
                        List.of("ENVIRONMENT", "LISTS", "AGREED FOR", "VERDICT", "BECAUSE"),
                        rows,
                        "No production environment is on record.");
    }
}
