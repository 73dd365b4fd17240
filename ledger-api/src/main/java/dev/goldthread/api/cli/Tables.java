package dev.goldthread.api.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables and texts from the server, made fit for a terminal. */
final class Tables {

    /** Blanks beside a cell; the library counts them to its width. */
    private static final int PADDING = 2;

    private static final int CELL_WIDTH_MAX = 60 - PADDING;

    private Tables() {}

    /** A table without lines, as wide as it is, for files and programs. */
    static String of(List<String> heads, List<List<String>> rows) {
        int[] widths = widths(heads, rows);
        List<ColumnData<List<String>>> all =
                IntStream.range(0, heads.size())
                        .mapToObj(
                                i ->
                                        new Column()
                                                .header(heads.get(i))
                                                .headerAlign(HorizontalAlign.LEFT)
                                                .dataAlign(HorizontalAlign.LEFT)
                                                .maxWidth(
                                                        widths[i] + PADDING,
                                                        OverflowBehaviour.NEWLINE)
                                                .<List<String>>with(row -> clean(row.get(i))))
                        .toList();
        String table =
                AsciiTable.builder().border(AsciiTable.NO_BORDERS).data(rows, all).asString();
        return table.lines()
                .map(String::stripTrailing)
                .reduce("", (text, line) -> text + line + "\n");
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

    private static int[] widths(List<String> heads, List<List<String>> rows) {
        return IntStream.range(0, heads.size())
                .map(
                        i ->
                                Stream.concat(
                                                Stream.of(heads.get(i)),
                                                rows.stream().map(row -> clean(row.get(i))))
                                        .mapToInt(String::length)
                                        .max()
                                        .orElse(0))
                .map(width -> Math.min(width, CELL_WIDTH_MAX))
                .toArray();
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
