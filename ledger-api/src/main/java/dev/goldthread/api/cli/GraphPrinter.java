package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.drawing.DotDrawing;
import dev.goldthread.api.drawing.Trace;
import dev.goldthread.api.drawing.TraceJson;
import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands share that answer with a part of the graph: where to ask, and the form. */
final class GraphPrinter {

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

    @Mixin private final Connection connection = new Connection();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|markdown|dot|svg|jsonl",
            description = "Form of the result (default: table).")
    private Form form = Form.TABLE;

    @Mixin private final WhenOption when = new WhenOption();

    LedgerClient open() {
        return connection.open();
    }

    Form form() {
        return form;
    }

    /** Whether the server makes it, so that only one answer can be printed. */
    boolean isMadeElsewhere() {
        return form == Form.SVG || form == Form.JSONL;
    }

    /** As people type it. */
    String formName() {
        return form.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The API's path.
     *
     * @param query pairs that are there already, without a question mark
     */
    String path(String product, String rest, String query) {
        return when.path(product, query.isEmpty() ? rest : rest + "?" + query);
    }

    /**
     * Asks and prints.
     *
     * @param text of the answer as a table or as Markdown
     */
    void print(
            LedgerClient client, String path, Function<JsonNode, String> text, Terminal terminal) {
        switch (form) {
            case SVG -> terminal.print(client.plain(path, SVG_TYPE));
            case JSONL -> client.lines(path, LINES_TYPE, terminal.out());
            case JSON -> terminal.print(OutputOption.json(client.get(path)));
            case DOT ->
                    terminal.print(
                            drawn(List.of(client.get(path)), vocabulary(client), DotDrawing::draw));
            case TABLE, MARKDOWN -> terminal.print(text.apply(client.get(path)));
        }
    }

    /** One drawing. */
    interface Drawing {
        String draw(Trace trace, Vocabulary vocabulary);
    }

    /** One drawing behind the other. */
    static String drawn(List<JsonNode> answers, Vocabulary vocabulary, Drawing drawing) {
        return answers.stream()
                .map(TraceJson::read)
                .map(trace -> drawing.draw(trace, vocabulary))
                .collect(Collectors.joining("\n"));
    }

    static Vocabulary vocabulary(LedgerClient client) {
        return Vocabulary.parse(client.text("/v1/vocabulary"));
    }
}
