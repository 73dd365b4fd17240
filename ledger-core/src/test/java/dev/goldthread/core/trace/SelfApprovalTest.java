package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.environment.Standing;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.walk.TraceFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whoever wrote what a release includes does not approve it alone: the list of deployments, the
 * matrix, the findings of the trace and the environment say so alike. One release 1.0 of artifact
 * a1, built from commit c1 of change repo#1 by dev on day 10, and deployed as d-1 on day 18.
 */
class SelfApprovalTest {

    private static final Map<String, Object> NOTHING = Map.of();
    private static final Map<String, Object> TERMS =
            Map.of("expiresAt", Instant.parse("2027-01-01T00:00:00Z"));

    private final GraphFixture story = new GraphFixture();

    SelfApprovalTest() {
        says(
                1,
                "watch",
                "environment.compared",
                "Environment",
                "prod",
                Map.of("kind", "PRODUCTION"));
        says(9, "dev", "change.proposed", "Change", "repo#1", NOTHING);
        says(
                10,
                "dev",
                "commit.pushed",
                "Commit",
                "c1",
                NOTHING,
                link("partOf", "Change", "repo#1"));
        story.at(
                day(11),
                "ci",
                "build.finished",
                "Build",
                "b1",
                NOTHING,
                link("builtFrom", "Commit", "c1"));
        says(
                11,
                "ci",
                "artifact.published",
                "Artifact",
                "a1",
                NOTHING,
                link("producedBy", "Build", "b1"));
        says(
                14,
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                Map.of("manifestDigest", "m1"),
                link("includes", "Artifact", "a1"));
    }

    private static Instant day(int day) {
        return Instant.parse("2026-01-%02dT10:00:00Z".formatted(day));
    }

    private void says(
            int day,
            String person,
            String type,
            String nodeType,
            String id,
            Map<String, Object> data,
            Link... links) {
        story.at(day(day), person, type, nodeType, id, data, links);
    }

    private void approve(int day, String person, String id, Link of) {
        says(day, person, "approval.granted", "Approval", id, NOTHING, of);
    }

    private void approveRelease(int day, String person) {
        approve(day, person, "AP-" + person, link("approves", "Release", "1.0"));
    }

    private void deploy(int day, String id, Link... reliesOn) {
        Link[] links = new Link[reliesOn.length + 2];
        links[0] = link("deploys", "Artifact", "a1");
        links[1] = link("into", "Environment", "prod");
        System.arraycopy(reliesOn, 0, links, 2, reliesOn.length);
        says(day, "cd", "deployment.finished", "Deployment", id, NOTHING, links);
    }

    private PriorApproval prior(String id) {
        PriorApproval listed =
                SmallRelease.deployments(story)
                        .filter(each -> each.deployment().equals(node("Deployment", id)))
                        .findFirst()
                        .orElseThrow();
        assertThat(
                        SmallRelease.TRACER
                                .matrix(story.graph(), PUMP, "1.0")
                                .orElseThrow()
                                .deployments())
                .contains(listed);
        assertThat(findings(id).stream().anyMatch(found -> found.code().equals("SELF_APPROVED")))
                .isEqualTo(listed.verdict() == Verdict.SELF_APPROVED);
        return listed;
    }

    private Verdict verdict(String id) {
        return prior(id).verdict();
    }

    private List<Finding> findings(String deployment) {
        return SmallRelease.TRACER
                .deployment(story.graph(), PUMP, deployment, TraceFilter.NONE)
                .orElseThrow()
                .node(node("Deployment", deployment))
                .orElseThrow()
                .findings();
    }

    private Judged running() {
        return EnvironmentState.of(story.graph(), node("Environment", "prod"))
                .orElseThrow()
                .inForce()
                .getFirst();
    }

    @Test
    void anAuthorsApprovalAloneIsNoneByAnybodyElse() {
        approveRelease(16, "dev");
        deploy(18, "d-1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);
        assertThat(prior("d-1").because())
                .hasValue("dev approved Release 1.0 and wrote what it includes");
        assertThat(prior("d-1").approvals()).containsExactly(node("Approval", "AP-dev"));
        assertThat(findings("d-1"))
                .filteredOn(found -> found.code().equals("SELF_APPROVED"))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.rule()).hasValue("deployment-approval");
                            assertThat(found.reason()).contains("dev approved Release 1.0");
                        });
        assertThat(running().standing().verdict()).isEqualTo(Standing.Verdict.SELF_APPROVED);
        assertThat(running().findings()).extracting(Finding::code).contains("SELF_APPROVED");
    }

    @Test
    void somebodyElsesApprovalCounts() {
        approveRelease(16, "dev");
        approveRelease(17, "qa");
        deploy(18, "d-1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(prior("d-1").approvals()).containsExactly(node("Approval", "AP-qa"));
        assertThat(prior("d-1").approvedAt()).hasValue(day(17));
        assertThat(running().standing().verdict()).isEqualTo(Standing.Verdict.APPROVED);
    }

    @Test
    void somebodyElsesApprovalAfterTheStartDoesNotChangeWhatHeldThen() {
        approveRelease(16, "dev");
        deploy(18, "d-1");
        approveRelease(19, "qa");

        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);
        assertThat(running().standing().verdict()).isEqualTo(Standing.Verdict.APPROVED);
    }

    @Test
    void anAuthorWhoApprovesLaterApprovesNothing() {
        deploy(18, "d-1");
        approveRelease(19, "dev");

        assertThat(verdict("d-1")).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void aPersonIsTheSameByEveryKey() {
        approveRelease(16, "dev@example.org");
        deploy(18, "d-1");
        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);

        says(
                20,
                "rm",
                "crosswalk.recorded",
                "Person",
                "dev",
                Map.of("scope", "x", "basis", "y"),
                link("sameAs", "Person", "dev@example.org"));

        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);
    }

    @Test
    void whatAnApproverWroteAfterTheStartIsNotWhatWasDeployed() {
        approveRelease(16, "qa");
        deploy(18, "d-1");
        says(19, "qa", "change.updated", "Change", "repo#1", NOTHING);
        deploy(20, "d-2");

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
        assertThat(verdict("d-2")).isEqualTo(Verdict.SELF_APPROVED);
    }

    @Test
    void theReleaseBeforeIsNotWhatIsApproved() {
        says(2, "old", "commit.pushed", "Commit", "c0", NOTHING);
        says(
                3,
                "rm",
                "release.created",
                "Release",
                "0.9",
                NOTHING,
                link("includes", "Commit", "c0"));
        says(12, "dev", "commit.pushed", "Commit", "c1", NOTHING, link("follows", "Commit", "c0"));
        approveRelease(16, "old");
        deploy(18, "d-1");
        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);

        says(
                15,
                "rm",
                "release.created",
                "Release",
                "1.0",
                NOTHING,
                link("supersedes", "Release", "0.9"));

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
    }

    @Test
    void anArtifactAndADeploymentAreApprovedBySomebodyElseToo() {
        approve(16, "dev", "AP-1", link("approves", "Artifact", "a1"));
        deploy(18, "d-1");
        approve(17, "dev", "AP-2", link("approves", "Deployment", "d-1"));
        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);

        approve(17, "qa", "AP-3", link("approves", "Deployment", "d-1"));

        assertThat(verdict("d-1")).isEqualTo(Verdict.APPROVED_BEFORE);
    }

    @Test
    void anExceptionThatOnlyAnAuthorGrantedExcusesNothing() {
        Link waives = link("waives", "Release", "1.0");
        says(15, "dev", "exception.granted", "Exception", "X-dev", TERMS, waives);
        says(15, "boss", "exception.granted", "Exception", "X-boss", TERMS, waives);
        deploy(18, "d-1", link("reliesOn", "Exception", "X-dev"));

        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);
        assertThat(prior("d-1").because().orElseThrow())
                .contains("Exception X-dev lets nothing be done");
        assertThat(prior("d-1").exceptions()).isEmpty();
        assertThat(running().standing().verdict()).isEqualTo(Standing.Verdict.SELF_APPROVED);

        deploy(19, "d-2", link("reliesOn", "Exception", "X-boss"));

        assertThat(verdict("d-2")).isEqualTo(Verdict.BY_EXCEPTION);
        assertThat(running().standing().verdict()).isEqualTo(Standing.Verdict.BY_EXCEPTION);
    }

    @Test
    void whereThereIsTooMuchToReadNobodyIsKnownToBeSomebodyElse() {
        for (int i = 0; i < 50_000; i++) {
            says(
                    2,
                    "old",
                    "commit.pushed",
                    "Commit",
                    "h" + i,
                    NOTHING,
                    link("follows", "Commit", "h" + (i + 1)));
        }
        says(12, "dev", "commit.pushed", "Commit", "c1", NOTHING, link("follows", "Commit", "h0"));
        approveRelease(16, "qa");
        deploy(18, "d-1");

        assertThat(verdict("d-1")).isEqualTo(Verdict.SELF_APPROVED);
        assertThat(prior("d-1").because().orElseThrow())
                .contains("who wrote Release 1.0 is not known")
                .contains("let it supersede the release before it");
    }
}
