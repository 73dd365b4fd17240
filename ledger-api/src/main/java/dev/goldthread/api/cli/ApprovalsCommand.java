package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Who approved what. */
@Command(
        name = "approvals",
        description =
                "Who approved what of a release: role, meaning, evidence, and whether they wrote it.",
        mixinStandardHelpOptions = true)
final class ApprovalsCommand implements Callable<Integer> {

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "RELEASE", description = "The release.")
    private String release = "";

    private final Terminal terminal;

    ApprovalsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String rest = "releases/%s/approvals".formatted(LedgerClient.encode(release));
        printer.print(product, rest, ApprovalsCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("decisions")) {
            rows.add(
                    List.of(
                            each.path("id").asText(),
                            each.path("decision").asText().replace("approval.", ""),
                            AnswerPrinter.refs(each.path("approves")),
                            each.at("/by/id").asText(),
                            each.path("role").asText(),
                            each.path("meaning").asText(),
                            AnswerPrinter.shortId(each.path("boundDigest").asText()),
                            Integer.toString(each.path("evidenceSeen").size()),
                            each.path("author").asBoolean() ? "yes" : "no",
                            AnswerPrinter.minute(each.path("at"))));
        }
        return new Report(
                        "%s · approvals of release %s"
                                .formatted(
                                        answer.path("product").asText(),
                                        answer.path("release").asText()))
                .line(AnswerPrinter.asOf(answer))
                .grid(
                        List.of(
                                "APPROVAL",
                                "DECISION",
                                "OF",
                                "BY",
                                "ROLE",
                                "MEANING",
                                "BOUND TO",
                                "EVIDENCE",
                                "WROTE IT",
                                "AT"),
                        rows,
                        "Nobody decided on anything of it.");
    }
}
