package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.PRODUCTION;
import static dev.goldthread.core.environment.EnvironmentStory.approve;
import static dev.goldthread.core.environment.EnvironmentStory.approved;
import static dev.goldthread.core.environment.EnvironmentStory.at;
import static dev.goldthread.core.environment.EnvironmentStory.codes;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.release;
import static dev.goldthread.core.environment.EnvironmentStory.running;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.graph.GraphFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set in an environment, and who gets to see it. */
class SettingsTest {

    private static GraphFixture config(GraphFixture story, int hour, String revision) {
        return story.at(
                hour(hour),
                "ops",
                "config.changed",
                "Config",
                "limits",
                Map.of("revision", revision, "digest", "sha256:" + revision),
                link("appliesTo", "Environment", "prod"));
    }

    private static GraphFixture approveConfig(GraphFixture story, int hour, String revision) {
        return story.at(
                hour(hour),
                "q",
                "approval.granted",
                "Approval",
                "AP-limits-" + revision,
                Map.of("boundDigest", "sha256:" + revision),
                link("approves", "Config", "limits"));
    }

    @Test
    void oneThatNothingApprovesIsUnapproved() {
        assertThat(codes(config(new GraphFixture(), 4, "1"), "limits"))
                .containsExactly("UNAPPROVED");
    }

    @Test
    void anApprovalIsOfOneState() {
        GraphFixture story = approveConfig(config(new GraphFixture(), 4, "1"), 3, "1");

        assertThat(codes(story, "limits")).isEmpty();
        assertThat(codes(config(story, 5, "2"), "limits")).containsExactly("NOT_AS_APPROVED");
        assertThat(codes(approveConfig(story, 6, "2"), "limits")).isEmpty();
    }

    @Test
    void aReleaseApprovesTheStateThatItPins() {
        GraphFixture story = config(new GraphFixture(), 1, "1");
        story.at(
                hour(1),
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                NOTHING,
                pinned("includes", "Config", "limits", "1"));
        approve(story, 2, "Release", "1.0");

        assertThat(codes(story, "limits")).isEmpty();
        assertThat(codes(config(story, 5, "2"), "limits")).containsExactly("NOT_AS_APPROVED");
    }

    @Test
    void oneThatIsSeenInAnotherStateThanItWasSetToIsAConflict() {
        GraphFixture story = config(config(new GraphFixture(), 4, "1"), 5, "2");
        approveConfig(approveConfig(story, 3, "1"), 3, "2");
        look(story, 6, PRODUCTION, pinned("runs", "Config", "limits", "1"));

        assertThat(state(story.graph()).inForce().getFirst().held().revision()).hasValue("1");
        assertThat(codes(story, "limits")).containsExactly("CONFLICT");
    }

    @Test
    void aFlagOfAReleaseIsInForceWhereTheReleaseRunsUntilItIsRetired() {
        GraphFixture story = release(approved("1.0", "a1"), "2.0", "a2");
        story.at(
                hour(1),
                "dev",
                "flag.created",
                "Flag",
                "ramp",
                Map.of("revision", "1", "digest", "sha256:1"),
                link("appliesTo", "Release", "1.0"));
        deploy(story, 4, "d1", "a1");
        deploy(story, 5, "d2", "a2");
        deploy(story, 6, "d3", "a1");
        story.at(hour(7), "dev", "flag.retired", "Flag", "ramp", NOTHING);

        assertThat(running(at(story, 4))).containsExactly("a1", "ramp");
        assertThat(running(at(story, 5))).containsExactly("a2");
        assertThat(running(at(story, 6))).containsExactly("a1", "ramp");
        assertThat(running(story)).containsExactly("a1");
    }

    @Test
    void aFlagThatIsInForceAfterItsTimeIsExpired() {
        GraphFixture story = new GraphFixture();
        story.at(
                hour(1),
                "dev",
                "flag.created",
                "Flag",
                "ramp",
                Map.of("revision", "1", "digest", "sha256:1", "expiresAt", hour(5)),
                link("appliesTo", "Environment", "prod"));
        story.at(
                hour(2),
                "q",
                "approval.granted",
                "Approval",
                "AP",
                Map.of("boundDigest", "sha256:1"),
                link("approves", "Flag", "ramp"));

        assertThat(at(story, 4).findingsCount()).isZero();
        assertThat(codes(story, "ramp")).containsExactly("EXPIRED");
    }

    @Test
    void anExposureStandsAsWhatItExposesUntilItIsAborted() {
        GraphFixture story = deploy(approved("1.0", "a1"), 4, "d1", "a1");
        exposure(story, 5, "exposure.started", 10);
        exposure(story, 6, "exposure.aborted", 0);

        Judged canary = at(story, 5).inForce().getLast();
        assertThat(canary.held().detail()).hasValue("started, pilots, 10 %");
        assertThat(canary.standing().verdict()).isEqualTo(Standing.Verdict.APPROVED);
        assertThat(running(story)).containsExactly("a1");
    }

    private GraphFixture exposure(GraphFixture story, int hour, String type, int percentage) {
        return story.at(
                hour(hour),
                "dev",
                type,
                "Exposure",
                "canary",
                Map.of("cohort", "pilots", "percentage", percentage),
                link("exposes", "Deployment", "d1"));
    }
}
