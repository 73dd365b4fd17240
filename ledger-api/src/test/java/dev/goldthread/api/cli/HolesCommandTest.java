package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolesCommandTest {

    private static JsonNode answer(String ranges) throws Exception {
        return new ObjectMapper()
                .readTree(
                        """
                        {"product": "pump", "asOf": {"seq": 7, "sealedAt": "2026-03-02T10:00:00Z"},
                         "findings": 2,
                         "sources": [
                          {"uri": "https://ci.acme.example/pump/pipelines", "tool": "GITLAB",
                           "events": 12345, "first": 1, "last": 12345, "missing": [%s],
                           "lastSeenAt": "2026-03-01T10:00:00.123456Z",
                           "reconciled": {"at": "2026-03-02T10:00:00.654321Z"},
                           "differing": [{"missing": ["runs/33"], "unexpected": ["runs/32"]}],
                           "findings": [{"code": "HOLE", "reason": "2 numbers never came"},
                                        {"code": "UNRECONCILED", "reason": "its list has others"}]},
                          {"uri": "https://deploy.acme.example", "tool": "fleet", "events": 0,
                           "missing": [], "differing": [], "findings": []}]}
                        """
                                .formatted(ranges));
    }

    private static final String TWO = "{\"first\": 2, \"last\": 2}, {\"first\": 5, \"last\": 9}";

    @Test
    void markdownHasEverySourceItsFindingsAndWhatIsMissing() throws Exception {
        assertThat(HolesCommand.report(answer(TWO)).markdown())
                .startsWith("# pump · sources\n\nas of seq 7, sealed 2026-03-02 10:00 UTC")
                .contains(
                        "| https://ci.acme.example/pump/pipelines | GITLAB | 12345 | 1 to 12345"
                                + " | 2026-03-01 10:00 UTC | 2026-03-02 10:00 UTC |",
                        "| https://deploy.acme.example | fleet | 0 | does not count | never | never |",
                        "| HOLE | 2 numbers never came |",
                        "| numbers that never came | 2, 5-9 |",
                        "| missing here | runs/33 |",
                        "| not on its list | runs/32 |");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80})
    void linesFitTheTerminal(int columns) throws Exception {
        assertThat(HolesCommand.report(answer(TWO)).table(OptionalInt.of(columns)).lines())
                .hasSizeGreaterThan(8)
                .allMatch(line -> line.length() <= columns);
    }

    @Test
    void howManyRangesAreNotToldIsSaid() throws Exception {
        String many =
                IntStream.range(0, 12)
                        .mapToObj(i -> "{\"first\": %1$d, \"last\": %1$d}".formatted(2 * i))
                        .collect(Collectors.joining(","));

        assertThat(HolesCommand.report(answer(many)).markdown())
                .contains("0, 2, 4, 6, 8, 10, 12, 14, 16, 18 and 2 ranges more, which -o json");
    }

    @Test
    void whatIsNotKnownIsSaidInsteadOfSources() throws Exception {
        JsonNode unknown =
                new ObjectMapper()
                        .readTree(
                                "{\"product\": \"pump\", \"asOf\": {\"seq\": 7}, \"unknown\": \"too many\"}");

        assertThat(HolesCommand.report(unknown).markdown())
                .contains("not known: too many")
                .doesNotContain("None");
    }
}
