package dev.goldthread.api.cli;

import java.util.List;
import java.util.OptionalInt;

/** Tables and texts from the server, made fit for a terminal. */
final class Tables {

    private Tables() {}

    /** A table without lines, as wide as its words need, for files and programs. */
    static String of(List<String> heads, List<List<String>> rows) {
        return new ScreenTable(heads, rows, Integer.MAX_VALUE).text();
    }

    /**
     * A table without lines.
     *
     * @param columns of the terminal, if it is one, which the table then fits
     */
    static String of(List<String> heads, List<List<String>> rows, OptionalInt columns) {
        return columns.isPresent()
                ? new ScreenTable(heads, rows, columns.getAsInt()).text()
                : of(heads, rows);
    }

    /** A line of text, wrapped at its words where a terminal is narrower. */
    static String line(String text, OptionalInt columns) {
        String line = clean(text);
        return columns.isPresent()
                ? String.join("\n", ScreenTable.wrapped(line, columns.getAsInt()))
                : line;
    }

    /** Texts come from events: what could steer a terminal is made visible instead. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }
}
