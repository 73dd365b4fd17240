package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static dev.goldthread.core.trace.SmallRelease.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An artifact needs no validation; one that says no of it is heard all the same. */
class ValidationsTest {

    private static final NodeRef ARTIFACT = node("Artifact", "a1");

    private static GraphFixture validated(
            GraphFixture graph, String id, String criterion, String whole, Link evaluates) {
        return graph.event(
                "clinic",
                "validation.finished",
                "Validation",
                id,
                Map.of(
                        "kind",
                        "CLINICAL",
                        "verdict",
                        whole,
                        "metrics",
                        List.of(Map.of("criterion", "at least 0.9", "verdict", criterion, "n", 9))),
                evaluates,
                link("evaluatedOn", "Dataset", "d1"));
    }

    private static GraphFixture validated(String criterion, String whole) {
        return validated(release(), "V-1", criterion, whole, link("evaluates", "Artifact", "a1"));
    }

    @Test
    void anArtifactWhoseValidationDidNotMeetACriterionFailed() {
        GraphFixture graph = validated("FAIL", "FAIL");

        assertThat(findings(graph, ARTIFACT))
                .contains(
                        Finding.by(
                                "failed-criterion",
                                "FAILED",
                                "Validation V-1 did not meet at least 0.9"));
        assertThat(gaps(graph).gaps())
                .filteredOn(gap -> gap.node().equals(ARTIFACT))
                .extracting(Gap::code)
                .contains("FAILED");
        assertThat(codes(validated("WAIVED", "PASS"), ARTIFACT)).contains("FAILED");
        assertThat(codes(validated("PASS", "FAIL"), ARTIFACT)).contains("FAILED");
    }

    @Test
    void thatOfAnotherArtifactOrAGuessSaysNothingOfIt() {
        assertThat(codes(validated("PASS", "PASS"), ARTIFACT))
                .isEqualTo(codes(release(), ARTIFACT))
                .as("none is asked for")
                .doesNotContain("FAILED", "UNCOVERED");
        for (Link other :
                List.of(
                        inferred("evaluates", "Artifact", "a1"),
                        link("evaluates", "Artifact", "a0"))) {
            assertThat(codes(validated(release(), "V-1", "FAIL", "FAIL", other), ARTIFACT))
                    .doesNotContain("FAILED");
        }
    }

    @Test
    void itEndsWhenTheSameValidationPassesAndNotByAnother() {
        Link artifact = link("evaluates", "Artifact", "a1");
        GraphFixture another =
                validated(validated("FAIL", "FAIL"), "V-2", "PASS", "PASS", artifact);
        assertThat(codes(another, ARTIFACT))
                .as("the digest is the same, and what was measured stands")
                .contains("FAILED");

        assertThat(codes(validated(another, "V-1", "PASS", "PASS", artifact), ARTIFACT))
                .doesNotContain("FAILED");
    }

    @Test
    void theCountOfEvidenceStays() {
        assertThat(gaps(validated("FAIL", "FAIL")).completeness().present())
                .isEqualTo(gaps(release()).completeness().present());
        assertThat(gaps(validated("FAIL", "FAIL")).completeness().required())
                .isEqualTo(gaps(release()).completeness().required());
    }
}
