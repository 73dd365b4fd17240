package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * Follows the pages of one answer and prints each as it comes. As JSON they are one document. Not
 * thread-safe.
 */
final class PageReader {

    private static final long PAGE_MAX = 1_000;

    private final LedgerClient client;
    private final Terminal terminal;
    private final String list;
    private final List<JsonNode> later = new ArrayList<>();
    private JsonNode first = MissingNode.getInstance();

    /**
     * @param list the member that the rows stand in
     */
    PageReader(LedgerClient client, Terminal terminal, String list) {
        this.client = client;
        this.terminal = terminal;
        this.list = list;
    }

    /**
     * @param path with a query
     * @param most how many rows; the rest is told, not dropped silently
     * @param report makes a text of a page; the second says whether it is the first one
     */
    void print(
            String path,
            AnswerPrinter.Form form,
            OptionalLong most,
            BiFunction<JsonNode, Boolean, Report> report) {
        String after = "";
        long printed = 0;
        boolean isFirst = true;
        do {
            long wanted = Math.min(PAGE_MAX, most.orElse(Long.MAX_VALUE) - printed);
            JsonNode page = client.get(path + "&limit=" + wanted + after);
            boolean isEmpty = page.path(list).isEmpty();
            switch (form) {
                case JSON -> json(page, isFirst, printed);
                case TABLE -> text(page, isFirst, isEmpty, report, false);
                case MARKDOWN -> text(page, isFirst, isEmpty, report, true);
            }
            printed += page.path(list).size();
            isFirst = false;
            after =
                    page.has("next")
                            ? "&after=" + LedgerClient.encode(page.path("next").asText())
                            : "";
        } while (!after.isEmpty() && printed < most.orElse(Long.MAX_VALUE));
        if (form == AnswerPrinter.Form.JSON) {
            terminal.print("]%s}\n".formatted(laterPages()));
        }
        if (!after.isEmpty()) {
            terminal.say("there is more behind these %,d; raise --limit".formatted(printed));
        }
    }

    /** A page may be empty though more follow: only the first is worth its heading then. */
    private void text(
            JsonNode page,
            boolean isFirst,
            boolean isEmpty,
            BiFunction<JsonNode, Boolean, Report> report,
            boolean isMarkdown) {
        if (isFirst || !isEmpty) {
            Report made = report.apply(page, isFirst);
            terminal.print(isMarkdown ? made.markdown() : made.table(terminal.columns()));
        }
    }

    private void json(JsonNode page, boolean isFirst, long printed) {
        ObjectNode head = page.deepCopy();
        head.remove(list);
        head.remove("next");
        if (!isFirst) {
            addLater(head.path("asOf"));
        } else {
            first = head.path("asOf");
            String text = line(head);
            terminal.print(
                    "%s%s\"%s\":["
                            .formatted(
                                    text.substring(0, text.length() - 1),
                                    head.isEmpty() ? "" : ",",
                                    list));
        }
        boolean isSeparated = printed > 0;
        for (JsonNode row : page.path(list)) {
            terminal.print((isSeparated ? ",\n" : "\n") + line(row));
            isSeparated = true;
        }
    }

    /** The first page's position stands at the head; what later ones stand on must not be lost. */
    private void addLater(JsonNode asOf) {
        if (!position(asOf).equals(position(first))) {
            later.add(asOf);
        }
    }

    /** A new checkpoint of one position is no other position. */
    private static JsonNode position(JsonNode asOf) {
        return asOf instanceof ObjectNode json ? json.deepCopy().without("checkpoint") : asOf;
    }

    private String laterPages() {
        return later.isEmpty()
                ? ""
                : ",\"asOfLaterPages\":" + line(LedgerClient.JSON.valueToTree(later));
    }

    private static String line(JsonNode json) {
        try {
            return LedgerClient.JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
