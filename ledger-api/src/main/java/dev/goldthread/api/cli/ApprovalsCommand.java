package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who approved what. */
@Command(
        name = "approvals",
        description =
                "Who approved what of a release: role, meaning, evidence, and whether they wrote it.",
        mixinStandardHelpOptions = true)
final class ApprovalsCommand implements Callable<Integer> {

    @Mixin private final ReleaseQuestion question = new ReleaseQuestion();

    private final Terminal terminal;

    ApprovalsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        question.printPages("approvals", "decisions", ApprovalsCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("decisions")) {
            rows.add(
                    List.of(
                            PartMark.id(each),
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
        Report report =
                ReleaseQuestion.head("approvals", answer)
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
        List<List<String>> conditions = conditions(answer);
        return conditions.isEmpty()
                ? report
                : report.title("What has to be done before they hold")
                        .grid(
                                List.of("APPROVAL", "CONDITION", "WHAT", "DUE", "STATE"),
                                conditions,
                                "");
    }

    private static List<List<String>> conditions(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode decision : answer.path("decisions")) {
            for (JsonNode each : decision.path("conditions")) {
                rows.add(
                        List.of(
                                PartMark.id(decision),
                                PartMark.id(each),
                                each.path("statement").asText(),
                                AnswerPrinter.minute(each.path("dueAt")),
                                state(each)));
            }
        }
        return rows;
    }

    private static String state(JsonNode condition) {
        if (condition.has("fulfilledAt")) {
            return "fulfilled " + AnswerPrinter.minute(condition.path("fulfilledAt"));
        }
        return condition.path("overdue").asBoolean() ? "OVERDUE" : "open";
    }
}
