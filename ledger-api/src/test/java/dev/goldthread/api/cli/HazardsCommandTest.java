package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class HazardsCommandTest {

    @Test
    void tableAndMarkdownSayThatAPassedTestIsOfAnOlderRevision() throws Exception {
        JsonNode answer =
                new ObjectMapper()
                        .readTree(
                                """
                                {"product": "rig", "asOf": {"seq": 1},
                                 "hazards": [{"hazard": {"type": "Hazard", "id": "H-1"},
                                  "rows": [{"controls": [{"type": "RiskControl", "id": "K-1", "revision": "2"}],
                                   "requirements": [{"type": "Requirement", "id": "R-1", "revision": "3"}],
                                   "tests": [],
                                   "findings": [{"node": {"type": "RiskControl", "id": "K-1"},
                                                 "code": "SUSPECT", "reason": "older"}]}]}]}
                                """);

        assertThat(HazardsCommand.report(answer).table()).contains("FINDINGS", "K-1 SUSPECT");
        assertThat(HazardsCommand.report(answer).markdown()).contains("| K-1 SUSPECT |");
    }

    @Test
    void whatIsFoundOfAHazardItselfStandsBesideItWithAControlOrWithout() throws Exception {
        JsonNode answer =
                new ObjectMapper()
                        .readTree(
                                """
                                {"product": "rig", "asOf": {"seq": 1}, "hazards": [
                                 {"hazard": {"type": "Hazard", "id": "H-1"}, "rows": [],
                                  "findings": [{"node": {"type": "Hazard", "id": "H-1"},
                                                "code": "UNCOVERED", "reason": "none"}]},
                                 {"hazard": {"type": "Hazard", "id": "H-2"},
                                  "findings": [{"node": {"type": "Hazard", "id": "H-2"},
                                                "code": "FAILED", "reason": "risk"}],
                                  "rows": [{"controls": [], "requirements": [], "tests": [],
                                   "findings": [{"node": {"type": "RiskControl", "id": "K-1"},
                                                 "code": "VERIFIED", "reason": "passed"}]}]}]}
                                """);

        assertThat(HazardsCommand.report(answer).markdown())
                .contains("| H-1 UNCOVERED |", "| H-2 FAILED, K-1 VERIFIED |");
    }
}
