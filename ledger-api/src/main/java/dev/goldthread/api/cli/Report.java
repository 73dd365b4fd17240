package dev.goldthread.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Headings, lines and tables that read well in a terminal and in a document. Not thread-safe. */
final class Report {

    private sealed interface Part {
        record Title(String text) implements Part {}

        record Line(String text) implements Part {}

        record Grid(List<String> heads, List<List<String>> rows) implements Part {}
    }

    private final List<Part> parts = new ArrayList<>();

    Report(String title) {
        parts.add(new Part.Title(title));
    }

    Report line(String text) {
        parts.add(new Part.Line(text));
        return this;
    }

    Report title(String text) {
        parts.add(new Part.Title(text));
        return this;
    }

    /**
     * @param instead what is said when there are no rows
     */
    Report grid(List<String> heads, List<List<String>> rows, String instead) {
        parts.add(rows.isEmpty() ? new Part.Line(instead) : new Part.Grid(heads, rows));
        return this;
    }

    /** As wide as it is. */
    String table() {
        return table(OptionalInt.empty());
    }

    /**
     * An empty line stands around each table, and above each heading but the first. Lines of text
     * are wrapped at their words.
     *
     * @param columns of the terminal, if it is one
     */
    String table(OptionalInt columns) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Title(String title) -> {
                    gap(text);
                    text.append(Tables.line(title, columns)).append('\n');
                }
                case Part.Line(String line) -> text.append(Tables.line(line, columns)).append('\n');
                case Part.Grid(List<String> heads, List<List<String>> rows) -> {
                    gap(text);
                    text.append(Tables.of(heads, rows, columns)).append('\n');
                }
            }
        }
        return text.toString();
    }

    /** One empty line, unless there is one already. */
    private static void gap(StringBuilder text) {
        if (!text.isEmpty() && text.lastIndexOf("\n\n") != text.length() - 2) {
            text.append('\n');
        }
    }

    /** GitHub Flavored Markdown, "Tables". */
    String markdown() {
        StringBuilder text = new StringBuilder();
        boolean isFirst = true;
        for (Part part : parts) {
            switch (part) {
                case Part.Title(String title) ->
                        text.append(isFirst ? "# " : "\n## ").append(cell(title)).append('\n');
                case Part.Line(String line) -> text.append('\n').append(cell(line)).append('\n');
                case Part.Grid(List<String> heads, List<List<String>> rows) -> {
                    text.append('\n').append(row(heads));
                    text.append("|---".repeat(heads.size())).append("|\n");
                    rows.forEach(row -> text.append(row(row)));
                }
            }
            isFirst = false;
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Report::cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Keeps texts of events from becoming markup. */
    private static String cell(String text) {
        return Tables.clean(text).replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
    }
}
