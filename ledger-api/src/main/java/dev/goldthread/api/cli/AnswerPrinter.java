package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands share that answer with tables: where to ask, and in which form to print. */
final class AnswerPrinter {

    enum Form {
        TABLE,
        JSON,
        MARKDOWN
    }

    private static final Pattern LONG_ID =
            Pattern.compile("(sha256:)?\\b[0-9a-f]{40}([0-9a-f]{24})?\\b");

    @Mixin private final Connection connection = new Connection();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|markdown",
            description = "Form of the result (default: table).")
    private Form form = Form.TABLE;

    @Mixin private final WhenOption when = new WhenOption();

    /**
     * Asks and prints.
     *
     * @param rest the path below the product, and a query when there is one
     * @return the answer
     */
    JsonNode print(
            String product, String rest, Function<JsonNode, Report> report, Terminal terminal) {
        JsonNode answer = connection.open().get(when.path(product, rest));
        print(answer, report, terminal);
        return answer;
    }

    /**
     * Asks for every page of a list and prints them as one answer.
     *
     * @param list the member that is cut into pages
     * @return the answer
     */
    JsonNode printPages(
            String product,
            String rest,
            String list,
            Function<JsonNode, Report> report,
            Terminal terminal) {
        return printPages(product, rest, list, (_, _) -> {}, report, terminal);
    }

    /**
     * As the other, of pages that say more of their own than the list.
     *
     * @param join adds to the answer what a further page says beside the list
     */
    JsonNode printPages(
            String product,
            String rest,
            String list,
            BiConsumer<ObjectNode, JsonNode> join,
            Function<JsonNode, Report> report,
            Terminal terminal) {
        return printPages(
                product,
                rest,
                (answer, page) -> {
                    page.path(list).forEach(answer.withArray(list)::add);
                    join.accept(answer, page);
                },
                report,
                terminal);
    }

    /**
     * As the others, of pages that have several lists.
     *
     * @param join adds to the answer all that a further page says
     */
    JsonNode printPages(
            String product,
            String rest,
            BiConsumer<ObjectNode, JsonNode> join,
            Function<JsonNode, Report> report,
            Terminal terminal) {
        LedgerClient client = connection.open();
        String path = when.path(product, rest);
        ObjectNode answer = (ObjectNode) client.get(path);
        JsonNode mark = answer.remove("next");
        while (mark != null) {
            String after = "after=" + LedgerClient.encode(mark.asText());
            JsonNode page = client.get(path + (path.contains("?") ? "&" : "?") + after);
            join.accept(answer, page);
            mark = page.get("next");
        }
        print(answer, report, terminal);
        return answer;
    }

    private void print(JsonNode answer, Function<JsonNode, Report> report, Terminal terminal) {
        terminal.print(
                switch (form) {
                    case JSON -> OutputOption.json(answer);
                    case TABLE -> explained(answer, report).table(terminal.columns());
                    case MARKDOWN -> explained(answer, report).markdown();
                });
    }

    private static Report explained(JsonNode answer, Function<JsonNode, Report> report) {
        return PartMark.explain(List.of(answer), report.apply(answer));
    }

    /** The line that says how far the ledger had come. */
    static String asOf(JsonNode answer) {
        return "as of seq %s, sealed %s"
                .formatted(answer.at("/asOf/seq").asText(), minute(answer.at("/asOf/sealedAt")));
    }

    /** A time to the minute; nothing where there is none. */
    static String minute(JsonNode time) {
        String text = time.asText();
        return text.length() < 16 ? text : text.substring(0, 16).replace('T', ' ') + " UTC";
    }

    /** Node references, type and id, as short as people read them. */
    static String refs(JsonNode refs) {
        List<String> texts = new java.util.ArrayList<>();
        refs.forEach(ref -> texts.add(ref(ref)));
        return String.join(", ", texts);
    }

    /** One of them, with the sign of {@link PartMark}. */
    static String ref(JsonNode ref) {
        return ref.isMissingNode() || ref.isNull() ? "" : name(ref) + PartMark.of(ref);
    }

    static String name(JsonNode ref) {
        return ref.path("type").asText() + " " + shortId(ref.path("id").asText());
    }

    /** The same of every one that a sentence names. */
    static String shortIds(String text) {
        return LONG_ID.matcher(text).replaceAll(id -> shortId(id.group()));
    }

    /** A digest or sha by its first 12 digits, any other id as it is. */
    static String shortId(String id) {
        return id.matches("(sha256:)?[0-9a-f]{40,64}")
                ? id.replace("sha256:", "").substring(0, 12)
                : id;
    }
}
