package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApprovals;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An approval that names something and does not count is told, with the reason. */
class DoubtedApprovalTest {

    private static final Instant OVER = hour(5);
    private static final Link RAMP = link("approves", "Flag", "ramp");
    private static final Link A1 = link("approves", "Artifact", "a1");

    private final GraphFixture story = new GraphFixture();

    private DoubtedApprovalTest flag(int hour, String revision) {
        story.at(
                hour(hour),
                "dev",
                "flag.changed",
                "Flag",
                "ramp",
                Map.of("revision", revision, "digest", "sha256:" + revision),
                link("appliesTo", "Environment", "prod"));
        return this;
    }

    private void approve(Map<String, Object> data, Link... links) {
        story.at(hour(3), "q", "approval.granted", "Approval", "AP", data, links);
    }

    private Judged judged(String id) {
        return state(story.graph()).inForce().stream()
                .filter(each -> each.held().node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void flagIs(Verdict verdict, String code, String... reason) {
        assertThat(judged("ramp").standing().verdict()).isEqualTo(verdict);
        assertThat(judged("ramp").findings()).extracting(Finding::code).containsExactly(code);
        assertThat(judged("ramp").findings().getFirst().reason()).contains(reason);
    }

    private void flagIsDoubted(String reason) {
        flagIs(Verdict.NOT_APPROVED, "UNAPPROVED", "no approval of Flag ramp is enough", reason);
        assertThat(judged("ramp").standing().because()).doesNotContain("another state");
    }

    @Test
    void oneOfAFlagThatRanOut() {
        flag(1, "1").approve(Map.of("boundDigest", "sha256:1", "expiresAt", OVER), RAMP);

        flagIsDoubted("Approval AP does not count, because it held until " + OVER);
    }

    @Test
    void oneOfAFlagThatIsAReview() {
        flag(1, "1").approve(Map.of("boundDigest", "sha256:1", "meaning", "REVIEWED"), RAMP);

        flagIsDoubted("Approval AP does not count, because it means REVIEWED");
    }

    @Test
    void oneOfTwoThatWereAskedFor() {
        flag(1, "1");
        story.at(
                hour(2),
                "rm",
                "approval.requested",
                "ApprovalRequest",
                "R",
                Map.of("quorum", 2L),
                link("for", "Flag", "ramp"));
        approve(Map.of("boundDigest", "sha256:1"), RAMP);

        flagIsDoubted("1 of 2 approvals by a person are on record");
    }

    @Test
    void oneOfAFlagByASystem() {
        flag(1, "1");
        story.bySystem();
        approve(Map.of("boundDigest", "sha256:1"), RAMP);

        flagIsDoubted("Approval AP does not count, because no person gave it");
    }

    @Test
    void oneOfAFlagWhoseConditionIsOpen() {
        flag(1, "1");
        approve(Map.of("boundDigest", "sha256:1"), RAMP, link("requires", "Condition", "C"));

        flagIsDoubted("Condition C is not fulfilled");
    }

    @Test
    void oneOfAStateThatTheFlagNeverHad() {
        flag(1, "1").approve(Map.of("boundDigest", "sha256:9"), RAMP);

        flagIsDoubted("Approval AP does not count, because it is bound to sha256:9");
    }

    @Test
    void oneThatIsBoundToNoState() {
        flag(1, "1").approve(NOTHING, RAMP);

        flagIsDoubted("Approval AP does not count, because it is bound to no state");
    }

    @Test
    void anotherStateIsApprovedWhereItsApprovalCounts() {
        flag(1, "1").flag(2, "2").approve(NOTHING, pinned("approves", "Flag", "ramp", "1"));

        flagIs(Verdict.OTHER_APPROVED, "NOT_AS_APPROVED", "another state of it was approved");
    }

    @Test
    void andIsNotWhereThatRanOut() {
        flag(1, "1")
                .flag(2, "2")
                .approve(Map.of("expiresAt", OVER), pinned("approves", "Flag", "ramp", "1"));

        flagIsDoubted("Approval AP does not count, because it is of revision 1");
    }

    @Test
    void aReleaseThatIsNotApprovedApprovesNoOtherState() {
        flag(1, "1").flag(2, "2");
        story.at(
                hour(2),
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                NOTHING,
                pinned("includes", "Flag", "ramp", "1"));

        flagIs(Verdict.NOT_APPROVED, "UNAPPROVED", "no approval names it");
    }

    @Test
    void aReleaseThatFixesThisStateAndIsNotApprovedIsNamed() {
        flag(1, "1");
        story.at(
                hour(2),
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                NOTHING,
                pinned("includes", "Flag", "ramp", "1"));

        flagIs(Verdict.NOT_APPROVED, "UNAPPROVED", "Release 1.0 lacks approvals");
    }

    @Test
    void aFlagThatIsNewSinceItsReleaseWasApprovedHasNoOtherState() {
        EnvironmentStory.approve(EnvironmentStory.release(story, "1.0", "a1"), 2, "Release", "1.0");
        deploy(story, 4, "d1", "a1");
        story.at(
                hour(6),
                "dev",
                "flag.created",
                "Flag",
                "ramp",
                Map.of("revision", "1", "digest", "sha256:1"),
                link("appliesTo", "Release", "1.0"));

        flagIs(Verdict.NOT_APPROVED, "UNAPPROVED", "after its release was approved");
    }

    @Test
    void whatWasSetForAReleaseThatIsNotApprovedWasNotSetAfterAnother() {
        EnvironmentStory.release(story, "1.0", "a1");
        EnvironmentStory.release(story, "2.0", "a1");
        for (int revision = 1; revision <= 2; revision++) {
            story.at(
                    hour(revision),
                    "dev",
                    "flag.changed",
                    "Flag",
                    "ramp",
                    Map.of("revision", "" + revision, "digest", "sha256:" + revision),
                    link("appliesTo", "Release", revision + ".0"));
        }
        EnvironmentStory.approve(story, 3, "Release", "1.0");
        look(deploy(story, 4, "d1", "a1"), 5, "a1");

        flagIs(
                Verdict.OTHER_APPROVED,
                "NOT_AS_APPROVED",
                "revision 2 is in force, and Release 2.0 lacks approvals");
    }

    private void artifactIsDoubted(String reason) {
        look(deploy(story, 4, "d1", "a1"), 5, "a1");

        assertThat(judged("a1").standing().because())
                .contains("no release includes it, no approval of Artifact a1 is enough", reason);
        assertThat(
                        new PriorApprovals(story.graph())
                                .of(story.graph().node(node("Deployment", "d1")))
                                .getFirst()
                                .because()
                                .orElseThrow())
                .contains("no release includes it, no approval of Artifact a1 is enough");
    }

    @Test
    void oneOfAnArtifactThatRanOut() {
        approve(Map.of("expiresAt", hour(3).plus(Duration.ofMinutes(1))), A1);

        artifactIsDoubted("Approval AP does not count, because it held until");
    }

    @Test
    void oneOfAnArtifactThatIsAReview() {
        approve(Map.of("boundDigest", "a1", "meaning", "REVIEWED"), A1);

        artifactIsDoubted("Approval AP does not count, because it means REVIEWED");
    }

    @Test
    void oneOfAnArtifactThatIsBoundToAnotherDigest() {
        approve(Map.of("boundDigest", "a0"), A1);

        artifactIsDoubted("Approval AP does not count, because it is bound to a0");
    }

    @Test
    void oneOfADeployment() {
        approve(Map.of("meaning", "REVIEWED"), link("approves", "Deployment", "d1"));
        look(deploy(story, 4, "d1", "a1"), 5, "a1");

        assertThat(judged("a1").standing().because())
                .contains("no release includes it, no approval of Deployment d1 is enough");
    }
}
