package dev.goldthread.api.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import java.util.stream.IntStream;

/** Tables and texts from the server, made fit for a terminal. */
final class Tables {

    private static final int COLUMN_WIDTH_MAX = 60;

    private Tables() {}

    /** A table without lines. */
    static String of(List<String> heads, List<List<String>> rows) {
        List<ColumnData<List<String>>> columns =
                IntStream.range(0, heads.size())
                        .mapToObj(
                                i ->
                                        new Column()
                                                .header(heads.get(i))
                                                .headerAlign(HorizontalAlign.LEFT)
                                                .dataAlign(HorizontalAlign.LEFT)
                                                .maxWidth(
                                                        COLUMN_WIDTH_MAX, OverflowBehaviour.NEWLINE)
                                                .<List<String>>with(row -> clean(row.get(i))))
                        .toList();
        String table =
                AsciiTable.builder().border(AsciiTable.NO_BORDERS).data(rows, columns).asString();
        return table.lines()
                .map(String::stripTrailing)
                .reduce("", (text, line) -> text + line + "\n");
    }

    /** Texts come from events: what could steer a terminal is made visible instead. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    }
}
