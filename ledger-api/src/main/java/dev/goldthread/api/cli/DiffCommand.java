package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is different between two releases, or in one since a time or an approval. */
@Command(
        name = "diff",
        description = {
            "What is different between two releases: changes, requirements, contents, components, tests, configuration.",
            "With --since or --since-approval: in one release since then, as between approval and today."
        },
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    private static final List<String> LISTS = List.of("added", "removed", "changed", "notKnown");

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(
            index = "1",
            paramLabel = "FROM",
            description = "The earlier release; with --since, the release.")
    private String from = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = "The later release.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Against the same release by what had happened then, as 2026-02-21T09:30:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--since-approval",
            paramLabel = "ID",
            description =
                    "Against the same release by what had happened when this was decided last.")
    private Optional<String> sinceApproval = Optional.empty();

    private final Terminal terminal;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        printer.printPages(product, rest(), DiffCommand::join, DiffCommand::report, terminal);
        return ExitCode.OK;
    }

    private String rest() {
        if (Stream.of(to, since, sinceApproval).filter(Optional::isPresent).count() != 1) {
            throw CliException.usage(
                    "say what the release is held against: a second release, --since TIME or --since-approval ID, and one of them only");
        }
        return since.map(time -> route(from, "since", time))
                .or(() -> sinceApproval.map(id -> route(from, "sinceApproval", id)))
                .orElseGet(() -> route(to.orElseThrow(), "from", from));
    }

    private static String route(String release, String parameter, String value) {
        return "releases/%s/difference?%s=%s"
                .formatted(LedgerClient.encode(release), parameter, LedgerClient.encode(value));
    }

    /** A page has a part of each list of each section, or nothing of it. */
    private static void join(ObjectNode answer, JsonNode page) {
        for (Map.Entry<String, JsonNode> section : page.path("sections").properties()) {
            ObjectNode whole = answer.withObject("/sections/" + section.getKey());
            for (String list : LISTS) {
                section.getValue().path(list).forEach(whole.withArray(list)::add);
            }
        }
    }

    static Report report(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        answer.path("sections")
                .properties()
                .forEach(section -> add(section.getKey(), section.getValue(), rows));
        Report report = new Report(title(answer)).line(AnswerPrinter.asOf(answer));
        if (!answer.has("since")) {
            report.line(
                    answer.path("lineage").asBoolean()
                            ? "one line: changes and requirements are those of every release on the way"
                            : "two lines: neither supersedes the other on the way back");
        }
        return report.grid(List.of("WHAT", "HOW", "NODE", "BEFORE", "AFTER"), rows, "Nothing.");
    }

    private static String title(JsonNode answer) {
        String product = answer.path("product").asText();
        String to = answer.path("to").asText();
        return answer.has("since")
                ? "%s · release %s since %s".formatted(product, to, answer.path("since").asText())
                : "%s · from release %s to %s".formatted(product, answer.path("from").asText(), to);
    }

    private static void add(String name, JsonNode section, List<List<String>> rows) {
        for (JsonNode each : section.path("notKnown")) {
            rows.add(
                    List.of(
                            name,
                            "not known",
                            "%s of %s: %s"
                                    .formatted(
                                            AnswerPrinter.ref(each.path("node")),
                                            each.path("release").asText(),
                                            each.path("because").asText()),
                            "",
                            ""));
        }
        for (String how : List.of("added", "removed")) {
            section.path(how)
                    .forEach(ref -> rows.add(List.of(name, how, AnswerPrinter.ref(ref), "", "")));
        }
        for (JsonNode each : section.path("changed")) {
            rows.add(
                    List.of(
                            name,
                            "changed",
                            AnswerPrinter.ref(each.path("after")),
                            each.path("stateBefore").asText(),
                            each.path("stateAfter").asText()));
        }
    }
}
