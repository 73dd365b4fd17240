package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether the evidence of a release is there. */
@Command(
        name = "check",
        description =
                "Whether the evidence that the events of a release cite is there, is what they cite, or was erased.",
        mixinStandardHelpOptions = true)
final class EvidenceCheckCommand implements Callable<Integer> {

    @Mixin private final ReleaseQuestion question = new ReleaseQuestion();

    private final Terminal terminal;

    EvidenceCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        question.print("evidence", EvidenceCheckCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : answer.path("evidence")) {
            rows.add(
                    List.of(
                            each.path("state").asText(),
                            each.path("name").asText(),
                            AnswerPrinter.shortId(each.path("sha256").asText()),
                            AnswerPrinter.ref(each.at("/citedBy/0/subject")),
                            each.at("/findings/0/code").asText(),
                            each.at("/findings/0/remedy").asText()));
        }
        return ReleaseQuestion.head("evidence", answer)
                .line(
                        "%s cited by %s events, %s of them present"
                                .formatted(
                                        answer.path("cited").asText(),
                                        answer.path("events").asText(),
                                        answer.path("present").asText()))
                .grid(
                        List.of("STATE", "NAME", "SHA-256", "CITED BY", "FINDING", "REMEDY"),
                        rows,
                        "No event of this release cites any.");
    }
}
