package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.matrix;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of a small release from the need to the result, and its deployments. */
class MatrixTest {

    @Test
    void aRowLeadsFromTheNeedToTheResultOnThisDigest() {
        Matrix.Row row = matrix(passed(release())).rows().getFirst();

        assertThat(row.subject()).isEqualTo(REQUIREMENT);
        assertThat(row.userNeeds())
                .containsExactly(new Matrix.Item(node("Requirement", "UN-1"), Optional.of("1")));
        assertThat(row.requirements())
                .containsExactly(new Matrix.Item(REQUIREMENT, Optional.of("1")));
        assertThat(row.changes())
                .containsExactly(new Matrix.Item(node("Change", "repo#1"), Optional.empty()));
        Matrix.Test test = row.tests().getFirst();
        assertThat(test.test())
                .isEqualTo(new Matrix.Item(node("TestCase", "T-1"), Optional.of("3")));
        assertThat(test.verifies()).isEqualTo(REQUIREMENT);
        assertThat(test.atRevision()).hasValue("1");
        Matrix.Result result = test.result().orElseThrow();
        assertThat(result.run()).isEqualTo(node("TestRun", "run-1"));
        assertThat(result.outcome()).isEqualTo("PASSED");
        assertThat(result.on()).containsExactly(node("Artifact", "a1"));
    }

    @Test
    void aTestThatDidNotRunOnThisDigestHasNoResult() {
        assertThat(matrix(release()).rows().getFirst().tests().getFirst().result()).isEmpty();
    }

    @Test
    void aControlThatNoRequirementHereImplementsHasARowOfItsOwn() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                Map.of("revision", "1"),
                                link("mitigates", "Hazard", "H-1"))
                        .event(
                                "p",
                                "change_request.opened",
                                "ChangeRequest",
                                "CR-1",
                                link("affects", "RiskControl", "RC-1"))
                        .event(
                                "author",
                                "change.updated",
                                "Change",
                                "repo#1",
                                link("implements", "ChangeRequest", "CR-1"));

        Matrix.Row row =
                matrix(graph).rows().stream()
                        .filter(each -> each.subject().equals(node("RiskControl", "RC-1")))
                        .findFirst()
                        .orElseThrow();

        assertThat(row.requirements()).isEmpty();
        assertThat(row.hazards())
                .containsExactly(new Matrix.Item(node("Hazard", "H-1"), Optional.empty()));
        assertThat(row.changes())
                .containsExactly(new Matrix.Item(node("Change", "repo#1"), Optional.empty()));
        assertThat(row.findings())
                .extracting(found -> found.node().type(), found -> found.finding().code())
                .containsExactly(tuple("RiskControl", "UNCOVERED"), tuple("Change", "INCOMPLETE"));
    }

    private static GraphFixture affecting(GraphFixture graph, String type, String id) {
        return graph.event(
                        "p",
                        "change_request.opened",
                        "ChangeRequest",
                        "CR-1",
                        link("affects", type, id))
                .event(
                        "author",
                        "change.updated",
                        "Change",
                        "repo#1",
                        link("implements", "ChangeRequest", "CR-1"));
    }

    @Test
    void aHazardThatNoControlLowersHasARowThatNothingCovers() {
        GraphFixture graph =
                affecting(
                        passed(release())
                                .event(
                                        "p",
                                        "hazard.recorded",
                                        "Hazard",
                                        "H-1",
                                        Map.of("revision", "1", "residualRisk", "NOT_EVALUATED")),
                        "Hazard",
                        "H-1");
        NodeRef hazard = node("Hazard", "H-1");

        Matrix.Row row = matrix(graph).rows().getLast();
        assertThat(row.subject()).isEqualTo(hazard);
        assertThat(row.hazards()).containsExactly(new Matrix.Item(hazard, Optional.of("1")));
        assertThat(row.changes()).extracting(Matrix.Item::node).contains(node("Change", "repo#1"));
        assertThat(row.controls()).isEmpty();
        assertThat(row.tests()).isEmpty();
        assertThat(row.findings())
                .extracting(found -> found.node().type(), found -> found.finding().code())
                .contains(tuple("Hazard", "UNCOVERED"));
        assertThat(
                        SmallRelease.TRACER
                                .hazards(graph.graph(), GraphFixture.PUMP, "1.0")
                                .orElseThrow()
                                .chains()
                                .getFirst()
                                .rows())
                .as("no control, no chain")
                .isEmpty();

        graph.event(
                "p",
                "control.recorded",
                "RiskControl",
                "RC-1",
                Map.of("revision", "1"),
                link("mitigates", "Hazard", "H-1"));
        assertThat(matrix(graph).rows()).extracting(Matrix.Row::subject).doesNotContain(hazard);
    }

    @Test
    void aHazardThatNobodyRecordedHasARowToo() {
        Matrix.Row row = matrix(affecting(passed(release()), "Hazard", "H-2")).rows().getLast();

        assertThat(row.subject()).isEqualTo(node("Hazard", "H-2"));
        assertThat(row.findings())
                .extracting(found -> found.finding().code())
                .contains("UNRESOLVED");
    }

    @Test
    void anInferredLinkMakesNoCell() {
        GraphFixture graph =
                passed(release())
                        .event("p", "requirement.recorded", "Requirement", "REQ-2", revision("1"))
                        .event(
                                "author",
                                "change.updated",
                                "Change",
                                "repo#1",
                                inferred("implements", "Requirement", "REQ-2"));

        Matrix.Row row =
                matrix(graph).rows().stream()
                        .filter(each -> each.subject().equals(node("Requirement", "REQ-2")))
                        .findFirst()
                        .orElseThrow();

        assertThat(row.changes()).isEmpty();
    }

    @Test
    void saysWhetherADeploymentIntoProductionWasApprovedBefore() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "environment.snapshotted",
                                "Environment",
                                "prod",
                                Map.of("kind", "PRODUCTION"))
                        .event(
                                "p",
                                "deployment.started",
                                "Deployment",
                                "early",
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"))
                        .event(
                                "boss",
                                "approval.granted",
                                "Approval",
                                "AP-1",
                                Map.of("role", "head", "meaning", "RELEASED"),
                                link("approves", "Release", "1.0"))
                        .event(
                                "p",
                                "deployment.started",
                                "Deployment",
                                "late",
                                link("deploys", "Artifact", "a1"),
                                link("into", "Environment", "prod"));

        assertThat(matrix(graph).deployments())
                .extracting(PriorApproval::deployment, PriorApproval::verdict)
                .containsExactly(
                        tuple(node("Deployment", "early"), Verdict.APPROVED_AFTER),
                        tuple(node("Deployment", "late"), Verdict.APPROVED_BEFORE));
        assertThat(matrix(graph).approvals())
                .extracting(Matrix.Approved::approval, Matrix.Approved::by)
                .containsExactly(tuple(node("Approval", "AP-1"), "boss"));
    }

    @Test
    void aDeploymentStartedWhenItsEndSaysSo() {
        Instant finished = Instant.parse("2026-03-02T10:40:00Z");
        GraphFixture graph =
                passed(release())
                        .at(
                                finished.minusSeconds(20 * 60),
                                "boss",
                                "approval.granted",
                                "Approval",
                                "AP-1",
                                Map.of("role", "head", "meaning", "RELEASED"),
                                link("approves", "Release", "1.0"))
                        .at(
                                finished,
                                "p",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                Map.of("startedAt", finished.minusSeconds(40 * 60)),
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"));

        assertThat(matrix(graph).deployments())
                .extracting(PriorApproval::startedAt, PriorApproval::verdict)
                .containsExactly(
                        tuple(Instant.parse("2026-03-02T10:00:00Z"), Verdict.APPROVED_AFTER));
    }

    @Test
    void anEndThatSaysItStartedLaterDoesNotMoveTheStart() {
        Instant finished = Instant.parse("2026-03-02T10:40:00Z");
        GraphFixture graph =
                passed(release())
                        .at(
                                finished,
                                "p",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                Map.of("startedAt", finished.plusSeconds(60)),
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"));

        assertThat(matrix(graph).deployments())
                .extracting(PriorApproval::startedAt)
                .containsExactly(finished);
    }
}
