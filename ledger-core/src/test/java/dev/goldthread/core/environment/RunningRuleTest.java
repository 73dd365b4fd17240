package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.PROD;
import static dev.goldthread.core.environment.EnvironmentStory.PRODUCTION;
import static dev.goldthread.core.environment.EnvironmentStory.approve;
import static dev.goldthread.core.environment.EnvironmentStory.approved;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.excepted;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.release;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A release says of what runs in production what the environment says of it. */
class RunningRuleTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);

    private static List<Finding> traced(GraphFixture story) {
        return TRACER.release(story.graph(), PUMP, "1.0")
                .orElseThrow()
                .node(PROD)
                .orElseThrow()
                .findings();
    }

    private static List<Finding> ofEnvironment(GraphFixture story) {
        EnvironmentState state = state(story.graph());
        return Stream.concat(
                        state.inForce().stream().flatMap(judged -> judged.findings().stream()),
                        state.findings().stream())
                .toList();
    }

    private static List<String> reasons(GraphFixture story, String code) {
        return TRACER.gaps(story.graph(), PUMP, "1.0").orElseThrow().gaps().stream()
                .filter(gap -> gap.node().equals(PROD) && gap.code().equals(code))
                .map(Gap::reason)
                .toList();
    }

    /** Trace, gaps and environment say the same, and this is one of it. */
    private static void saysOnce(GraphFixture story, String code, String reason) {
        assertThat(traced(story)).containsExactlyElementsOf(ofEnvironment(story));
        assertThat(reasons(story, code)).singleElement().asString().contains(reason);
    }

    private static GraphFixture installed(GraphFixture story) {
        return look(deploy(story, 4, "d1", "a1"), 5, "a1");
    }

    private static GraphFixture reject(GraphFixture story, int hour) {
        return story.at(
                hour(hour),
                "q2",
                "approval.rejected",
                "Approval",
                "AP-no",
                NOTHING,
                link("approves", "Release", "1.0"));
    }

    private static GraphFixture byException(GraphFixture story) {
        deploy(
                story,
                4,
                "d1",
                "SUCCEEDED",
                link("deploys", "Artifact", "a1"),
                link("reliesOn", "Exception", "X"));
        return look(story, 5, "a1");
    }

    @Test
    void nothingIsSaidOfWhatWasApprovedInstalledAndSeen() {
        assertThat(traced(installed(approved("1.0", "a1")))).isEmpty();
    }

    @Test
    void whatIsApprovedButNoDeploymentPutThereIsAConflict() {
        saysOnce(
                look(approved("1.0", "a1"), 5, "a1"),
                "CONFLICT",
                "no deployment or rollback on record put it there");
    }

    @Test
    void aReleaseThatWasRejectedIsNotAsApproved() {
        saysOnce(
                installed(reject(approved("1.0", "a1"), 3)),
                "NOT_AS_APPROVED",
                "Artifact a1: Release 1.0 lacks approvals");
        saysOnce(
                reject(installed(approved("1.0", "a1")), 6),
                "NOT_AS_APPROVED",
                "Artifact a1: Release 1.0 lacks approvals");
    }

    @Test
    void oneWhoseApprovalIsOverIsNotAsApproved() {
        GraphFixture story = release(new GraphFixture(), "1.0", "a1");
        story.at(
                hour(2),
                "q",
                "approval.granted",
                "Approval",
                "AP",
                Map.of("expiresAt", hour(8)),
                link("approves", "Release", "1.0"));

        saysOnce(installed(story), "NOT_AS_APPROVED", "Artifact a1: Release 1.0 lacks approvals");
    }

    @Test
    void whatAnExceptionThatIsOverLetRunIsNotAsApproved() {
        GraphFixture story = release(new GraphFixture(), "1.0", "a1");
        excepted(story);

        saysOnce(byException(story), "NOT_AS_APPROVED", "Artifact a1: Release 1.0 lacks approvals");
    }

    @Test
    void whatASystemExceptedIsNotAsApproved() {
        GraphFixture story = release(new GraphFixture(), "1.0", "a1").bySystem();
        excepted(story);

        saysOnce(byException(story), "NOT_AS_APPROVED", "Artifact a1: Release 1.0 lacks approvals");
    }

    @Test
    void whatIsNotApprovedIsAlsoWhatNobodyLookedAt() {
        GraphFixture story = look(release(new GraphFixture(), "1.0", "a1"), 3, "a0");
        deploy(story, 4, "d1", "a1");

        saysOnce(story, "INCOMPLETE", "nobody has looked since");
        assertThat(reasons(story, "NOT_AS_APPROVED"))
                .anyMatch(reason -> reason.contains("Artifact a1"))
                .anyMatch(reason -> reason.contains("Artifact a0"));
    }

    @Test
    void aModelIsAContentLikeAnArtifact() {
        GraphFixture story = new GraphFixture();
        story.at(
                hour(1),
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                NOTHING,
                link("includes", "Model", "m1"));
        deploy(story, 4, "d1", "SUCCEEDED", link("deploys", "Model", "m1"));
        look(story, 5, PRODUCTION, link("runs", "Model", "m1"));

        saysOnce(story, "NOT_AS_APPROVED", "Model m1: Release 1.0 lacks approvals");
    }

    @Test
    void aSettingThatNothingApprovesIsUnapproved() {
        GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
        look(
                story,
                5,
                PRODUCTION,
                link("runs", "Artifact", "a1"),
                link("runs", "Config", "limits"));

        saysOnce(story, "UNAPPROVED", "Config limits: an unknown state is in force");
    }

    private static GraphFixture flag(GraphFixture story, int hour, String revision) {
        return story.at(
                hour(hour),
                "dev",
                "flag.changed",
                "Flag",
                "ramp",
                Map.of("revision", revision, "digest", "sha256:" + revision, "expiresAt", hour(9)),
                link("appliesTo", "Release", "1.0"));
    }

    @Test
    void aFlagThatWasSwitchedAfterItsReleaseWasApprovedIsNotAsApproved() {
        GraphFixture story = flag(release(new GraphFixture(), "1.0", "a1"), 1, "1");
        installed(approve(story, 2, "Release", "1.0"));
        flag(story, 6, "2");

        saysOnce(story, "NOT_AS_APPROVED", "Flag ramp: revision 2 was set at");
        saysOnce(story, "EXPIRED", "Flag ramp: it was to be retired by");
    }

    @Test
    void aFlagThatOnlyItsAuthorApprovedIsSelfApproved() {
        GraphFixture story = installed(approved("1.0", "a1"));
        flag(story, 6, "2");
        story.at(
                hour(7),
                "dev",
                "approval.granted",
                "Approval",
                "AP-ramp",
                Map.of("boundDigest", "sha256:2"),
                link("approves", "Flag", "ramp"));

        saysOnce(story, "SELF_APPROVED", "Flag ramp: dev approved it");
    }

    @Test
    void aSettingThatIsSeenInAnotherStateThanItWasSetToIsAConflict() {
        GraphFixture story = flag(release(new GraphFixture(), "1.0", "a1"), 1, "1");
        flag(story, 1, "2");
        deploy(approve(story, 2, "Release", "1.0"), 4, "d1", "a1");
        look(
                story,
                5,
                PRODUCTION,
                link("runs", "Artifact", "a1"),
                pinned("runs", "Flag", "ramp", "1"));

        saysOnce(story, "CONFLICT", "sees revision 1, but");
    }

    @Test
    void aReleaseThatWasReplacedSaysNothingOfWhatWasSetSince() {
        GraphFixture story = installed(approved("1.0", "a1"));
        deploy(approve(release(story, "2.0", "a2"), 2, "Release", "2.0"), 6, "d2", "a2");
        look(
                story,
                7,
                PRODUCTION,
                link("runs", "Artifact", "a2"),
                link("runs", "Config", "limits"));

        assertThat(ofEnvironment(story)).extracting(Finding::code).containsExactly("UNAPPROVED");
        assertThat(
                        TRACER.gaps(story.graph(), PUMP, "1.0").orElseThrow().gaps().stream()
                                .filter(gap -> gap.node().equals(PROD)))
                .isEmpty();
    }

    /** Its own finding stands beside: that it is not approved, and that it runs all the same. */
    @Test
    void anEnvironmentThatNoEventIsAboutLacksNoLook() {
        GraphFixture story = deploy(release(new GraphFixture(), "1.0", "a1"), 4, "d1", "a1");

        assertThat(traced(story))
                .extracting(Finding::code)
                .containsExactly("UNRESOLVED", "NOT_AS_APPROVED");
        approve(story, 2, "Release", "1.0");
        assertThat(traced(story)).extracting(Finding::code).containsExactly("UNRESOLVED");
    }
}
