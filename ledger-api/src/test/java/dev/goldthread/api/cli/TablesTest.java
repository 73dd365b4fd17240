package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.cli.Terminal.Screen;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tables fit the terminal; what a program reads stays as it is. */
class TablesTest {

    private static final List<String> HEADS = List.of("DEPLOYMENT", "STARTED", "RESTS ON");
    private static final String RESTS =
            "Approval AP-7.2.4-1, Approval AP-7.2.4-2, Approval AP-7.2.4-3 and others";
    private static final List<List<String>> ROWS =
            List.of(List.of("dep-2026-02-25-1", "2026-02-25 06:00 UTC", RESTS));

    @Test
    void wideColumnsAreWrappedToTheTerminal() {
        String table = Tables.of(HEADS, ROWS, OptionalInt.of(70));

        assertThat(table.lines()).allMatch(line -> line.length() <= 70);
        assertThat(table)
                .as("narrow columns stay whole")
                .contains("dep-2026-02-25-1  2026-02-25 06:00 UTC");
        assertThat(table.replaceAll("\\s+", "")).as("nothing is cut").contains("others");
    }

    @Test
    void withoutATerminalItIsAsWideAsItIs() {
        String table = Tables.of(HEADS, ROWS);

        assertThat(table.lines()).anyMatch(line -> line.length() > 90);
        assertThat(Tables.of(HEADS, ROWS, OptionalInt.of(300))).isEqualTo(table);
    }

    @Test
    void whatCannotBeReadAnyMoreIsNotMadeNarrower() {
        String table = Tables.of(HEADS, ROWS, OptionalInt.of(5));

        assertThat(table.lines()).allMatch(line -> line.length() < 40);
        assertThat(table).contains("DEPLOYMENT", "STARTED");
    }

    @Test
    void onlyATerminalHasAWidth() {
        assertThat(terminal("100", Screen.PERSON).columns()).hasValue(100);
        assertThat(terminal("100", Screen.PROGRAM).columns()).isEmpty();
        assertThat(terminal("wide", Screen.PERSON).columns()).isEmpty();
    }

    private static Terminal terminal(String columns, Screen out) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Terminal(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Map.of("COLUMNS", columns),
                out,
                Screen.PROGRAM);
    }
}
