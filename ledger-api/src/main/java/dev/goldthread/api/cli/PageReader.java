package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            terminal.print("]}\n");
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
            terminal.print(isMarkdown ? made.markdown() : made.table());
        }
    }

    private void json(JsonNode page, boolean isFirst, long printed) {
        if (isFirst) {
            ObjectNode head = page.deepCopy();
            head.remove(list);
            head.remove("next");
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

    private static String line(JsonNode json) {
        try {
            return LedgerClient.JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
