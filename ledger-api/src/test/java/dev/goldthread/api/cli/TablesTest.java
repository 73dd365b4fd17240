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
    void aWrappedColumnIsAsWideAsItsLongestLine() {
        List<List<String>> rows = List.of(List.of("a", "word ".repeat(20).strip(), "last"));

        assertThat(Tables.of(List.of("A", "WORDS", "Z"), rows).lines().toList().getFirst())
                .as("11 words to a line, of 58 letters at most")
                .isEqualTo(" A  WORDS" + " ".repeat(54 - 5) + "  Z");
    }

    @Test
    void withoutATerminalItIsAsWideAsItIs() {
        String table = Tables.of(HEADS, ROWS);

        assertThat(table.lines()).anyMatch(line -> line.length() > 90);
        assertThat(Tables.of(HEADS, ROWS, OptionalInt.of(300))).isEqualTo(table);
    }

    /** A digest that is broken can neither be read nor copied. */
    @Test
    void noWordIsBrokenWhateverTheWidth() {
        String digest = "sha256:" + "0123456789abcdef".repeat(4);
        List<List<String>> rows = List.of(List.of("dep-2026-02-25-1", "2026-02-25", digest));
        for (int columns : new int[] {5, 40, 60, 80, 100, 300}) {
            String table = Tables.of(HEADS, rows, OptionalInt.of(columns));

            assertThat(table.split("\\s+")).as("%d columns", columns).contains(digest);
            assertThat(table).contains("DEPLOYMENT", "STARTED", "RESTS ON");
        }
        assertThat(Tables.of(HEADS, rows).split("\\s+")).as("without a terminal").contains(digest);
    }

    @Test
    void whatWouldBecomeTooNarrowIsToldRowByRow() {
        List<List<String>> rows =
                List.of(
                        List.of("dep-1", "2026-02-25 06:00 UTC", RESTS),
                        List.of("dep-2", "", "Exception EXC-31"));

        assertThat(Tables.of(HEADS, rows, OptionalInt.of(45)))
                .isEqualTo(
                        """
                         DEPLOYMENT  dep-1
                         STARTED     2026-02-25 06:00 UTC
                         RESTS ON    Approval AP-7.2.4-1, Approval
                                     AP-7.2.4-2, Approval AP-7.2.4-3
                                     and others

                         DEPLOYMENT  dep-2
                         STARTED
                         RESTS ON    Exception EXC-31
                        """);
    }

    /** As the second test of a requirement in a matrix. */
    @Test
    void aRowThatGoesOnWithTheOneBeforeStandsWithIt() {
        List<List<String>> rows =
                List.of(List.of("REQ-1", "", "t-1 ".repeat(9).strip()), List.of("", "", "t-2"));

        assertThat(Tables.of(HEADS, rows, OptionalInt.of(40)))
                .isEqualTo(
                        """
                         DEPLOYMENT  REQ-1
                         STARTED
                         RESTS ON    t-1 t-1 t-1 t-1 t-1 t-1 t-1
                                     t-1 t-1
                         RESTS ON    t-2
                        """);
    }

    @Test
    void ofTwoColumnsTheFirstNamesTheSecond() {
        String bytes = "0a".repeat(40);

        assertThat(
                        Tables.of(
                                List.of("FIELD", "VALUE"),
                                List.of(List.of("id", "e-1"), List.of("seal/bytes", bytes)),
                                OptionalInt.of(60)))
                .isEqualTo(
                        """
                         FIELD       VALUE
                         id          e-1
                         seal/bytes  %s
                        """
                                .formatted(bytes));
    }

    @Test
    void aLineOfTextIsWrappedAtItsWordsOnATerminalOnly() {
        assertThat(Tables.line("one two three", OptionalInt.of(8))).isEqualTo("one two\nthree");
        assertThat(Tables.line("one two three", OptionalInt.empty())).isEqualTo("one two three");
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
