package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MatrixCommandTest {

    @Test
    void aCellSaysWhoConfirmedTheLinkThatVerifiedRestsOn() throws Exception {
        JsonNode row =
                new ObjectMapper()
                        .readTree(
                                """
                                {"findings": [{"node": {"type": "Requirement", "id": "R-1"}, "code": "VERIFIED"}],
                                 "confirmations": [{"from": {"type": "TestCase", "id": "T-1"},
                                   "relation": "verifies", "to": {"type": "Requirement", "id": "R-1"},
                                   "revision": "3", "by": "u-9", "at": "2026-02-12T10:00:00Z",
                                   "reason": "the limit did not move", "event": "qms-1"}]}
                                """);

        assertThat(MatrixCommand.findings(row))
                .isEqualTo(
                        "R-1 VERIFIED; T-1 verifies R-1 r3 confirmed by u-9, 2026-02-12 10:00 UTC:"
                                + " the limit did not move");
    }
}
