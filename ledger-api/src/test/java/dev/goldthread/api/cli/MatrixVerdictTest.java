package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.report.table.MatrixClaims.Claim;
import dev.goldthread.core.event.Product;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatrixVerdictTest {

    private static final Product PRODUCT = new Product("pump");

    /** As the trace route answers around TC-1: run-1 failed first, run-2 passed later. */
    private static final String AROUND =
            """
            {"nodes": [
               {"type": "TestCase", "id": "TC-1", "attributes": {}, "history": []},
               {"type": "Requirement", "id": "REQ-1", "attributes": {"revision": "3"}, "history": []},
               {"type": "TestRun", "id": "run-1", "history": [
                 {"seq": 9, "event": "e9", "occurredAt": "2026-02-01T10:00:00Z"}]},
               {"type": "TestRun", "id": "run-2", "history": [
                 {"seq": 8, "event": "e8", "occurredAt": "2026-02-02T10:00:00Z"}]}],
             "edges": [
               {"from": {"type": "TestCase", "id": "TC-1"}, "relation": "verifies",
                "to": {"type": "Requirement", "id": "REQ-1"}, "seq": 2, "strength": "DECLARED", "revision": "3"},
               {"from": {"type": "TestRun", "id": "run-1"}, "relation": "executes",
                "to": {"type": "TestCase", "id": "TC-1"}, "seq": 9, "strength": "OBSERVED", "outcome": "FAILED"},
               {"from": {"type": "TestRun", "id": "run-2"}, "relation": "executes",
                "to": {"type": "TestCase", "id": "TC-1"}, "seq": 8, "strength": "OBSERVED", "outcome": "PASSED"}]}
            """;

    private static MatrixVerdict verdict(String requirement, String claimed, String around)
            throws Exception {
        JsonNode trace = LedgerClient.JSON.readTree(around);
        return MatrixVerdict.of(
                new Claim(
                        2,
                        "TC-1",
                        "verifies",
                        "Requirement",
                        requirement,
                        Optional.ofNullable(claimed)),
                Optional.of(trace),
                PRODUCT);
    }

    private static String word(String requirement, String claimed, String around) throws Exception {
        return verdict(requirement, claimed, around).word().name();
    }

    @Test
    void theLatestRunByTimeDecides() throws Exception {
        assertThat(verdict("REQ-1", null, AROUND).because()).isEqualTo("passed in run-2");
        assertThat(word("REQ-1", null, AROUND)).isEqualTo("CONFIRMED");
        assertThat(word("REQ-1", "FAILED", AROUND)).isEqualTo("CONTRADICTED");
        assertThat(word("REQ-1", null, AROUND.replace("\"PASSED\"", "\"FAILED\"")))
                .isEqualTo("CONTRADICTED");
        assertThat(word("REQ-1", "FAILED", AROUND.replace("\"PASSED\"", "\"FAILED\"")))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void aClaimNeedsALinkThatSomebodyStates() throws Exception {
        assertThat(word("REQ-2", null, AROUND)).isEqualTo("UNSUPPORTED");
        assertThat(word("REQ-1", null, AROUND.replace("DECLARED", "INFERRED")))
                .isEqualTo("UNSUPPORTED");
        assertThat(
                        MatrixVerdict.of(
                                        new Claim(
                                                2,
                                                "TC-1",
                                                "verifies",
                                                "Requirement",
                                                "REQ-1",
                                                Optional.empty()),
                                        Optional.empty(),
                                        PRODUCT)
                                .word())
                .isEqualTo(MatrixVerdict.Word.UNSUPPORTED);
    }

    /** As the matrix of the ledger has it. */
    @Test
    void aRunThatNamesTheTestTwiceEndedAsTheWorstOfIt() throws Exception {
        String again =
                AROUND.replace(
                        "\"outcome\": \"PASSED\"}",
                        """
                        "outcome": "PASSED"},
                        {"from": {"type": "TestRun", "id": "run-2"}, "relation": "executes",
                         "to": {"type": "TestCase", "id": "TC-1"}, "seq": 8,
                         "strength": "OBSERVED", "outcome": "FAILED"},
                        {"from": {"type": "TestRun", "id": "run-2"}, "relation": "executes",
                         "to": {"type": "TestCase", "id": "TC-1"}, "seq": 8,
                         "strength": "OBSERVED", "outcome": "PASSED"}
                        """);

        assertThat(verdict("REQ-1", null, again).because()).isEqualTo("failed in run-2");
        assertThat(word("REQ-1", null, again)).isEqualTo("CONTRADICTED");
    }

    @Test
    void aGuessedRunIsNone() throws Exception {
        String guessed =
                AROUND.replace(
                        "\"strength\": \"OBSERVED\", \"outcome\": \"PASSED\"",
                        "\"strength\": \"INFERRED\", \"outcome\": \"PASSED\"");

        assertThat(verdict("REQ-1", null, guessed).because()).isEqualTo("failed in run-1");
    }

    @Test
    void whatNeverRanSupportsNothing() throws Exception {
        assertThat(word("REQ-1", null, AROUND.replace("\"executes\"", "\"plans\"")))
                .isEqualTo("UNSUPPORTED");
        assertThat(word("REQ-1", null, AROUND.replace("\"PASSED\"", "\"SKIPPED\"")))
                .isEqualTo("UNSUPPORTED");
    }

    @Test
    void aTestOfAnOlderRevisionContradicts() throws Exception {
        MatrixVerdict verdict =
                verdict(
                        "REQ-1",
                        null,
                        AROUND.replace("{\"revision\": \"3\"}", "{\"revision\": \"4\"}"));

        assertThat(verdict.word()).isEqualTo(MatrixVerdict.Word.CONTRADICTED);
        assertThat(verdict.because()).contains("revision 3", "revision 4");
    }
}
