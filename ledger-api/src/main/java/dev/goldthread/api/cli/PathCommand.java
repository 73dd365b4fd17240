package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.drawing.TraceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How two nodes are connected. */
@Command(
        name = "path",
        description = "The shortest way between two nodes; of several the first in order.",
        mixinStandardHelpOptions = true)
final class PathCommand implements Callable<Integer> {

    @Mixin private final GraphPrinter printer = new GraphPrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "Type of the first node.")
    private String fromType = "";

    @Parameters(index = "2", paramLabel = "ID", description = "Id of the first node.")
    private String fromId = "";

    @Parameters(index = "3", paramLabel = "TYPE", description = "Type of the last node.")
    private String toType = "";

    @Parameters(index = "4", paramLabel = "ID", description = "Id of the last node.")
    private String toId = "";

    @Option(
            names = "--to-product",
            paramLabel = "PRODUCT",
            description =
                    "The last node's product, where it is another one. Then the way may lead over the same content in both.")
    private @Nullable String toProduct;

    @Option(
            names = "--direction",
            paramLabel = "up|down|both",
            description = "From effect to cause, from cause to effect (default: both).")
    private TraceNodeCommand.Direction direction = TraceNodeCommand.Direction.BOTH;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many links long it may be (default: ${DEFAULT-VALUE}).")
    private int depth = 16;

    @Option(
            names = "--relations",
            split = ",",
            paramLabel = "R,…",
            description = "Follow these relations alone.")
    private List<String> relations = new ArrayList<>();

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "T,…",
            description = "Lead over nodes of these types alone, whatever its two ends are.")
    private List<String> types = new ArrayList<>();

    private final Terminal terminal;

    PathCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String query =
                "fromType=%s&fromId=%s&toType=%s&toId=%s&direction=%s&%s%s"
                        .formatted(
                                LedgerClient.encode(fromType),
                                LedgerClient.encode(fromId),
                                LedgerClient.encode(toType),
                                LedgerClient.encode(toId),
                                direction.name().toLowerCase(Locale.ROOT),
                                FilterOption.query(Optional.of(depth), relations, types),
                                toProduct == null
                                        ? ""
                                        : "&toProduct=" + LedgerClient.encode(toProduct));
        LedgerClient client = printer.open();
        printer.print(client, printer.path(product, "path", query), this::text, terminal);
        return ExitCode.OK;
    }

    private String text(JsonNode answer) {
        Report report = PartMark.explain(List.of(answer), report(answer));
        return printer.form() == GraphPrinter.Form.MARKDOWN
                ? report.markdown()
                : report.table(terminal.columns());
    }

    private Report report(JsonNode answer) {
        JsonNode nodes = answer.path("nodes");
        JsonNode edges = answer.path("edges");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            rows.add(
                    List.of(
                            i == 0 ? "" : link(edges.get(i - 1), nodes.get(i)),
                            ref(nodes.get(i)),
                            title(nodes.get(i))));
        }
        Report report =
                new Report(
                                "%s · from %s to %s"
                                        .formatted(
                                                product,
                                                ref(answer.path("from")),
                                                ref(answer.path("to"))))
                        .line("%s · %d links".formatted(AnswerPrinter.asOf(answer), edges.size()));
        TraceJson.elsewhere(answer).forEach(report::line);
        return report.grid(
                List.of("LINK", "NODE", "TITLE"),
                rows,
                "No way of at most %d links leads there.".formatted(depth));
    }

    /** Read in the direction of the way: an arrow back is a link from the next node. */
    private static String link(JsonNode edge, JsonNode next) {
        boolean isForward =
                Stream.of("product", "type", "id")
                        .allMatch(part -> edge.path("to").path(part).equals(next.path(part)));
        String relation = edge.path("relation").asText();
        return isForward ? relation + " →" : "← " + relation;
    }

    /** With its product where that is another one. */
    private static String ref(JsonNode node) {
        return node.has("product")
                ? "%s of %s".formatted(AnswerPrinter.ref(node), node.path("product").asText())
                : AnswerPrinter.ref(node);
    }

    private static String title(JsonNode node) {
        JsonNode attributes = node.path("attributes");
        return attributes.path("title").asText(attributes.path("summary").asText(""));
    }
}
