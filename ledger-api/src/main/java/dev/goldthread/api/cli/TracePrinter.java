package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.goldthread.api.drawing.DotDrawing;
import dev.goldthread.api.drawing.MarkdownDrawing;
import dev.goldthread.api.drawing.TableDrawing;
import dev.goldthread.api.drawing.TableDrawing.Rows;
import dev.goldthread.api.drawing.Trace;
import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all trace commands share: where to ask, and in which form to print. */
final class TracePrinter {

    @Mixin private final GraphPrinter graph = new GraphPrinter();

    @Option(names = "--all", description = "Show long rows of nodes without problems in full.")
    private boolean all;

    LedgerClient open() {
        return graph.open();
    }

    /**
     * The API's path for a trace.
     *
     * @param query pairs that are there already, without a question mark
     */
    String path(String product, String rest, String query) {
        return graph.path(product, rest, query);
    }

    /** Asks for a trace and prints it. */
    void print(LedgerClient client, String path, Terminal terminal) {
        graph.print(client, path, answer -> drawn(client, List.of(answer), terminal), terminal);
    }

    /**
     * Asks for several traces and prints those that there are, one after the other, or as one JSON
     * array.
     *
     * @return how many there are
     */
    int printKnown(LedgerClient client, List<String> paths, Terminal terminal) {
        if (graph.isMadeElsewhere()) {
            List<String> known =
                    paths.stream().filter(path -> client.find(path).isPresent()).toList();
            if (known.size() > 1) {
                throw CliException.usage(
                        "-o %s prints one trace, but %d products know it; give one by --product"
                                .formatted(graph.formName(), known.size()));
            }
            known.forEach(path -> print(client, path, terminal));
            return known.size();
        }
        List<JsonNode> answers =
                paths.stream().flatMap(path -> client.find(path).stream()).toList();
        if (!answers.isEmpty()) {
            terminal.print(
                    graph.form() == GraphPrinter.Form.JSON
                            ? OutputOption.json(joined(answers))
                            : drawn(client, answers, terminal));
        }
        return answers.size();
    }

    private static JsonNode joined(List<JsonNode> answers) {
        if (answers.size() == 1) {
            return answers.getFirst();
        }
        ArrayNode array = LedgerClient.JSON.createArrayNode();
        return array.addAll(answers);
    }

    private String drawn(LedgerClient client, List<JsonNode> answers, Terminal terminal) {
        return GraphPrinter.drawn(
                answers,
                GraphPrinter.vocabulary(client),
                (trace, vocabulary) -> draw(trace, vocabulary, terminal));
    }

    private String draw(Trace trace, Vocabulary vocabulary, Terminal terminal) {
        return switch (graph.form()) {
            case TABLE ->
                    TableDrawing.draw(
                            trace,
                            vocabulary,
                            terminal.paint(),
                            all ? Rows.ALL : Rows.SHORTENED,
                            terminal.columns());
            case MARKDOWN -> MarkdownDrawing.draw(trace, vocabulary);
            case DOT -> DotDrawing.draw(trace, vocabulary);
            case JSON, SVG, JSONL -> throw new IllegalStateException("printed before");
        };
    }
}
