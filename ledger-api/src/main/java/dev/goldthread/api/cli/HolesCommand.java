package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what sources said and never arrived. */
@Command(
        name = "holes",
        description = {
            "Shows every source of a product: numbers that never came (HOLE), silence (SILENT),",
            "and lists that differ from ours (UNRECONCILED); ends with 2 when there is any."
        },
        mixinStandardHelpOptions = true)
final class HolesCommand implements Callable<Integer> {

    private static final int RANGES_SHOWN_MAX = 10;
    private static final String UNKNOWN = "unknown";

    @Mixin private final AnswerPrinter printer = new AnswerPrinter();
    @Mixin private final SilenceOption silence = new SilenceOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    private final Terminal terminal;

    HolesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer =
                printer.printPages(
                        product,
                        "holes" + silence.query(),
                        "sources",
                        HolesCommand::join,
                        HolesCommand::report,
                        terminal);
        if (answer.has(UNKNOWN)) {
            return ExitCode.ERROR;
        }
        return answer.path("findings").asInt() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** While pages were read the log may have grown too far to tell of the state of the first. */
    private static void join(ObjectNode answer, JsonNode page) {
        if (page.has(UNKNOWN)) {
            answer.set(UNKNOWN, page.path(UNKNOWN));
        }
    }

    static Report report(JsonNode answer) {
        Report report =
                new Report("%s · sources".formatted(answer.path("product").asText()))
                        .line(AnswerPrinter.asOf(answer));
        if (answer.has(UNKNOWN)) {
            return report.line("not known: " + answer.path(UNKNOWN).asText());
        }
        List<List<String>> sources = new ArrayList<>();
        List<List<String>> findings = new ArrayList<>();
        List<List<String>> differences = new ArrayList<>();
        for (JsonNode source : answer.path("sources")) {
            sources.add(row(source));
            String uri = source.path("uri").asText();
            for (JsonNode finding : source.path("findings")) {
                findings.add(
                        List.of(
                                uri,
                                finding.path("code").asText(),
                                finding.path("reason").asText()));
            }
            addDifferences(source, uri, differences);
        }
        report.grid(
                        List.of("SOURCE", "TOOL", "EVENTS", "COUNTED", "LAST SEEN", "RECONCILED"),
                        sources,
                        "None is known.")
                .title("Findings")
                .grid(List.of("SOURCE", "FINDING", "REASON"), findings, "None.");
        return differences.isEmpty()
                ? report
                : report.title("What is missing")
                        .grid(List.of("SOURCE", "HOW", "WHICH"), differences, "Nothing.");
    }

    private static List<String> row(JsonNode source) {
        return List.of(
                source.path("uri").asText(),
                source.path("tool").asText("-"),
                source.path("events").asText(),
                source.has("last")
                        ? "%s to %s"
                                .formatted(
                                        source.path("first").asText(), source.path("last").asText())
                        : "does not count",
                source.has("lastSeenAt")
                        ? AnswerPrinter.minute(source.path("lastSeenAt"))
                        : "never",
                source.has("reconciled")
                        ? AnswerPrinter.minute(source.at("/reconciled/at"))
                        : "never");
    }

    private static void addDifferences(JsonNode source, String uri, List<List<String>> rows) {
        JsonNode missing = source.path("missing");
        if (!missing.isEmpty()) {
            rows.add(List.of(uri, "numbers that never came", ranges(missing)));
        }
        for (JsonNode compared : source.path("differing")) {
            for (JsonNode name : compared.path("missing")) {
                rows.add(List.of(uri, "missing here", name.asText()));
            }
            for (JsonNode name : compared.path("unexpected")) {
                rows.add(List.of(uri, "not on its list", name.asText()));
            }
        }
    }

    private static String ranges(JsonNode missing) {
        List<String> shown = new ArrayList<>();
        for (JsonNode range : missing) {
            if (shown.size() == RANGES_SHOWN_MAX) {
                break;
            }
            String first = range.path("first").asText();
            String last = range.path("last").asText();
            shown.add(first.equals(last) ? first : first + "-" + last);
        }
        String told = String.join(", ", shown);
        return missing.size() > RANGES_SHOWN_MAX
                ? "%s and %,d ranges more, which -o json names"
                        .formatted(told, missing.size() - RANGES_SHOWN_MAX)
                : told;
    }
}
