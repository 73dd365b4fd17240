package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.goldthread.api.cli.drawing.DotDrawing;
import dev.goldthread.api.cli.drawing.MarkdownDrawing;
import dev.goldthread.api.cli.drawing.TableDrawing;
import dev.goldthread.api.cli.drawing.TableDrawing.Rows;
import dev.goldthread.api.cli.drawing.Trace;
import dev.goldthread.api.cli.drawing.TraceJson;
import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all trace commands share: where to ask, and in which form to print. */
final class TracePrinter {

    enum Form {
        TABLE,
        JSON,
        MARKDOWN,
        DOT
    }

    @Mixin final Connection connection = new Connection();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|markdown|dot",
            description = "Form of the result (default: table).")
    private Form form = Form.TABLE;

    @Mixin private final WhenOption when = new WhenOption();

    @Option(names = "--all", description = "Show long rows of nodes without problems in full.")
    private boolean all;

    /**
     * The API's path for a trace.
     *
     * @param query pairs that are there already, without a question mark
     */
    String path(String product, String rest, String query) {
        String state = when.query();
        String separator = query.isEmpty() || state.isEmpty() ? "" : "&";
        String whole = query + separator + state;
        return "/v1/products/%s/%s%s"
                .formatted(LedgerClient.encode(product), rest, whole.isEmpty() ? "" : "?" + whole);
    }

    /** Prints traces, one after the other; several as one JSON array. */
    void print(LedgerClient client, List<JsonNode> answers, Terminal terminal) {
        if (form == Form.JSON) {
            JsonNode json = answers.getFirst();
            if (answers.size() > 1) {
                ArrayNode array = LedgerClient.JSON.createArrayNode();
                json = array.addAll(answers);
            }
            terminal.print(OutputOption.json(json));
            return;
        }
        Vocabulary vocabulary = Vocabulary.parse(client.text("/v1/vocabulary"));
        terminal.print(
                answers.stream()
                        .map(TraceJson::read)
                        .map(trace -> draw(trace, vocabulary, terminal))
                        .collect(Collectors.joining("\n")));
    }

    private String draw(Trace trace, Vocabulary vocabulary, Terminal terminal) {
        return switch (form) {
            case TABLE ->
                    TableDrawing.draw(
                            trace, vocabulary, terminal.paint(), all ? Rows.ALL : Rows.SHORTENED);
            case MARKDOWN -> MarkdownDrawing.draw(trace, vocabulary);
            case DOT -> DotDrawing.draw(trace, vocabulary);
            case JSON -> throw new IllegalStateException("printed before");
        };
    }
}
