package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether the evidence of a release is there. */
@Command(
        name = "check",
        description = {
            "Whether the evidence that the events of a release cite is there, is what they cite, or was erased;",
            "ends with 2 when any is ABSENT or CHANGED."
        },
        mixinStandardHelpOptions = true)
final class EvidenceCheckCommand implements Callable<Integer> {

    private static final Set<String> FAILING = Set.of("ABSENT", "CHANGED");

    private static final int NAMED_MAX = 10;

    @Mixin private final ReleaseQuestion question = new ReleaseQuestion();

    private final Terminal terminal;

    EvidenceCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<JsonNode> failing =
                failing(
                        question.printPages(
                                "evidence",
                                "evidence",
                                EvidenceCheckCommand::join,
                                EvidenceCheckCommand::report,
                                terminal));
        if (!failing.isEmpty()) {
            throw CliException.failed(told(failing));
        }
        return ExitCode.OK;
    }

    /** A page counts what of itself is there. */
    private static void join(ObjectNode answer, JsonNode page) {
        answer.put("present", answer.path("present").asLong() + page.path("present").asLong());
    }

    /** What was erased on record nobody can bring back; what else is not there proves nothing. */
    private static List<JsonNode> failing(JsonNode answer) {
        List<JsonNode> failing = new ArrayList<>();
        for (JsonNode each : answer.path("evidence")) {
            if (FAILING.contains(each.path("state").asText())) {
                failing.add(each);
            }
        }
        return failing;
    }

    private static String told(List<JsonNode> failing) {
        String named =
                failing.stream()
                        .limit(NAMED_MAX)
                        .map(
                                each ->
                                        "%s %s is %s"
                                                .formatted(
                                                        Tables.clean(each.path("name").asText()),
                                                        AnswerPrinter.shortId(
                                                                each.path("sha256").asText()),
                                                        each.path("state").asText()))
                        .collect(Collectors.joining(", "));
        return "of the evidence that its events cite, %d cannot be shown: %s%s; put the content that they cite into the store, goldthread evidence put FILE"
                .formatted(
                        failing.size(),
                        named,
                        failing.size() > NAMED_MAX
                                ? " and %d more".formatted(failing.size() - NAMED_MAX)
                                : "");
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
