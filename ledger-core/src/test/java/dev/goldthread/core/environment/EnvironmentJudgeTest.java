package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.PRODUCTION;
import static dev.goldthread.core.environment.EnvironmentStory.approve;
import static dev.goldthread.core.environment.EnvironmentStory.approved;
import static dev.goldthread.core.environment.EnvironmentStory.at;
import static dev.goldthread.core.environment.EnvironmentStory.changes;
import static dev.goldthread.core.environment.EnvironmentStory.codes;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.reason;
import static dev.goldthread.core.environment.EnvironmentStory.release;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs in an environment, against what was approved, installed and seen. */
class EnvironmentJudgeTest {

    @Test
    void whatNobodyDeployedAndNobodyApprovedIsFound() {
        GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5, "a1", "x9");

        assertThat(codes(story, "a1")).isEmpty();
        assertThat(codes(story, "x9")).containsExactly("NOT_AS_APPROVED");
        assertThat(state(story.graph()).inForce().getLast().findings().getFirst().reason())
                .contains("no deployment on record put it there");
    }

    @Test
    void whatIsApprovedButWasNotDeployedIsAConflict() {
        GraphFixture story = look(approved("1.0", "a1"), 5, "a1");

        assertThat(codes(story, "a1")).containsExactly("CONFLICT");
    }

    @Test
    void aLookFromBeforeTheDeploymentContradictsNothing() {
        GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5, "a1");
        deploy(approve(release(story, "2.0", "a2"), 2, "Release", "2.0"), 6, "d2", "a2");

        assertThat(codes(story, "a2")).containsExactly("INCOMPLETE");
        assertThat(reason(story)).contains("nobody has looked since", "is older");
        assertThat(state(look(story, 7, "a2").graph()).findingsCount()).isZero();
    }

    @Test
    void whatNobodyEverLookedAtIsKnownFromItsDeploymentsAlone() {
        GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");

        assertThat(codes(story, "a1")).containsExactly("INCOMPLETE");
        assertThat(reason(story))
                .isEqualTo(
                        "Artifact a1: e2 put it there, and nobody has ever looked at the whole environment");
        assertThat(state(look(story, 5, "a1").graph()).findingsCount()).isZero();
    }

    @Test
    void whereAChangeSawItRunItWasLookedAt() {
        GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
        story.at(
                hour(5),
                "watch",
                "environment.changed",
                "Environment",
                "prod",
                PRODUCTION,
                link("runs", "Artifact", "a1"));

        assertThat(state(story.graph()).findingsCount()).isZero();
    }

    @Test
    void nobodyHasToLookAtATestBench() {
        GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
        story.at(
                hour(3),
                "ops",
                "environment.compared",
                "Environment",
                "prod",
                Map.of("kind", "TEST"));

        assertThat(state(story.graph()).findingsCount()).isZero();
    }

    @Test
    void aLaterLookThatDoesNotSeeWhatWasInstalledIsAConflict() {
        GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5);

        assertThat(state(story.graph()).findings())
                .extracting(Finding::code)
                .containsExactly("CONFLICT");
    }

    @Test
    void partOfALaterLookDoesNotSayThatTheRestDoesNotRun() {
        GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 3, "a0");
        look(
                story,
                5,
                Map.of(
                        "kind",
                        "PRODUCTION",
                        "fingerprint",
                        "f1",
                        "part",
                        Map.of("number", 1, "total", 2)),
                link("runs", "Artifact", "b1"));

        assertThat(codes(story, "a1")).isEmpty();
        assertThat(state(story.graph()).findings())
                .extracting(Finding::code)
                .containsExactly("INCOMPLETE");
    }

    @Test
    void aDeploymentThatHasBegunMayBeSeen() {
        GraphFixture story = approved("1.0", "a1");
        story.at(
                hour(4),
                "ops",
                "deployment.started",
                "Deployment",
                "d1",
                NOTHING,
                link("deploys", "Artifact", "a1"),
                link("into", "Environment", "prod"));

        assertThat(codes(look(story, 5, "a1"), "a1")).isEmpty();
    }

    @Test
    void anApprovalOfAnotherDigestApprovesNothing() {
        GraphFixture story = release(new GraphFixture(), "1.0", "a1");
        story.at(
                hour(2),
                "q",
                "approval.granted",
                "Approval",
                "AP",
                Map.of("boundDigest", "a0"),
                link("approves", "Release", "1.0"));

        assertThat(codes(look(deploy(story, 4, "d1", "a1"), 5, "a1"), "a1"))
                .containsExactly("NOT_AS_APPROVED");
    }

    @Test
    void aReleaseThatWasWithdrawnIsNotApproved() {
        GraphFixture story = look(deploy(approved("1.0", "a1"), 4, "d1", "a1"), 5, "a1");
        story.at(hour(6), "rm", "release.withdrawn", "Release", "1.0", NOTHING);

        assertThat(at(story, 5).findingsCount()).isZero();
        assertThat(codes(story, "a1")).containsExactly("NOT_AS_APPROVED");
        assertThat(reason(story)).contains("was withdrawn");
    }

    @Test
    void anExceptionLetsItRunUntilItRunsOut() {
        GraphFixture story = release(new GraphFixture(), "1.0", "a1");
        story.at(
                hour(2),
                "q",
                "exception.granted",
                "Exception",
                "X1",
                Map.of("expiresAt", hour(7)),
                link("waives", "Release", "1.0"));
        deploy(
                story,
                4,
                "d1",
                "SUCCEEDED",
                link("deploys", "Artifact", "a1"),
                link("reliesOn", "Exception", "X1"));
        look(story, 5, "a1");

        assertThat(at(story, 6).inForce().getFirst().standing().verdict())
                .isEqualTo(Standing.Verdict.BY_EXCEPTION);
        assertThat(at(story, 6).findingsCount()).isZero();
        assertThat(codes(story, "a1")).containsExactly("NOT_AS_APPROVED");
    }

    @Test
    void anotherEnvironmentThanProductionIsNotJudged() {
        GraphFixture story =
                look(
                        new GraphFixture(),
                        4,
                        Map.of("kind", "STAGING"),
                        link("runs", "Artifact", "a1"));

        assertThat(state(story.graph()).inForce().getFirst().standing().verdict())
                .isEqualTo(Standing.Verdict.NOT_APPROVED);
        assertThat(codes(story, "a1")).isEmpty();
    }

    @Test
    void oneThatNobodySaysWhatItIsForIsJudgedLikeProduction() {
        GraphFixture story = look(new GraphFixture(), 4, NOTHING, link("runs", "Artifact", "a1"));

        assertThat(codes(story, "a1")).containsExactly("NOT_AS_APPROVED");
    }

    @Test
    void theHistoryJudgesByWhatWasApprovedThen() {
        GraphFixture story = deploy(release(new GraphFixture(), "1.0", "a1"), 4, "d1", "a1");
        approve(story, 6, "Release", "1.0");

        assertThat(changes(story).getFirst().began().getFirst().findings())
                .extracting(Finding::code)
                .containsExactly("NOT_AS_APPROVED");
        assertThat(state(look(story, 7, "a1").graph()).findingsCount()).isZero();
    }
}
