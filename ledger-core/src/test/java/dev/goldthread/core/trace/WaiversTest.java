package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.waived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An exception allows what a person granted, until when a person said. */
class WaiversTest {

    private static final String LONG_OVER = "2026-04-01T00:00:00Z";
    private static final String STILL_RUNS = "2027-01-01T00:00:00Z";
    private static final NodeRef EXCEPTION = node("Exception", "EXC-1");
    private static final NodeRef CONTROL = node("RiskControl", "RC-1");
    private static final Link REQUIREMENT_WAIVED = link("waives", "Requirement", "REQ-1");
    private static final Link CONTROL_WAIVED = link("waives", "RiskControl", "RC-1");

    private static GraphFixture said(
            GraphFixture graph, String person, String type, String expiresAt, Link... waived) {
        return graph.event(
                person,
                type,
                "Exception",
                "EXC-1",
                Map.of("expiresAt", Instant.parse(expiresAt)),
                waived);
    }

    private static GraphFixture withControl() {
        return release()
                .event(
                        "p",
                        "control.recorded",
                        "RiskControl",
                        "RC-1",
                        Map.of("revision", "1"),
                        link("mitigates", "Hazard", "HZ-1"))
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-2",
                        link("verifies", "RiskControl", "RC-1"))
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
                        Map.of("headCommit", "h1"),
                        link("implements", "ChangeRequest", "CR-1"));
    }

    private static GraphFixture reviewed(GraphFixture graph, String outcome) {
        return graph.event(
                "boss",
                "exception.reviewed",
                "Exception",
                "EXC-1",
                Map.of("outcome", outcome),
                REQUIREMENT_WAIVED);
    }

    @Test
    void whatIsOnlyAskedForProlongsNothing() {
        GraphFixture graph =
                said(
                        waived(release(), LONG_OVER),
                        "dev",
                        "exception.requested",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
        assertThat(codes(graph, EXCEPTION)).contains("EXPIRED");
    }

    @Test
    void aReminderProlongsNothing() {
        GraphFixture graph =
                said(
                        waived(release(), LONG_OVER).bySystem(),
                        "bot",
                        "exception.lapsing",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
    }

    @Test
    void onlyAPersonProlongs() {
        GraphFixture bySystem =
                said(
                        waived(release(), LONG_OVER).bySystem(),
                        "bot",
                        "exception.extended",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);
        GraphFixture byPerson =
                said(
                        waived(release(), LONG_OVER),
                        "boss",
                        "exception.extended",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);

        assertThat(codes(bySystem, REQUIREMENT)).containsExactly("NOT_RUN");
        assertThat(codes(bySystem, EXCEPTION)).contains("EXPIRED");
        assertThat(codes(byPerson, REQUIREMENT)).containsExactly("WAIVED");
        assertThat(findings(byPerson, REQUIREMENT).getFirst().reason()).contains(STILL_RUNS);
        assertThat(codes(byPerson, EXCEPTION)).doesNotContain("EXPIRED");
    }

    @Test
    void whatTheGrantLeavesOutIsNotWaived() {
        GraphFixture graph =
                said(
                        said(
                                withControl(),
                                "dev",
                                "exception.requested",
                                STILL_RUNS,
                                REQUIREMENT_WAIVED,
                                CONTROL_WAIVED),
                        "boss",
                        "exception.granted",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("WAIVED");
        assertThat(codes(graph, CONTROL)).containsExactly("NOT_RUN");
    }

    @Test
    void whatAnExtensionLeavesOutEndsAsGranted() {
        GraphFixture graph =
                said(
                        said(
                                withControl(),
                                "boss",
                                "exception.granted",
                                LONG_OVER,
                                REQUIREMENT_WAIVED,
                                CONTROL_WAIVED),
                        "boss",
                        "exception.extended",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("WAIVED");
        assertThat(codes(graph, CONTROL)).containsExactly("NOT_RUN");
    }

    @Test
    void aLookBackThatFindsItUnjustifiedEndsIt() {
        for (String outcome : List.of("NOT_JUSTIFIED", "CLOSE")) {
            GraphFixture graph = reviewed(waived(release(), STILL_RUNS), outcome);

            assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
            assertThat(codes(graph, EXCEPTION)).containsExactly("UNAPPROVED");
            assertThat(SmallRelease.count(graph, "exception-review").present()).isZero();
        }
    }

    @Test
    void aLookBackThatFindsItJustifiedLeavesIt() {
        GraphFixture graph =
                reviewed(reviewed(waived(release(), STILL_RUNS), "NOT_JUSTIFIED"), "JUSTIFIED");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("WAIVED");
        assertThat(codes(graph, EXCEPTION)).isEmpty();
    }

    @Test
    void whoWroteItCannotWaiveIt() {
        GraphFixture graph =
                said(release(), "author", "exception.granted", STILL_RUNS, REQUIREMENT_WAIVED);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
        assertThat(codes(graph, EXCEPTION)).containsExactly("SELF_APPROVED");
    }

    /** T-OLD is a test of something that no change of this release touches; it failed in run-2. */
    private static GraphFixture regression() {
        return passed(release())
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-OLD",
                        link("verifies", "Requirement", "OLD"))
                .ran("run-2", "T-OLD", "FAILED", "a1");
    }

    /** run-3 did not pass, and names no test that did not. */
    private static GraphFixture unnamed() {
        return passed(release())
                .event(
                        "ci",
                        "testrun.finished",
                        "TestRun",
                        "run-3",
                        Map.of("outcome", "FAILED"),
                        link("tests", "Artifact", "a1"));
    }

    private static GraphFixture granted(
            GraphFixture graph, String person, String rule, Link waived) {
        return graph.event(
                person,
                "exception.granted",
                "Exception",
                "EXC-1",
                Map.of("ruleWaived", rule, "expiresAt", Instant.parse(STILL_RUNS)),
                waived);
    }

    private static final NodeRef OLD_TEST = node("TestCase", "T-OLD");
    private static final NodeRef RUN = node("TestRun", "run-3");
    private static final Link RELEASE_WAIVED = link("waives", "Release", "1.0");

    @Test
    void anExceptionThatNamesAFailedRegressionTestWaivesIt() {
        GraphFixture graph =
                granted(regression(), "boss", "any", link("waives", "TestCase", "T-OLD"));

        assertThat(codes(regression(), OLD_TEST)).containsExactly("FAILED");
        assertThat(codes(graph, OLD_TEST)).containsExactly("WAIVED");
        assertThat(findings(graph, OLD_TEST).getFirst().reason())
                .isEqualTo(
                        "Exception EXC-1 allows it until %s; without it FAILED: it failed in TestRun run-2"
                                .formatted(STILL_RUNS));
        assertThat(
                        codes(
                                granted(
                                        regression(),
                                        "author",
                                        "any",
                                        link("waives", "TestCase", "T-OLD")),
                                OLD_TEST))
                .as("its author waives nothing")
                .containsExactly("FAILED");
    }

    @Test
    void anExceptionThatNamesARunWaivesWhatItDoesNotName() {
        assertThat(codes(unnamed(), RUN)).containsExactly("FAILED");
        assertThat(
                        codes(
                                granted(
                                        unnamed(),
                                        "boss",
                                        "any",
                                        link("waives", "TestRun", "run-3")),
                                RUN))
                .containsExactly("WAIVED");
    }

    @Test
    void anExceptionThatNamesARunWaivesNoTestThatFailedInIt() {
        assertThat(
                        codes(
                                granted(
                                        regression(),
                                        "boss",
                                        "regression-test",
                                        link("waives", "TestRun", "run-2")),
                                OLD_TEST))
                .containsExactly("FAILED");
    }

    @Test
    void anExceptionThatNamesTheReleaseWaivesTheRuleItSays() {
        assertThat(
                        codes(
                                granted(regression(), "boss", "regression-test", RELEASE_WAIVED),
                                OLD_TEST))
                .containsExactly("WAIVED");
        assertThat(codes(granted(unnamed(), "boss", "unnamed-failure", RELEASE_WAIVED), RUN))
                .containsExactly("WAIVED");
        for (String other : List.of("regression-test", "4-eyes", "")) {
            assertThat(codes(granted(unnamed(), "boss", other, RELEASE_WAIVED), RUN))
                    .containsExactly("FAILED");
        }
        assertThat(
                        codes(
                                granted(
                                        unnamed(),
                                        "boss",
                                        "unnamed-failure",
                                        link("waives", "Release", "0.9")),
                                RUN))
                .as("of another release")
                .containsExactly("FAILED");
    }

    /** What a whole release may be let off stands with the rule, in the vocabulary. */
    @Test
    void noOtherRuleIsWaivedForAReleaseAsAWhole() {
        GraphFixture graph = granted(release(), "boss", "verifies", RELEASE_WAIVED);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
    }

    @Test
    void whatWasClosedIsNotProlongedButGrantedAgain() {
        GraphFixture closed =
                said(
                        waived(release(), STILL_RUNS)
                                .event(
                                        "boss",
                                        "exception.closed",
                                        "Exception",
                                        "EXC-1",
                                        REQUIREMENT_WAIVED),
                        "boss",
                        "exception.extended",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);
        assertThat(codes(closed, REQUIREMENT)).containsExactly("NOT_RUN");

        said(closed, "boss", "exception.granted", STILL_RUNS, REQUIREMENT_WAIVED);
        assertThat(codes(closed, REQUIREMENT)).containsExactly("WAIVED");
    }

    @Test
    void whatNobodyGrantedIsUnapprovedUntilItIsClosed() {
        GraphFixture graph =
                said(
                        release().bySystem(),
                        "bot",
                        "exception.granted",
                        STILL_RUNS,
                        REQUIREMENT_WAIVED);
        assertThat(codes(graph, EXCEPTION)).containsExactly("UNAPPROVED");

        told(graph, "exception.expired");
        assertThat(codes(graph, EXCEPTION))
                .as("that its time is over is no answer")
                .containsExactly("UNAPPROVED");

        told(graph, "exception.closed");
        assertThat(codes(graph, EXCEPTION)).isEmpty();

        said(graph, "dev", "exception.requested", STILL_RUNS, REQUIREMENT_WAIVED);
        assertThat(codes(graph, EXCEPTION)).as("asked for again").containsExactly("UNAPPROVED");
    }

    @Test
    void whatNobodyGrantedCannotRunOutOrBeReviewed() {
        GraphFixture graph =
                release()
                        .event(
                                "dev",
                                "exception.requested",
                                "Exception",
                                "EXC-1",
                                Map.of(
                                        "expiresAt",
                                        Instant.parse(LONG_OVER),
                                        "reviewDue",
                                        Instant.parse(LONG_OVER)),
                                REQUIREMENT_WAIVED);
        assertThat(codes(graph, EXCEPTION)).containsExactly("UNAPPROVED");
        assertThat(SmallRelease.gaps(graph).gaps())
                .filteredOn(gap -> gap.node().equals(EXCEPTION))
                .as("one question, one gap")
                .hasSize(1);

        said(graph, "boss", "exception.granted", LONG_OVER, REQUIREMENT_WAIVED);
        assertThat(codes(graph, EXCEPTION)).containsExactly("OVERDUE", "EXPIRED");
    }

    @Test
    void whatWasReliedOnIsNotApprovedByClosingIt() {
        GraphFixture graph =
                release()
                        .event(
                                "ops",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                Map.of("outcome", "SUCCEEDED"),
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "bench"),
                                link("reliesOn", "Exception", "EXC-1"));
        said(graph, "dev", "exception.requested", STILL_RUNS, REQUIREMENT_WAIVED);
        told(graph, "exception.closed");

        assertThat(findings(graph, EXCEPTION))
                .extracting(Finding::code, Finding::reason)
                .containsExactly(
                        tuple(
                                "UNAPPROVED",
                                "no person granted it, and Deployment d-1 relied on it"));
        assertThat(SmallRelease.count(graph, "exception-review").required())
                .as("there is something to look back at")
                .isEqualTo(1);
    }

    @Test
    void whatNobodyGrantedAndSomebodyClosedWantsNoLookBack() {
        GraphFixture graph =
                release()
                        .event(
                                "dev",
                                "exception.requested",
                                "Exception",
                                "EXC-1",
                                Map.of("reviewDue", Instant.parse(LONG_OVER)),
                                REQUIREMENT_WAIVED);
        told(graph, "exception.closed");

        assertThat(SmallRelease.count(graph, "exception-review").required()).isZero();
        assertThat(SmallRelease.gaps(graph).completeness().excused())
                .filteredOn(excused -> excused.node().equals(EXCEPTION))
                .extracting(Completeness.Excused::evidence, Completeness.Excused::code)
                .containsExactly(tuple("exception-review", "NOT_REQUIRED"));
        assertThat(SmallRelease.gaps(graph).gaps())
                .as("nothing was allowed that somebody could look back at")
                .noneMatch(gap -> gap.node().equals(EXCEPTION));

        said(graph.bySystem(), "bot", "exception.granted", LONG_OVER, REQUIREMENT_WAIVED);
        told(graph, "exception.closed");
        assertThat(SmallRelease.count(graph, "exception-review").required())
                .as("somebody may have gone by what the system said")
                .isEqualTo(1);
    }

    private static void told(GraphFixture graph, String type) {
        graph.event("p", type, "Exception", "EXC-1", REQUIREMENT_WAIVED);
    }

    @Test
    void aReviewOfWhatRanOutIsEvidence() {
        GraphFixture graph = waived(release(), LONG_OVER);
        assertThat(SmallRelease.count(graph, "exception-review").present()).isZero();

        reviewed(graph, "JUSTIFIED");
        assertThat(codes(graph, EXCEPTION)).containsExactly("EXPIRED");
        assertThat(SmallRelease.count(graph, "exception-review").present()).isEqualTo(1);
    }

    @Test
    void onlyAPersonsReviewIsEvidence() {
        GraphFixture graph = reviewed(waived(release(), STILL_RUNS).bySystem(), "JUSTIFIED");
        assertThat(SmallRelease.count(graph, "exception-review").present()).isZero();
        assertThat(SmallRelease.gaps(graph).gaps())
                .anySatisfy(gap -> assertThat(gap.reason()).contains("exception-review"));

        reviewed(graph, "JUSTIFIED");
        assertThat(SmallRelease.count(graph, "exception-review").present()).isEqualTo(1);
    }
}
