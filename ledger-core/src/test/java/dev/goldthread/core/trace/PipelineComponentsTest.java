package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.PendingWork.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What builds a release has to be shown to be fit for that, in the revision that was used. */
class PipelineComponentsTest {

    private static final NodeRef AGENT = node("PipelineComponent", "agent");
    private static final Instant BEFORE_THE_BUILD = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant AFTER_THE_BUILD = Instant.parse("2026-04-01T00:00:00Z");

    private static Instant january(int day) {
        return Instant.parse("2026-01-%02dT10:00:00Z".formatted(day));
    }

    private static GraphFixture changed(GraphFixture graph, int day, String revision) {
        return graph.at(
                january(day),
                "dev",
                "pipeline_component.changed",
                "PipelineComponent",
                "agent",
                Map.of("revision", revision, "kind", "AGENT"));
    }

    private static GraphFixture validated(
            GraphFixture graph, Instant at, String revision, String verdict, Instant due) {
        return graph.at(
                at,
                "q",
                "pipeline_component.validated",
                "PipelineComponent",
                "agent",
                Map.of("revision", revision, "verdict", verdict, "revalidationDue", due));
    }

    /** Revision 1 came on the 1st of January, and was validated on the 2nd. */
    private static GraphFixture validated(String verdict, Instant due) {
        return validated(changed(new GraphFixture(), 1, "1"), january(2), "1", verdict, due);
    }

    /** Builds what 1.0 ships, on the 1st of March. */
    private static GraphFixture built(GraphFixture graph, String build, Link... used) {
        Link[] links = new Link[used.length + 1];
        links[0] = link("builtFrom", "Commit", "c1");
        System.arraycopy(used, 0, links, 1, used.length);
        return graph.event("ci", "build.finished", "Build", build, links)
                .event(
                        "ci",
                        "artifact.published",
                        "Artifact",
                        "a-" + build,
                        link("producedBy", "Build", build))
                .event(
                        "rm",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a-" + build));
    }

    private static GraphFixture built(GraphFixture graph, String revision) {
        return built(graph, "b1", pinned("used", "PipelineComponent", "agent", revision));
    }

    private static List<Finding> findings(GraphFixture graph) {
        return SmallRelease.findings(graph, AGENT);
    }

    private static List<Item> pending(GraphFixture graph) {
        return PendingWork.of(graph.graph(), graph.graph().nodes(), PUMP, NodeAllowance.UNBOUNDED)
                .orElseThrow()
                .items()
                .stream()
                .filter(item -> item.node().equals(AGENT))
                .toList();
    }

    @Test
    void oneThatPassedInTheRevisionThatWasUsedIsRight() {
        assertThat(findings(built(validated("PASS", AFTER_THE_BUILD), "1"))).isEmpty();
    }

    @Test
    void aRevisionThatNobodyValidatedIsUncovered() {
        GraphFixture graph = built(changed(validated("PASS", AFTER_THE_BUILD), 3, "2"), "2");

        assertThat(findings(graph))
                .containsExactly(
                        Finding.by(
                                "pipeline-validation",
                                "UNCOVERED",
                                "no validation of revision 2 is on record, which Build b1 used"));
        assertThat(gaps(graph).gaps()).anyMatch(gap -> gap.node().equals(AGENT));

        validated(graph, AFTER_THE_BUILD, "2", "PASS", AFTER_THE_BUILD);
        assertThat(findings(graph)).as("shown to be fit afterwards").isEmpty();
    }

    @Test
    void oneWhoseValidationFailedFailedUntilALaterOnePasses() {
        for (String verdict : List.of("FAIL", "WAIVED")) {
            GraphFixture graph = built(validated(verdict, AFTER_THE_BUILD), "1");
            assertThat(findings(graph))
                    .containsExactly(
                            Finding.by(
                                    "pipeline-validation",
                                    "FAILED",
                                    "validation e1 of revision 1 says %s, and Build b1 used it"
                                            .formatted(verdict)));
            validated(graph, january(4), "1", "PASS", AFTER_THE_BUILD);
            assertThat(findings(graph)).isEmpty();
        }
        assertThat(findings(built(validated("NOT_APPLICABLE", AFTER_THE_BUILD), "1")))
                .extracting(Finding::code)
                .as("it shows nothing")
                .containsExactly("UNCOVERED");
    }

    @Test
    void aBuildAfterItWasToBeValidatedAgainIsOverdueUntilThatIsDone() {
        GraphFixture graph = built(validated("PASS", BEFORE_THE_BUILD), "1");

        assertThat(findings(graph))
                .containsExactly(
                        Finding.by(
                                "pipeline-revalidation",
                                "OVERDUE",
                                "revision 1 was to be validated again by 2026-02-01T00:00:00Z, and"
                                        + " Build b1 used it at 2026-03-01T10:02:00Z"));
        assertThat(findings(built(validated("PASS", AFTER_THE_BUILD), "1")))
                .as("when it was used it was in date")
                .isEmpty();

        validated(graph, AFTER_THE_BUILD, "1", "PASS", AFTER_THE_BUILD.plusSeconds(60));
        assertThat(findings(graph)).isEmpty();
    }

    @Test
    void whereNoRevisionIsPinnedTheOneInForceThenIsMeant() {
        Link used = link("used", "PipelineComponent", "agent");
        GraphFixture graph = built(validated("PASS", AFTER_THE_BUILD), "b1", used);
        assertThat(findings(graph)).isEmpty();

        GraphFixture since = changed(validated("PASS", AFTER_THE_BUILD), 3, "2");
        assertThat(findings(built(since, "b1", used)))
                .extracting(Finding::reason)
                .containsExactly("no validation of revision 2 is on record, which Build b1 used");

        GraphFixture later =
                new GraphFixture()
                        .at(
                                AFTER_THE_BUILD,
                                "dev",
                                "pipeline_component.changed",
                                "PipelineComponent",
                                "agent",
                                Map.of("revision", "1"));
        assertThat(findings(built(later, "b1", used)))
                .extracting(Finding::code, Finding::reason)
                .containsExactly(
                        tuple("UNCOVERED", "no event says in which revision Build b1 used it"));
    }

    @Test
    void aPinOnTheCommitOfTheBuildMeansTheRevisionInForceThen() {
        assertThat(findings(built(validated("PASS", AFTER_THE_BUILD), "c1"))).isEmpty();
        assertThat(findings(built(validated("PASS", AFTER_THE_BUILD), "other")))
                .extracting(Finding::code)
                .containsExactly("UNCOVERED");
        GraphFixture changed = changed(validated("PASS", AFTER_THE_BUILD), 3, "c1");
        assertThat(findings(built(changed, "c1")))
                .extracting(Finding::code)
                .as("the commit itself is a revision of it")
                .containsExactly("UNCOVERED");
    }

    @Test
    void aBuildThatSaysOnceInWhichRevisionUsedItInNoOther() {
        GraphFixture since = changed(validated("PASS", AFTER_THE_BUILD), 3, "2");
        since.event(
                "ci",
                "build.started",
                "Build",
                "b1",
                link("builtFrom", "Commit", "c1"),
                link("used", "PipelineComponent", "agent"),
                pinned("used", "PipelineComponent", "agent", "c1"));
        assertThat(findings(built(since, "1"))).isEmpty();

        Link unpinned = link("used", "PipelineComponent", "agent");
        GraphFixture unknown = new GraphFixture();
        unknown.event("ci", "build.started", "Build", "b1", unpinned);
        assertThat(findings(changed(built(unknown, "2"), 3, "2")))
                .extracting(Finding::reason)
                .containsExactly("no validation of revision 2 is on record, which Build b1 used");
    }

    @Test
    void oneRevisionIsOneGapHoweverManyBuildsUsedIt() {
        Link used = pinned("used", "PipelineComponent", "agent", "1");
        GraphFixture graph = built(changed(new GraphFixture(), 1, "1"), "b1", used);
        built(graph, "b2", used)
                .event(
                        "rm",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a-b1"),
                        link("includes", "Artifact", "a-b2"));

        assertThat(findings(graph))
                .extracting(Finding::reason)
                .containsExactly(
                        "no validation of revision 1 is on record, which Build b1 and 1 more used");
    }

    @Test
    void aGuessIsNoUse() {
        GraphFixture graph =
                built(
                        changed(new GraphFixture(), 1, "1"),
                        "b1",
                        inferred("used", "PipelineComponent", "agent"));

        assertThat(TRACER.release(graph.graph(), PUMP, "1.0").orElseThrow().node(AGENT))
                .hasValueSatisfying(agent -> assertThat(agent.findings()).isEmpty());
    }

    @Test
    void itWaitsToBeValidatedAgainByItsDueTime() {
        assertThat(pending(validated("PASS", BEFORE_THE_BUILD)))
                .containsExactly(
                        new Item(
                                AGENT,
                                "to be validated again",
                                january(2),
                                Optional.of(BEFORE_THE_BUILD)));
        assertThat(pending(validated("FAIL", AFTER_THE_BUILD)))
                .extracting(Item::what, Item::since)
                .containsExactly(tuple("to be validated again", january(2)));
        GraphFixture unbounded =
                changed(new GraphFixture(), 1, "1")
                        .event(
                                "q",
                                "pipeline_component.validated",
                                "PipelineComponent",
                                "agent",
                                Map.of("revision", "1", "verdict", "PASS"));
        assertThat(pending(unbounded)).isEmpty();
    }

    @Test
    void aNewRevisionWaitsToBeValidatedAndTheTimeThatWasSetStands() {
        assertThat(pending(changed(validated("PASS", BEFORE_THE_BUILD), 3, "2")))
                .containsExactly(
                        new Item(
                                AGENT,
                                "to be validated",
                                january(3),
                                Optional.of(BEFORE_THE_BUILD)));
        assertThat(pending(changed(new GraphFixture(), 1, "1")))
                .containsExactly(new Item(AGENT, "to be validated", january(1), Optional.empty()));
    }
}
