package dev.goldthread.api.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables and texts from the server, made fit for a terminal. */
final class Tables {

    /** Blanks beside a cell; the library counts them to its width. */
    private static final int PADDING = 2;

    private static final int CELL_WIDTH_MAX = 60 - PADDING;

    /** A narrower cell is no longer read but spelled. */
    private static final int CELL_WIDTH_MIN = 8;

    private Tables() {}

    /** A table without lines, as wide as it is. */
    static String of(List<String> heads, List<List<String>> rows) {
        return of(heads, rows, OptionalInt.empty());
    }

    /**
     * A table without lines.
     *
     * @param columns of the terminal, if it is one: cells of wide columns are wrapped to fit; where
     *     they would become too narrow to read, the table stays wider
     */
    static String of(List<String> heads, List<List<String>> rows, OptionalInt columns) {
        int[] widths = widths(heads, rows);
        columns.ifPresent(most -> fit(widths, heads, most));
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

    /** Takes from the widest column, a letter at a time, so that narrow ones stay whole. */
    private static void fit(int[] widths, List<String> heads, int columns) {
        int excess = Arrays.stream(widths).map(width -> width + PADDING).sum() - columns;
        for (; excess > 0; excess--) {
            int widest =
                    IntStream.range(0, widths.length)
                            .filter(i -> widths[i] > widthMin(heads.get(i)))
                            .reduce(-1, (a, b) -> a < 0 || widths[b] > widths[a] ? b : a);
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int widthMin(String head) {
        return Math.max(
                CELL_WIDTH_MIN,
                Stream.of(head.split(" ")).mapToInt(String::length).max().orElse(0));
    }

    /** Texts come from events: what could steer a terminal is made visible instead. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }
}
