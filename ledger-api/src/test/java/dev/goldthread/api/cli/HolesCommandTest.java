package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolesCommandTest {

    private static String source() throws Exception {
        return HolesCommand.line(
                new ObjectMapper()
                        .readTree(
                                """
                                {"uri": "https://ci.acme.example/pump/pipelines", "tool": "GITLAB",
                                 "events": 12345, "first": 1, "last": 12345,
                                 "lastSeenAt": "2026-03-01T10:00:00.123456Z",
                                 "reconciled": {"at": "2026-03-02T10:00:00.654321Z"}}
                                """));
    }

    @Test
    void timesAreToTheMinuteAsElsewhere() throws Exception {
        assertThat(source())
                .contains("last seen 2026-03-01 10:00 UTC, reconciled 2026-03-02 10:00 UTC");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80})
    void linesFitTheTerminal(int columns) throws Exception {
        String fitted = HolesCommand.fitted(source(), OptionalInt.of(columns));

        assertThat(fitted.lines()).allMatch(line -> line.length() <= columns);
        assertThat(fitted.lines().skip(1))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.matches("  [^ ].*"));
        assertThat(fitted.replaceAll("\\s+", " ").strip())
                .isEqualTo(source().replaceAll("\\s+", " ").strip());
    }

    @Test
    void aFileGetsItAsItIs() throws Exception {
        assertThat(HolesCommand.fitted(source(), OptionalInt.empty())).isEqualTo(source());
    }
}
