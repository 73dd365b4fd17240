package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.Standing;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Restoration;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.ProductionDeployments.Listed;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a rollback put back into production, and whether that was approved before: the list of
 * deployments, the trace and the environment say the same. Release 1.0 ships a1, 2.0 ships a2.
 */
class RollbackRowsTest {

    private static final NodeRef RB = node("Rollback", "rb-1");
    private static final Map<String, Object> NOTHING = Map.of();

    private final GraphFixture story = new GraphFixture();

    private static Instant day(int day) {
        return Instant.parse("2026-01-%02dT10:00:00Z".formatted(day));
    }

    private RollbackRowsTest says(int day, String type, String ofType, String id, Link... links) {
        return says(day, type, ofType, id, NOTHING, links);
    }

    private RollbackRowsTest says(
            int day,
            String type,
            String ofType,
            String id,
            Map<String, Object> data,
            Link... links) {
        story.recorded(day(day)).at(day(day), "qa", type, ofType, id, data, links);
        return this;
    }

    private RollbackRowsTest kind(int day, String kind) {
        return says(day, "environment.compared", "Environment", "prod", Map.of("kind", kind));
    }

    private RollbackRowsTest releases() {
        return kind(1, "PRODUCTION")
                .says(1, "release.manifested", "Release", "1.0", link("includes", "Artifact", "a1"))
                .says(
                        1,
                        "release.manifested",
                        "Release",
                        "2.0",
                        link("includes", "Artifact", "a2"));
    }

    private RollbackRowsTest approve(int day, String release, String artifact) {
        return says(
                day,
                "approval.granted",
                "Approval",
                "AP-" + release,
                Map.of("boundDigest", artifact),
                link("approves", "Release", release));
    }

    private RollbackRowsTest deploy(int day, String id, String artifact) {
        return says(
                day,
                "deployment.finished",
                "Deployment",
                id,
                link("deploys", "Artifact", artifact),
                link("into", "Environment", "prod"));
    }

    private RollbackRowsTest rollBack(int day, Map<String, Object> data, String artifact) {
        return says(
                day,
                "rollback.finished",
                "Rollback",
                "rb-1",
                data,
                link("reverts", "Deployment", "d-2"),
                link("restores", "Artifact", artifact));
    }

    /** Both were deployed; only what is approved here was. */
    private RollbackRowsTest deployed() {
        return releases().deploy(4, "d-1", "a1").deploy(6, "d-2", "a2");
    }

    private static ProductionDeployments all(GraphFixture story) {
        return all(story, story.graph());
    }

    private static ProductionDeployments all(GraphFixture story, GraphView view) {
        List<Node> nodes = new ArrayList<>();
        story.graph().nodes().forEach(node -> nodes.add(view.node(node.ref())));
        return ProductionDeployments.of(view, nodes, PUMP, all -> all, NodeAllowance.UNBOUNDED)
                .orElseThrow();
    }

    private List<PriorApproval> rollbacks() {
        return all(story).deployments().stream()
                .map(Listed::prior)
                .filter(prior -> prior.deployment().type().equals("Rollback"))
                .toList();
    }

    private PriorApproval rollback() {
        List<PriorApproval> listed = rollbacks();
        assertThat(listed).hasSize(1);
        return listed.getFirst();
    }

    /** What the traces of a release say of the rollback. */
    private List<Finding> findings(String release) {
        return SmallRelease.TRACER
                .release(story.graph(), PUMP, release)
                .flatMap(trace -> trace.node(RB))
                .map(TraceNode::findings)
                .orElse(List.of());
    }

    private Standing.Verdict standing(String artifact) {
        return EnvironmentState.of(story.graph(), node("Environment", "prod"))
                .orElseThrow()
                .inForce()
                .stream()
                .filter(judged -> judged.held().node().equals(node("Artifact", artifact)))
                .map(judged -> judged.standing().verdict())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasApprovedBeforeMayBePutBack() {
        deployed().approve(2, "1.0", "a1").rollBack(7, NOTHING, "a1");

        PriorApproval prior = rollback();
        assertThat(prior.verdict()).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(prior.deployment()).isEqualTo(RB);
        assertThat(prior.rollback())
                .hasValue(
                        new Restoration(
                                List.of(node("Artifact", "a1")),
                                List.of(node("Deployment", "d-2"))));
        assertThat(prior.environments()).containsExactly(node("Environment", "prod"));
        assertThat(prior.releases()).containsExactly(node("Release", "1.0"));
        assertThat(prior.approvals()).containsExactly(node("Approval", "AP-1.0"));
        assertThat(standing("a1")).isEqualTo(Standing.Verdict.APPROVED);
        assertThat(findings("1.0")).isEmpty();
    }

    @Test
    void whatNobodyApprovedIsNotApprovedByHavingRunBefore() {
        deployed().approve(2, "2.0", "a2").rollBack(7, NOTHING, "a1");

        assertThat(rollback().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(rollback().because()).hasValueSatisfying(why -> assertThat(why).contains("a1"));
        assertThat(standing("a1")).isEqualTo(Standing.Verdict.NOT_APPROVED);
        assertThat(findings("1.0")).extracting(Finding::code).containsExactly("UNAPPROVED");
        assertThat(findings("2.0")).as("it answers for what it ships itself").isEmpty();
        assertThat(SmallRelease.TRACER.gaps(story.graph(), PUMP, "1.0").orElseThrow().gaps())
                .extracting(Gap::node, Gap::code)
                .contains(
                        tuple(RB, "UNAPPROVED"),
                        tuple(node("Environment", "prod"), "NOT_AS_APPROVED"));
    }

    @Test
    void whatBelongsToNoReleaseIsSaidOfTheOneThatWasTakenBack() {
        deployed().approve(2, "2.0", "a2").rollBack(7, NOTHING, "a0");

        assertThat(rollback().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(findings("2.0")).extracting(Finding::code).containsExactly("UNAPPROVED");
    }

    @Test
    void anApprovalThatWasTakenBackByThenIsNotInForce() {
        deployed().approve(2, "1.0", "a1");
        says(5, "release.withdrawn", "Release", "1.0").rollBack(7, NOTHING, "a1");

        assertThat(rollback().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(standing("a1")).isEqualTo(Standing.Verdict.NOT_APPROVED);
        assertThat(findings("1.0")).extracting(Finding::code).containsExactly("UNAPPROVED");
    }

    @Test
    void whatWasTakenBackAfterwardsChangesNothing() {
        deployed().approve(2, "1.0", "a1").rollBack(7, NOTHING, "a1");
        says(8, "release.withdrawn", "Release", "1.0");

        assertThat(rollback().verdict()).isEqualTo(Verdict.APPROVED_BEFORE);
    }

    @Test
    void itIsJudgedAsOfWhenItBegan() {
        deployed().approve(8, "1.0", "a1").rollBack(9, Map.of("startedAt", day(7)), "a1");

        PriorApproval prior = rollback();
        assertThat(prior.startedAt()).isEqualTo(day(7));
        assertThat(prior.verdict()).isEqualTo(Verdict.APPROVED_AFTER);
        assertThat(prior.approvedAt()).hasValue(day(8));
    }

    @Test
    void itMayRelyOnAnExceptionAsADeploymentMay() {
        deployed().approve(2, "2.0", "a2");
        story.at(
                day(6),
                "boss",
                "exception.granted",
                "Exception",
                "X",
                Map.of("expiresAt", day(25)),
                link("waives", "Release", "1.0"));
        says(
                7,
                "rollback.finished",
                "Rollback",
                "rb-1",
                NOTHING,
                link("reverts", "Deployment", "d-2"),
                link("restores", "Artifact", "a1"),
                link("reliesOn", "Exception", "X"));

        assertThat(rollback().verdict()).isEqualTo(Verdict.BY_EXCEPTION);
        assertThat(findings("1.0")).isEmpty();
    }

    @Test
    void listsOfDeploymentsHaveNoRollbacks() {
        deployed().approve(2, "1.0", "a1").rollBack(7, NOTHING, "a1");

        ProductionDeployments all = all(story);
        assertThat(all.deployments())
                .extracting(listed -> listed.prior().deployment().id())
                .containsExactly("d-1", "d-2", "rb-1");
        assertThat(all.deployments().getLast().reconciled()).isInstanceOf(Reconciled.Beside.class);
        assertThat(all.deployments().getLast().findings()).isEmpty();
        assertThat(all.unreconciled()).isEqualTo(2);
        assertThat(all.rollbacks()).isEqualTo(1);
        assertThat(all.environments().getFirst().uncovered())
                .containsExactly(node("Deployment", "d-1"), node("Deployment", "d-2"));
    }

    @Test
    void eachUseOfItsIdIsARowAndTellingOneTwiceIsNone() {
        deployed().approve(2, "1.0", "a1").rollBack(7, NOTHING, "a1");
        rollBack(8, Map.of("startedAt", day(6)), "a1").rollBack(9, NOTHING, "a0");

        assertThat(rollbacks())
                .extracting(PriorApproval::use, PriorApproval::uses, PriorApproval::verdict)
                .containsExactly(
                        tuple(1, 2, Verdict.APPROVED_BEFORE), tuple(2, 2, Verdict.NOT_APPROVED));
        assertThat(all(story).deployments().getLast().conflict())
                .map(Finding::code)
                .hasValue("CONFLICT");
    }

    /** Also where each of them restored what another release has. */
    @Test
    void anIdThatWasUsedTwiceIsAConflictInEachTrace() {
        deployed().approve(2, "1.0", "a1").rollBack(7, NOTHING, "a1");
        rollBack(8, Map.of("startedAt", day(8)), "a2");

        assertThat(findings("1.0")).extracting(Finding::code).contains("CONFLICT");
    }

    @Test
    void anEarlierStateHasWhatWasRecordedByThen() {
        deployed().approve(2, "1.0", "a1").rollBack(7, NOTHING, "a1");
        long last = story.graph().position(PUMP).orElseThrow().seq();

        GraphView before =
                new AsOf(new AsOf.Recorded.UpTo(last - 1), Optional.empty())
                        .of(story.graph(), PUMP);
        assertThat(all(story, before).rollbacks()).isZero();
    }

    @Test
    void whatWasNoProductionThenIsNotListed() {
        deployed().kind(3, "TEST").rollBack(7, NOTHING, "a1");

        assertThat(rollbacks()).isEmpty();
        assertThat(findings("1.0")).isEmpty();
    }

    @Test
    void settingsAloneAreToldByTheirEnvironment() {
        deployed()
                .says(
                        7,
                        "rollback.finished",
                        "Rollback",
                        "rb-1",
                        link("reverts", "Deployment", "d-2"),
                        link("restores", "Config", "limits"));

        assertThat(rollbacks()).isEmpty();
        assertThat(findings("2.0")).isEmpty();
    }

    @Test
    void aGuessApprovesNothing() {
        deployed().approve(2, "1.0", "a1");
        says(
                7,
                "rollback.finished",
                "Rollback",
                "rb-1",
                link("reverts", "Deployment", "d-2"),
                inferred("restores", "Artifact", "a1"));

        assertThat(rollback().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(rollback().because())
                .hasValue(
                        "no event says what it restored; that it was Release %s is only inferred"
                                .formatted("1.0"));
        assertThat(rollback().inferredReleases()).containsExactly(node("Release", "1.0"));
    }
}
