package dev.goldthread.api.cli;

import dev.goldthread.api.drawing.Lines;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table no wider than a terminal, and no word of it broken: a digest or an id that is broken can
 * neither be read nor copied. Where its columns would become too narrow for that, each row is told
 * by itself, a line for each cell behind its column's name, as psql's expanded display does.
 *
 * @param rows each as long as {@code heads}
 * @param columns of the terminal; as many as there can be where there is none
 */
record ScreenTable(List<String> heads, List<List<String>> rows, int columns) {

    /**
     * Words are wrapped at this width even where there is room: longer lines are hard to follow.
     */
    private static final int WORDS_WIDTH_MAX = 58;

    /** A column of words that is narrower is no longer read but spelled. */
    private static final int WORDS_WIDTH_MIN = 20;

    /** Blanks beside a cell. */
    private static final int PADDING = 2;

    ScreenTable {
        heads = List.copyOf(heads);
        rows = rows.stream().map(row -> row.stream().map(Tables::clean).toList()).toList();
    }

    String text() {
        int[] widths = wrapped(fitted());
        if (width(widths) <= columns) {
            return grid(widths);
        }
        int names = widest(0);
        return heads.size() == 2 && names <= columns / 2 ? pairs(names) : blocks();
    }

    /** Takes from the widest column, a letter at a time, so that narrow ones stay whole. */
    private int[] fitted() {
        int[] widths =
                all().map(i -> Math.min(widest(i), Math.max(WORDS_WIDTH_MAX, longestWord(i))))
                        .toArray();
        int[] least =
                all().map(i -> Math.min(widest(i), Math.max(WORDS_WIDTH_MIN, longestWord(i))))
                        .toArray();
        for (int excess = width(widths) - columns; excess > 0; excess--) {
            int widest =
                    all().filter(i -> widths[i] > least[i])
                            .reduce(-1, (a, b) -> a < 0 || widths[b] > widths[a] ? b : a);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** As wide as the lines are that wrapping left; wrapped at that they are the same. */
    private int[] wrapped(int[] widths) {
        return all().map(
                        i ->
                                column(i)
                                        .flatMap(cell -> wrapped(cell, widths[i]).stream())
                                        .mapToInt(Lines::width)
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    private IntStream all() {
        return IntStream.range(0, heads.size());
    }

    private static int width(int[] widths) {
        return Arrays.stream(widths).map(width -> width + PADDING).sum();
    }

    private int widest(int column) {
        return column(column).mapToInt(Lines::width).max().orElse(0);
    }

    private int longestWord(int column) {
        return column(column)
                .flatMap(cell -> Arrays.stream(cell.split(" ")))
                .mapToInt(Lines::width)
                .max()
                .orElse(0);
    }

    private Stream<String> column(int column) {
        return Stream.concat(
                Stream.of(heads.get(column)), rows.stream().map(row -> row.get(column)));
    }

    private String grid(int[] widths) {
        StringBuilder text = new StringBuilder();
        line(heads, widths, text);
        rows.forEach(row -> line(row, widths, text));
        return text.toString();
    }

    private static void line(List<String> row, int[] widths, StringBuilder text) {
        List<List<String>> cells =
                IntStream.range(0, widths.length)
                        .mapToObj(i -> wrapped(row.get(i), widths[i]))
                        .toList();
        int height = Math.max(1, cells.stream().mapToInt(List::size).max().orElse(1));
        for (int at = 0; at < height; at++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = at < cells.get(i).size() ? cells.get(i).get(at) : "";
                line.append(' ').append(Lines.fill(part, widths[i])).append(' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** As it is where it fits. */
    static List<String> wrapped(String text, int width) {
        return Lines.width(text) <= width ? List.of(text) : Lines.wrap(text, width);
    }

    /** Of two columns the first names the second. */
    private String pairs(int names) {
        StringBuilder text = new StringBuilder();
        named(heads.getFirst(), heads.getLast(), names, text);
        rows.forEach(row -> named(row.getFirst(), row.getLast(), names, text));
        return text.toString();
    }

    /** A row without a first cell goes on with the one before, and tells what it adds to that. */
    private String blocks() {
        int names = heads.stream().mapToInt(Lines::width).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            boolean goesOn = !text.isEmpty() && row.getFirst().isEmpty();
            text.append(text.isEmpty() || goesOn ? "" : "\n");
            all().filter(i -> !goesOn || !row.get(i).isEmpty())
                    .forEach(i -> named(heads.get(i), row.get(i), names, text));
        }
        return text.toString();
    }

    private void named(String name, String value, int names, StringBuilder text) {
        String before = " " + Lines.fill(name, names) + " ".repeat(PADDING);
        int room = Math.max(WORDS_WIDTH_MIN, columns - Lines.width(before));
        for (String part : wrapped(value, room)) {
            text.append((before + part).stripTrailing()).append('\n');
            before = " ".repeat(Lines.width(before));
        }
    }
}
