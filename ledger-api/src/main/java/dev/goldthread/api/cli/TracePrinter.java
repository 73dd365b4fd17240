package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.goldthread.api.drawing.DotDrawing;
import dev.goldthread.api.drawing.MarkdownDrawing;
import dev.goldthread.api.drawing.TableDrawing;
import dev.goldthread.api.drawing.TableDrawing.Rows;
import dev.goldthread.api.drawing.Trace;
import dev.goldthread.api.drawing.TraceJson;
import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all trace commands share: where to ask, and in which form to print. */
final class TracePrinter {

    enum Form {
        TABLE,
        JSON,
        MARKDOWN,
        DOT,
        SVG,
        JSONL
    }

    private static final String SVG_TYPE = "image/svg+xml";
    private static final String LINES_TYPE = "application/x-ndjson";

    @Mixin final Connection connection = new Connection();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|markdown|dot|svg|jsonl",
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

    /** Asks for a trace and prints it. */
    void print(LedgerClient client, String path, Terminal terminal) {
        switch (form) {
            case SVG -> terminal.print(client.plain(path, SVG_TYPE));
            case JSONL -> client.lines(path, LINES_TYPE, terminal.out());
            case TABLE, JSON, MARKDOWN, DOT -> print(client, List.of(client.get(path)), terminal);
        }
    }

    /**
     * Asks for several traces and prints those that there are, one after the other, or as one JSON
     * array.
     *
     * @return how many there are
     */
    int printKnown(LedgerClient client, List<String> paths, Terminal terminal) {
        if (form == Form.SVG || form == Form.JSONL) {
            List<String> known =
                    paths.stream().filter(path -> client.find(path).isPresent()).toList();
            if (known.size() > 1) {
                throw CliException.usage(
                        "-o %s prints one trace, but %d products know it; give one by --product"
                                .formatted(form.name().toLowerCase(Locale.ROOT), known.size()));
            }
            known.forEach(path -> print(client, path, terminal));
            return known.size();
        }
        List<JsonNode> answers =
                paths.stream().flatMap(path -> client.find(path).stream()).toList();
        if (!answers.isEmpty()) {
            print(client, answers, terminal);
        }
        return answers.size();
    }

    private void print(LedgerClient client, List<JsonNode> answers, Terminal terminal) {
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
            case JSON, SVG, JSONL -> throw new IllegalStateException("printed before");
        };
    }
}
