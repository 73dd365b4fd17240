package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.PRODUCTION;
import static dev.goldthread.core.environment.EnvironmentStory.codes;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.release;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApprovals;
import dev.goldthread.core.graph.GraphFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever made a setting or model what it is does not approve it alone. */
class OwnApprovalTest {

    private final GraphFixture story = new GraphFixture();

    private void flag(int hour, String person, String revision, String owner, Link... links) {
        story.at(
                hour(hour),
                person,
                "flag.changed",
                "Flag",
                "ramp",
                Map.of("revision", revision, "digest", "sha256:" + revision, "owner", owner),
                links);
    }

    private static Link here() {
        return link("appliesTo", "Environment", "prod");
    }

    private void approve(int hour, String person, String bound, Link approved) {
        Map<String, Object> data = bound.isEmpty() ? NOTHING : Map.of("boundDigest", bound);
        story.at(
                hour(hour),
                person,
                "approval.granted",
                "Approval",
                "AP-%d-%s".formatted(hour, person),
                data,
                approved);
    }

    private void approveFlag(int hour, String person, String revision) {
        approve(hour, person, "sha256:" + revision, link("approves", "Flag", "ramp"));
    }

    private void registered(String person) {
        story.at(
                hour(1),
                person,
                "model.registered",
                "Model",
                "m1",
                NOTHING,
                link("producedBy", "TrainingRun", "t1"));
    }

    private void install() {
        deploy(story, 4, "d1", "SUCCEEDED", link("deploys", "Model", "m1"));
        look(story, 5, PRODUCTION, link("runs", "Model", "m1"));
    }

    private List<PriorApproval.Verdict> deployments() {
        return new PriorApprovals(story.graph())
                .of(story.graph().node(node("Deployment", "d1"))).stream()
                        .map(PriorApproval::verdict)
                        .toList();
    }

    @Test
    void whoSetAFlagDoesNotApproveItAlone() {
        flag(1, "dev", "1", "team-a", here());
        approveFlag(2, "dev", "1");

        assertThat(codes(story, "ramp")).containsExactly("SELF_APPROVED");
        assertThat(state(story.graph()).inForce().getFirst().findings().getFirst().reason())
                .isEqualTo("Flag ramp: dev approved it and is its author by flag.changed e0");

        approveFlag(3, "q", "1");
        assertThat(codes(story, "ramp")).isEmpty();
    }

    @Test
    void whoOwnsAFlagThatASystemSetDoesNotApproveItAlone() {
        story.bySystem();
        flag(1, "pipeline", "1", "dev", here());
        approveFlag(2, "dev", "1");

        assertThat(codes(story, "ramp")).containsExactly("SELF_APPROVED");
    }

    @Test
    void whoeverTheKeysMeanIsTheAuthor() {
        flag(1, "dev", "1", "team-a", here());
        approveFlag(2, "dev@idp", "1");
        assertThat(codes(story, "ramp")).isEmpty();

        story.at(
                hour(9),
                "hr",
                "crosswalk.recorded",
                "Person",
                "dev",
                NOTHING,
                link("sameAs", "Person", "dev@idp"));
        assertThat(codes(story, "ramp")).containsExactly("SELF_APPROVED");
    }

    @Test
    void whoSetAnotherStateOfItMayApproveThisOne() {
        flag(1, "q", "1", "team-a", here());
        flag(2, "dev", "2", "team-a", here());
        approveFlag(3, "q", "2");

        assertThat(codes(story, "ramp")).isEmpty();
    }

    @Test
    void aReleaseThatOnlyItsAuthorApprovedDoesNotApproveAFlagEither() {
        release(story, "1.0", "a1");
        flag(1, "dev", "1", "team-a", link("appliesTo", "Release", "1.0"));
        approve(2, "dev", "", link("approves", "Release", "1.0"));
        look(deploy(story, 4, "d1", "a1"), 5, "a1");

        assertThat(codes(story, "ramp")).containsExactly("SELF_APPROVED");
        assertThat(codes(story, "a1")).as("of which dev wrote nothing").isEmpty();
    }

    @Test
    void whoWroteTheChangeThatAConfigurationIsForDoesNotApproveItAlone() {
        story.at(hour(1), "dev", "change.proposed", "Change", "c1", NOTHING);
        story.bySystem()
                .at(
                        hour(2),
                        "pipeline",
                        "config.changed",
                        "Config",
                        "limits",
                        Map.of("revision", "1", "digest", "sha256:1"),
                        here(),
                        link("for", "Change", "c1"));
        approve(3, "dev", "sha256:1", link("approves", "Config", "limits"));

        assertThat(codes(story, "limits")).containsExactly("SELF_APPROVED");
    }

    @Test
    void whoRegisteredAModelDoesNotApproveItAlone() {
        registered("ml");
        approve(2, "ml", "m1", link("approves", "Model", "m1"));
        install();

        assertThat(codes(story, "m1")).containsExactly("SELF_APPROVED");
        assertThat(deployments()).containsExactly(PriorApproval.Verdict.SELF_APPROVED);

        approve(3, "q", "m1", link("approves", "Model", "m1"));
        assertThat(codes(story, "m1")).isEmpty();
        assertThat(deployments()).containsExactly(PriorApproval.Verdict.APPROVED_BEFORE);
    }

    @Test
    void aModelThatASystemRegisteredHasNoAuthorByThat() {
        story.bySystem();
        registered("ml");
        approve(2, "ml", "m1", link("approves", "Model", "m1"));
        install();

        assertThat(codes(story, "m1")).isEmpty();
    }

    @Test
    void aReleaseThatOnlyItsAuthorApprovedDoesNotApproveAModelEither() {
        registered("ml");
        story.at(
                hour(1),
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                NOTHING,
                link("includes", "Model", "m1"));
        approve(2, "ml", "", link("approves", "Release", "1.0"));
        install();

        assertThat(codes(story, "m1")).containsExactly("SELF_APPROVED");
        assertThat(deployments()).containsExactly(PriorApproval.Verdict.SELF_APPROVED);
    }

    @Test
    void anExceptionByWhoRegisteredAModelLetsItNotRun() {
        registered("ml");
        story.at(
                hour(2),
                "ml",
                "exception.granted",
                "Exception",
                "X",
                Map.of("expiresAt", hour(20).plusSeconds(86_400)),
                link("waives", "Model", "m1"));
        deploy(
                story,
                4,
                "d1",
                "SUCCEEDED",
                link("deploys", "Model", "m1"),
                link("reliesOn", "Exception", "X"));

        assertThat(deployments()).containsExactly(PriorApproval.Verdict.SELF_APPROVED);
    }

    @Test
    void whoExposesSomethingDoesNotApproveThatAlone() {
        flag(1, "dev", "1", "team-a", here());
        story.at(
                hour(2),
                "ops",
                "exposure.started",
                "Exposure",
                "canary",
                Map.of("cohort", "pilots", "percentage", 10),
                link("exposes", "Flag", "ramp"));
        approve(3, "ops", "", link("approves", "Exposure", "canary"));

        assertThat(codes(story, "canary")).containsExactly("SELF_APPROVED");
        assertThat(codes(story, "ramp")).containsExactly("UNAPPROVED");

        approveFlag(3, "q", "1");
        assertThat(verdict("canary")).as("as what it exposes").isEqualTo(Verdict.APPROVED);
        assertThat(codes(story, "canary")).isEmpty();
    }

    private Verdict verdict(String id) {
        return state(story.graph()).inForce().stream()
                .filter(judged -> judged.held().node().id().equals(id))
                .map(judged -> judged.standing().verdict())
                .findFirst()
                .orElseThrow();
    }
}
