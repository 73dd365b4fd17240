package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a release lacks. */
@Command(
        name = "gaps",
        description = "Every gap of a release with reason and remedy, and how complete it is.",
        mixinStandardHelpOptions = true)
final class GapsCommand implements Callable<Integer> {

    @Mixin private final ReleaseQuestion question = new ReleaseQuestion();

    @Mixin private final SilenceOption silence = new SilenceOption();

    private final Terminal terminal;

    GapsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        question.printPages("gaps" + silence.query(), "gaps", GapsCommand::report, terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        Report report = ReleaseQuestion.head("gaps", answer);
        completeness(answer.path("completeness"), report);
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode gap : answer.path("gaps")) {
            rows.add(
                    List.of(
                            gap.path("id").asText(),
                            gap.path("severity").asText(),
                            gap.path("code").asText(),
                            AnswerPrinter.ref(gap.path("node")),
                            gap.path("reason").asText(),
                            gap.path("remedy").asText()));
        }
        report.grid(
                List.of("GAP", "SEVERITY", "FINDING", "NODE", "REASON", "REMEDY"),
                rows,
                "No gap is known. Whether the evidence that its events cite is there: evidence check.");
        PopulationText.add(answer.path("population"), report);
        return excused(answer.path("completeness").path("excused"), report);
    }

    /** Both numbers, and what they were counted by. */
    static void completeness(JsonNode completeness, Report report) {
        report.line(
                "evidence: %s present of %s required, by list version %s, %s"
                        .formatted(
                                completeness.path("present").asText(),
                                completeness.path("required").asText(),
                                completeness.at("/list/version").asText(),
                                completeness.at("/list/digest").asText()));
        if (!completeness.path("excused").isEmpty()) {
            report.line(
                    "%d let off by a rule or an exception, counted in neither"
                            .formatted(completeness.path("excused").size()));
        }
    }

    private static Report excused(JsonNode excused, Report report) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode each : excused) {
            rows.add(
                    List.of(
                            AnswerPrinter.ref(each.path("node")),
                            each.path("code").asText(),
                            each.path("because").asText()));
        }
        return rows.isEmpty()
                ? report
                : report.title("Let off")
                        .grid(List.of("NODE", "FINDING", "BECAUSE"), rows, "Nothing.");
    }
}
