package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.drawing.Lines;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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

    @Mixin private final Connection connection = new Connection();
    @Mixin private final OutputOption output = new OutputOption();
    @Mixin private final SilenceOption silence = new SilenceOption();
    @Mixin private final WhenOption when = new WhenOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    private final Terminal terminal;

    HolesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode answer = connection.open().get(when.path(product, "holes" + silence.query()));
        terminal.print(
                output.isJson()
                        ? OutputOption.json(answer)
                        : fitted(text(answer), terminal.columns()));
        if (answer.has("unknown")) {
            return ExitCode.ERROR;
        }
        return answer.path("findings").asInt() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Lines that are too long go on below, as far in as they began. */
    static String fitted(String text, OptionalInt columns) {
        if (columns.isEmpty()) {
            return text;
        }
        return text.lines()
                .map(
                        line -> {
                            String words = line.stripLeading();
                            String indent = line.substring(0, line.length() - words.length());
                            int width = Math.max(1, columns.getAsInt() - indent.length());
                            return Lines.width(words) <= width
                                    ? line + "\n"
                                    : String.join("\n", Lines.wrap(words, width))
                                            .indent(indent.length());
                        })
                .collect(Collectors.joining());
    }

    private String text(JsonNode answer) {
        StringBuilder text =
                new StringBuilder(
                        "%s · sources%n%s%n".formatted(product, AnswerPrinter.asOf(answer)));
        if (answer.has("unknown")) {
            return text.append("not known: %s%n".formatted(answer.path("unknown").asText()))
                    .toString();
        }
        for (JsonNode source : answer.path("sources")) {
            text.append(line(source));
            for (JsonNode finding : source.path("findings")) {
                text.append(
                        "  %s  %s%n"
                                .formatted(
                                        terminal.paint().bad(finding.path("code").asText()),
                                        Tables.clean(finding.path("reason").asText())));
            }
            text.append(ranges(source.path("missing")));
            for (JsonNode compared : source.path("differing")) {
                names(text, "missing here", compared.path("missing"));
                names(text, "not on its list", compared.path("unexpected"));
            }
        }
        return text.toString();
    }

    static String line(JsonNode source) {
        String counted =
                source.has("last")
                        ? "counted %,d to %,d"
                                .formatted(
                                        source.path("first").asLong(), source.path("last").asLong())
                        : "does not count";
        JsonNode reconciled = source.path("reconciled");
        return "%s%n  %s, %,d events, %s, last seen %s, %s%n"
                .formatted(
                        Tables.clean(source.path("uri").asText()),
                        Tables.clean(source.path("tool").asText("-")),
                        source.path("events").asLong(),
                        counted,
                        source.has("lastSeenAt")
                                ? AnswerPrinter.minute(source.path("lastSeenAt"))
                                : "never",
                        reconciled.isMissingNode()
                                ? "never reconciled"
                                : "reconciled " + AnswerPrinter.minute(reconciled.path("at")));
    }

    private static String ranges(JsonNode missing) {
        if (missing.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("    numbers that never came:");
        int shown = 0;
        for (JsonNode range : missing) {
            if (shown++ == RANGES_SHOWN_MAX) {
                text.append(" and %,d ranges more".formatted(missing.size() - RANGES_SHOWN_MAX));
                break;
            }
            long first = range.path("first").asLong();
            long last = range.path("last").asLong();
            text.append(first == last ? " %d".formatted(first) : " %d-%d".formatted(first, last));
        }
        return text.append(System.lineSeparator()).toString();
    }

    private static void names(StringBuilder text, String what, JsonNode names) {
        for (JsonNode name : names) {
            text.append("    %s: %s%n".formatted(what, Tables.clean(name.asText())));
        }
    }
}
