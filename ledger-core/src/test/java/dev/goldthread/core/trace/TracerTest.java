package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.walk.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracerTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final String LOOK = "environment.snapshotted";

    @Test
    void followsAReleaseFromItsRequirementToWhereItRuns() {
        GraphFixture story = thread();

        Trace trace = TRACER.release(story.graph(), PUMP, "2.0").orElseThrow();

        assertThat(refs(trace))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"),
                        node("Artifact", "a2"),
                        node("Build", "b2"),
                        node("Commit", "c3"),
                        node("Commit", "c2"),
                        node("Change", "repo#2"),
                        node("ChangeRequest", "CR-2"),
                        node("Requirement", "REQ-1"),
                        node("Requirement", "UN-1"),
                        node("TestCase", "T-1"),
                        node("TestRun", "run-2"),
                        node("Deployment", "d2"),
                        node("Environment", "prod"),
                        node("Approval", "ap2"));
    }

    @Test
    void aNodeOfWhichAllWasTakenBackIsToldWithWhatWasStated() {
        GraphFixture story =
                new GraphFixture()
                        .event("p", "requirement.recorded", "Requirement", "REQ-1")
                        .event("q", "event.superseded", "Event", "e0", Map.of("scope", "WHOLE"));
        GraphView now = AsOf.NOW.of(story.graph(), PUMP);

        Trace trace = TRACER.around(now, node("Requirement", "REQ-1"), Way.BOTH, 1).orElseThrow();

        assertThat(trace.nodes().getFirst().node().facts()).isEmpty();
        assertThat(trace.nodes().getFirst().node().takenBack()).hasSize(1);
        assertThat(trace.nodes().getFirst().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.reason()).contains("e1 took back e0"));
        assertThat(TRACER.around(now, node("Requirement", "REQ-2"), Way.BOTH, 1)).isEmpty();
    }

    @Test
    void leavesOutWhatBelongsToTheReleaseBefore() {
        Trace trace = TRACER.release(thread().graph(), PUMP, "2.0").orElseThrow();

        assertThat(refs(trace))
                .doesNotContain(
                        node("Commit", "c1"),
                        node("Artifact", "a1"),
                        node("TestRun", "run-1"),
                        node("Release", "1.0"));
    }

    @Test
    void aReleaseWithoutOneBeforeReachesToTheFirstCommit() {
        Trace trace = TRACER.release(thread().graph(), PUMP, "1.0").orElseThrow();

        assertThat(refs(trace)).contains(node("Commit", "c1"), node("Commit", "c0"));
    }

    @Test
    void aBranchThatStartedBeforeTheLastReleaseIsNewButItsRootIsNot() {
        GraphFixture story =
                new GraphFixture()
                        .event("p", "commit.pushed", "Commit", "c0")
                        .event(
                                "p",
                                "commit.pushed",
                                "Commit",
                                "c1",
                                link("follows", "Commit", "c0"))
                        .event(
                                "p",
                                "commit.pushed",
                                "Commit",
                                "side",
                                link("follows", "Commit", "c0"))
                        .event(
                                "p",
                                "commit.pushed",
                                "Commit",
                                "merge",
                                link("follows", "Commit", "c1"),
                                link("follows", "Commit", "side"))
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "1.0",
                                link("includes", "Commit", "c1"))
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "2.0",
                                link("includes", "Commit", "merge"),
                                link("supersedes", "Release", "1.0"));

        Trace trace = TRACER.release(story.graph(), PUMP, "2.0").orElseThrow();

        assertThat(refs(trace))
                .containsExactlyInAnyOrder(
                        node("Release", "2.0"), node("Commit", "merge"), node("Commit", "side"));
    }

    @Test
    void aDigestLeadsBackToItsRequirementAndToTheReleasesThatShipIt() {
        Trace trace = TRACER.digest(thread().graph(), PUMP, "a2").orElseThrow();

        assertThat(trace.root()).isEqualTo(node("Artifact", "a2"));
        assertThat(refs(trace))
                .contains(
                        node("Requirement", "UN-1"),
                        node("TestRun", "run-2"),
                        node("Release", "2.0"));
    }

    @Test
    void knowsNothingOfWhatNobodyMentioned() {
        assertThat(TRACER.release(thread().graph(), PUMP, "9.9")).isEmpty();
        assertThat(TRACER.digest(thread().graph(), PUMP, "a9")).isEmpty();
    }

    @Test
    void walksAroundANodeForSoManyHops() {
        GraphFixture story = thread();

        assertThat(
                        refs(
                                TRACER.around(story.graph(), node("Commit", "c2"), Way.UP, 1)
                                        .orElseThrow()))
                .containsExactlyInAnyOrder(
                        node("Commit", "c2"), node("Commit", "c1"), node("Change", "repo#2"));
        assertThat(
                        refs(
                                TRACER.around(story.graph(), node("Commit", "c2"), Way.DOWN, 1)
                                        .orElseThrow()))
                .containsExactlyInAnyOrder(node("Commit", "c2"), node("Commit", "c3"));
        assertThat(
                        refs(
                                TRACER.around(story.graph(), node("Commit", "c2"), Way.BOTH, 0)
                                        .orElseThrow()))
                .containsExactly(node("Commit", "c2"));
    }

    @Test
    void judgesNoCoverageWhereTheWalkStoppedShort() {
        Trace trace =
                TRACER.around(thread().graph(), node("Requirement", "REQ-1"), Way.DOWN, 1)
                        .orElseThrow();

        assertThat(trace.nodes()).allSatisfy(node -> assertThat(node.findings()).isEmpty());
    }

    @Test
    void whatALaterLookDoesNotStateIsNotShownAsRunning() {
        GraphFixture story =
                thread().event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a1"))
                        .event("w", LOOK, "Environment", "stage", link("runs", "Artifact", "a1"))
                        .event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a2"));

        Trace old = TRACER.release(story.graph(), PUMP, "1.0").orElseThrow();

        assertThat(edges(old, "runs")).containsExactly("stage runs a1 e20");
        assertThat(refs(old)).doesNotContain(node("Environment", "prod"));
        assertThat(edges(TRACER.digest(story.graph(), PUMP, "a2").orElseThrow(), "runs"))
                .containsExactly("prod runs a2 e21");
        assertThat(
                        edges(
                                TRACER.around(
                                                story.graph(),
                                                node("Environment", "prod"),
                                                Way.BOTH,
                                                1)
                                        .orElseThrow(),
                                "runs"))
                .containsExactly("prod runs a2 e21");
    }

    @Test
    void asOfAnEarlierTimeTheLookOfThatTimeSaysWhatRuns() {
        GraphFixture story =
                thread().event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a1"))
                        .event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a2"));
        AsOf then = new AsOf(new AsOf.Recorded.UpTo(19), Optional.empty());

        Trace old = TRACER.release(then.of(story.graph(), PUMP), PUMP, "1.0").orElseThrow();

        assertThat(edges(old, "runs")).containsExactly("prod runs a1 e19");
    }

    @Test
    void whatIsStillSeenIsShownByTheLastLookAndWhatWasSaidSince() {
        GraphFixture story =
                thread().event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a2"))
                        .event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a2"))
                        .event(
                                "w",
                                "environment.changed",
                                "Environment",
                                "prod",
                                link("runs", "Config", "limits"));

        Trace trace =
                TRACER.around(story.graph(), node("Environment", "prod"), Way.UP, 1).orElseThrow();

        assertThat(edges(trace, "runs"))
                .containsExactly("prod runs a2 e20", "prod runs limits e21");
    }

    @Test
    void aLookOfWhichAPartIsMissingEndsNothing() {
        GraphFixture story =
                thread().event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a1"))
                        .event(
                                "w",
                                LOOK,
                                "Environment",
                                "prod",
                                part(1),
                                link("runs", "Artifact", "a2"));

        assertThat(running(story)).containsExactly("prod runs a1 e19", "prod runs a2 e20");

        story.event("w", LOOK, "Environment", "prod", part(2), link("runs", "Config", "limits"));

        assertThat(running(story)).containsExactly("prod runs a2 e20", "prod runs limits e21");
    }

    @Test
    void aLookThatCountsMoreThanItNamesEndsNothing() {
        GraphFixture story =
                thread().event("w", LOOK, "Environment", "prod", link("runs", "Artifact", "a1"))
                        .event(
                                "w",
                                LOOK,
                                "Environment",
                                "prod",
                                Map.of("runningCount", 2L),
                                link("runs", "Artifact", "a2"));

        assertThat(running(story)).containsExactly("prod runs a1 e19", "prod runs a2 e20");
    }

    private static List<String> running(GraphFixture story) {
        return edges(
                TRACER.around(story.graph(), node("Environment", "prod"), Way.UP, 1).orElseThrow(),
                "runs");
    }

    private static Map<String, Object> part(long number) {
        return Map.of("fingerprint", "f", "part", Map.of("number", number, "total", 2L));
    }

    private static List<String> edges(Trace trace, String relation) {
        return trace.edges().stream()
                .filter(edge -> edge.relation().equals(relation))
                .map(
                        edge ->
                                "%s %s %s %s"
                                        .formatted(
                                                edge.from().id(),
                                                relation,
                                                edge.to().id(),
                                                edge.event().value()))
                .toList();
    }

    @Test
    void everyEdgeOfATraceJoinsTwoOfItsNodes() {
        Trace trace = TRACER.release(thread().graph(), PUMP, "2.0").orElseThrow();

        assertThat(trace.edges())
                .isNotEmpty()
                .allSatisfy(edge -> assertThat(refs(trace)).contains(edge.from(), edge.to()));
    }

    /** Two releases: c0 ← c1 is the first, c1 ← c2 ← c3 the second. */
    private static GraphFixture thread() {
        return new GraphFixture()
                .event("p", "requirement.recorded", "Requirement", "UN-1")
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "REQ-1",
                        link("refines", "Requirement", "UN-1"))
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-1",
                        link("verifies", "Requirement", "REQ-1"))
                .event("p", "commit.pushed", "Commit", "c0")
                .event("p", "commit.pushed", "Commit", "c1", link("follows", "Commit", "c0"))
                .built("b1", "c1", "a1")
                .ran("run-1", "T-1", "PASSED", "a1")
                .event("p", "release.created", "Release", "1.0", link("includes", "Artifact", "a1"))
                .event(
                        "p",
                        "change_request.opened",
                        "ChangeRequest",
                        "CR-2",
                        link("addresses", "Requirement", "REQ-1"))
                .event(
                        "p",
                        "change.proposed",
                        "Change",
                        "repo#2",
                        link("implements", "ChangeRequest", "CR-2"))
                .event(
                        "p",
                        "commit.pushed",
                        "Commit",
                        "c2",
                        link("follows", "Commit", "c1"),
                        link("partOf", "Change", "repo#2"))
                .event("p", "commit.pushed", "Commit", "c3", link("follows", "Commit", "c2"))
                .built("b2", "c3", "a2")
                .ran("run-2", "T-1", "PASSED", "a2")
                .event(
                        "p",
                        "release.created",
                        "Release",
                        "2.0",
                        link("includes", "Artifact", "a2"),
                        link("supersedes", "Release", "1.0"))
                .event(
                        "q",
                        "approval.granted",
                        "Approval",
                        "ap2",
                        link("approves", "Release", "2.0"))
                .event(
                        "p",
                        "deployment.finished",
                        "Deployment",
                        "d2",
                        link("deploys", "Release", "2.0"),
                        link("into", "Environment", "prod"));
    }

    private static List<NodeRef> refs(Trace trace) {
        return trace.nodes().stream().map(node -> node.node().ref()).toList();
    }
}
