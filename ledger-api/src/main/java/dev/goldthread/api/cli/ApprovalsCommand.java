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
        question.print("approvals", ApprovalsCommand::report, terminal);
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
        return ReleaseQuestion.head("approvals", answer)
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
