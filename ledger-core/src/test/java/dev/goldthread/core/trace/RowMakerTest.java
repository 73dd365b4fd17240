package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.matrix;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Row;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What single rows of a matrix say. */
class RowMakerTest {

    /** R-0 refines R-1 refines R-2 refines R-0, and the change of the release carries out each. */
    private static GraphFixture ring() {
        GraphFixture graph = release();
        for (int i = 0; i < 3; i++) {
            graph.event(
                    "p",
                    "requirement.recorded",
                    "Requirement",
                    "R-" + i,
                    revision("1"),
                    link("refines", "Requirement", "R-" + (i + 1) % 3));
        }
        return graph.event(
                "author",
                "change.updated",
                "Change",
                "repo#1",
                Map.of("headCommit", "h1"),
                link("implements", "Requirement", "R-0"),
                link("implements", "Requirement", "R-1"),
                link("implements", "Requirement", "R-2"));
    }

    @Test
    void aRequirementOfARingIsToldOnceInItsOwnRow() {
        NodeRef first = node("Requirement", "R-0");
        Row row =
                matrix(ring()).rows().stream()
                        .filter(each -> each.subject().equals(first))
                        .findFirst()
                        .orElseThrow();

        assertThat(row.requirements())
                .extracting(Item::node)
                .containsExactly(node("Requirement", "R-2"), node("Requirement", "R-1"), first);
        assertThat(row.findings()).doesNotHaveDuplicates();
    }

    @Test
    void whatATestMeantIsToldByTheRelationThatItHas() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "testcase.recorded",
                                "TestCase",
                                "T-V",
                                Map.of("revision", "1"),
                                pinned("validates", "Requirement", "UN-1", "1"))
                        .ran("run-v", "T-V", "PASSED", "a1")
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "UN-1",
                                Map.of("revision", "2", "title", "t", "level", "USER_NEED"));

        assertThat(findings(graph, node("Requirement", "UN-1")))
                .extracting(Finding::reason)
                .contains("TestCase T-V validates revision 1, but revision 2 is in force");
    }
}
