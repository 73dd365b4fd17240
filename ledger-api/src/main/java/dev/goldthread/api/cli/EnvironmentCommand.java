package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.drawing.TraceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What runs in an environment. */
@Command(
        name = "environment",
        description = {
            "Digest, configuration, flags, model and cohort in force in an environment, each against",
            "what was approved; --valid-at asks for the state at a time."
        },
        mixinStandardHelpOptions = true)
final class EnvironmentCommand implements Callable<Integer> {

    private static final List<String> FINDING_HEADS =
            List.of("ID", "SEVERITY", "FINDING", "REASON", "REMEDY");

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();
    @Spec private CommandSpec spec = CommandSpec.create();

    // Not required to the parser: it would ask for them before the command below this one, too.
    @Parameters(
            arity = "0..2",
            paramLabel = "PRODUCT NAME",
            description = "The product, and the environment.")
    private List<String> names = List.of();

    private final Terminal terminal;

    EnvironmentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (names.size() != 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "PRODUCT and NAME must be given, but %d of them are".formatted(names.size()));
        }
        printer.print(
                names.getFirst(),
                "environments/" + LedgerClient.encode(names.getLast()),
                EnvironmentCommand::report,
                terminal);
        return ExitCode.OK;
    }

    private static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode held : answer.path("inForce")) {
            rows.add(
                    List.of(
                            EnvironmentText.name(held),
                            AnswerPrinter.minute(held.at("/since/occurredAt")),
                            held.at("/since/event").asText(),
                            held.has("seen")
                                    ? AnswerPrinter.minute(held.at("/seen/occurredAt"))
                                    : "no",
                            EnvironmentText.standing(held.path("standing"))));
        }
        Report report =
                head(answer, "in force")
                        .line("at %s".formatted(AnswerPrinter.minute(answer.path("at"))));
        TraceJson.elsewhere(answer).forEach(report::line);
        report.line("last look %s".formatted(EnvironmentText.look(answer)))
                .grid(
                        List.of("IN FORCE", "SINCE", "BY EVENT", "SEEN", "APPROVED"),
                        rows,
                        "Nothing is on record.")
                .title("Findings")
                .grid(FINDING_HEADS, EnvironmentText.findings(answer, "inForce"), "None.");
        return EnvironmentText.knownElsewhere(answer, List.of(answer), "inForce", report);
    }

    private static Report head(JsonNode answer, String what) {
        return new Report(
                        "%s · %s · %s, %s"
                                .formatted(
                                        answer.path("product").asText(),
                                        what,
                                        answer.path("environment").asText(),
                                        answer.path("kind").asText("kind not known")))
                .line(AnswerPrinter.asOf(answer));
    }

    /** How it came about. */
    @Command(
            name = "history",
            description =
                    "Every change of what is in force in an environment, by the event that says it.",
            mixinStandardHelpOptions = true)
    static final class History implements Callable<Integer> {

        @Mixin private final AnswerPrinter printer = new AnswerPrinter();

        @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
        private String product = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The environment.")
        private String name = "";

        private final Terminal terminal;

        History(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            String rest = "environments/%s/history".formatted(LedgerClient.encode(name));
            printer.printPages(
                    product,
                    rest,
                    "changes",
                    EnvironmentText::joinSearched,
                    History::report,
                    terminal);
            return ExitCode.OK;
        }

        private static Report report(JsonNode answer) {
            List<List<String>> rows = new ArrayList<>();
            List<List<String>> findings = new ArrayList<>();
            for (JsonNode change : answer.path("changes")) {
                rows.add(
                        List.of(
                                AnswerPrinter.minute(change.path("occurredAt")),
                                change.path("type").asText(),
                                change.path("event").asText(),
                                things(change.path("ended")),
                                things(change.path("began")),
                                standings(change.path("began"))));
                findings.addAll(EnvironmentText.findings(change, "began"));
            }
            CorrectionColumns corrections = new CorrectionColumns(answer.path("changes"));
            Report report = head(answer, "history");
            TraceJson.elsewhere(answer).forEach(report::line);
            report.grid(
                            corrections.heads(
                                    "AT", "TYPE", "EVENT", "ENDED", "BEGAN", "APPROVED THEN"),
                            corrections.rows(rows),
                            "Nothing is on record.")
                    .title("Findings at the time")
                    .grid(FINDING_HEADS, findings, "None.");
            return EnvironmentText.knownElsewhere(answer, answer.path("changes"), "began", report);
        }

        private static String things(JsonNode all) {
            return String.join(
                    "; ",
                    StreamSupport.stream(all.spliterator(), false)
                            .map(EnvironmentText::name)
                            .toList());
        }

        private static String standings(JsonNode all) {
            return String.join(
                    "; ",
                    StreamSupport.stream(all.spliterator(), false)
                            .map(held -> EnvironmentText.standing(held.path("standing")))
                            .toList());
        }
    }
}
