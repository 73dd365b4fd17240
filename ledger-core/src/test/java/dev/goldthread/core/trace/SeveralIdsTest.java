package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.count;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static dev.goldthread.core.trace.SmallRelease.matrix;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static dev.goldthread.core.trace.SmallRelease.waived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.walk.TraceFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes by several ids, which crosswalks join, is judged as one. */
class SeveralIdsTest {

    private static final NodeRef OTHER = node("Requirement", "DOORS-9");
    private static final Link TO_REQUIREMENT = link("sameAs", "Requirement", "REQ-1");
    private static final Link GUESSED = inferred("sameAs", "Requirement", "REQ-1");

    private static GraphFixture joined(GraphFixture graph, Link link) {
        return crosswalk(
                graph.event("p", "requirement.recorded", "Requirement", "DOORS-9", revision("4.2")),
                "Requirement",
                "DOORS-9",
                link);
    }

    private static GraphFixture crosswalk(GraphFixture graph, String type, String id, Link link) {
        return graph.event(
                "p",
                "crosswalk.recorded",
                type,
                id,
                Map.of("scope", "jira doors", "basis", "export"),
                link);
    }

    private static GraphFixture withTest(GraphFixture graph) {
        return graph.event(
                "p",
                "testcase.recorded",
                "TestCase",
                "T-9",
                Map.of("revision", "1"),
                pinned("verifies", "Requirement", "DOORS-9", "4.2"));
    }

    private static List<NodeRef> rows(GraphFixture graph) {
        return matrix(graph).rows().stream().map(Matrix.Row::subject).toList();
    }

    @Test
    void aTestOfEitherIdCountsForBoth() {
        GraphFixture graph = joined(passed(release()), TO_REQUIREMENT);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(findings(graph, OTHER)).isEqualTo(findings(graph, REQUIREMENT));
        assertThat(findings(graph, OTHER).getFirst().reason())
                .isEqualTo(
                        "TestCase T-1 passed in TestRun run-1; it is a test of Requirement REQ-1,"
                                + " which is the same as Requirement DOORS-9");

        GraphFixture failed = withTest(graph).ran("run-9", "T-9", "FAILED", "a1");

        assertThat(codes(failed, REQUIREMENT)).containsExactly("FAILED");
        assertThat(codes(failed, OTHER)).containsExactly("FAILED");
    }

    @Test
    void itHasOneRowThatNamesAllItsIds() {
        GraphFixture graph = withTest(joined(passed(release()), TO_REQUIREMENT));

        assertThat(rows(graph)).containsExactly(OTHER);
        Matrix.Row row = matrix(graph).rows().getFirst();
        assertThat(row.requirements())
                .containsExactly(
                        new Matrix.Item(
                                OTHER,
                                Optional.of("4.2"),
                                List.of(new Matrix.Item(REQUIREMENT, Optional.of("1")))));
        assertThat(row.userNeeds())
                .extracting(Matrix.Item::node)
                .containsExactly(node("Requirement", "UN-1"));
        assertThat(row.changes())
                .extracting(Matrix.Item::node)
                .containsExactly(node("Change", "repo#1"));
        assertThat(row.tests()).extracting(Matrix.Test::verifies).contains(OTHER, REQUIREMENT);
        assertThat(row.findings())
                .filteredOn(found -> found.node().type().equals("Requirement"))
                .extracting(Matrix.Found::node)
                .as("told once")
                .containsExactly(OTHER);
    }

    @Test
    void oneMissingThingIsOneGapAndIsAskedOnce() {
        GraphFixture graph = joined(release(), TO_REQUIREMENT);

        assertThat(gaps(graph).gaps())
                .filteredOn(gap -> gap.code().equals("NOT_RUN"))
                .extracting(Gap::node)
                .containsExactly(OTHER);
        assertThat(count(graph, "requirement-verification").required()).isEqualTo(1);
        assertThat(count(passed(graph), "requirement-verification").present()).isEqualTo(1);
    }

    @Test
    void aGuessedCrosswalkCountsForNothingUntilSomebodyRecordsIt() {
        GraphFixture graph =
                joined(passed(release()), GUESSED)
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "DOORS-9",
                                Map.of("revision", "4.3", "level", "SYSTEM"));

        assertThat(codes(graph, OTHER)).containsExactly("UNCOVERED");
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(rows(graph)).containsExactly(OTHER, REQUIREMENT);

        crosswalk(graph, "Requirement", "REQ-1", link("sameAs", "Requirement", "DOORS-9"));

        assertThat(codes(graph, OTHER)).contains("VERIFIED");
        assertThat(codes(graph, REQUIREMENT)).contains("VERIFIED", "CONFLICT");
        assertThat(rows(graph)).hasSize(1);
    }

    /** REQ-1 has a revision 2, of which DOORS-9 knows nothing. */
    private static GraphFixture changedElsewhere() {
        return withTest(joined(release(), TO_REQUIREMENT))
                .event(
                        "p",
                        "requirement.changed",
                        "Requirement",
                        "REQ-1",
                        revision("2"),
                        link("refines", "Requirement", "UN-1"))
                .event(
                        "p",
                        "testcase.changed",
                        "TestCase",
                        "T-1",
                        Map.of("revision", "3"),
                        pinned("verifies", "Requirement", "REQ-1", "2"))
                .ran("run-1", "T-1", "PASSED", "a1")
                .ran("run-9", "T-9", "PASSED", "a1");
    }

    private static GraphFixture confirmed(GraphFixture graph) {
        return graph.event(
                "looker",
                "link.confirmed",
                "TestCase",
                "T-9",
                Map.of("relation", "verifies", "revision", "4.2", "result", "STILL_HOLDS"),
                link("concerns", "Requirement", "DOORS-9"));
    }

    @Test
    void aNewRevisionUnderOneIdMakesLinksToTheOtherSuspect() {
        GraphFixture graph = changedElsewhere();

        assertThat(codes(graph, OTHER)).containsExactly("SUSPECT");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .startsWith(
                        "TestCase T-9 verifies revision 4.2, but Requirement REQ-1, which is the"
                                + " same, has revision 2 since ");
        assertThat(codes(confirmed(graph), OTHER)).containsExactly("VERIFIED");
        assertThat(matrix(graph).rows().getFirst().confirmations())
                .extracting(Matrix.Confirmed::by)
                .containsExactly("looker");
    }

    private static List<Finding> touched(GraphFixture graph, NodeRef root, NodeRef node) {
        return TRACER.impact(graph.graph(), root, TraceFilter.NONE)
                .orElseThrow()
                .node(node)
                .orElseThrow()
                .findings();
    }

    @Test
    void anImpactIsTheSameWhicheverIdIsAskedAbout() {
        GraphFixture graph = changedElsewhere();
        NodeRef test = node("TestCase", "T-9");

        for (NodeRef root : List.of(REQUIREMENT, OTHER)) {
            assertThat(touched(graph, root, test))
                    .extracting(Finding::code)
                    .containsExactly("SUSPECT");
            for (NodeRef id : List.of(REQUIREMENT, OTHER)) {
                assertThat(touched(graph, root, id))
                        .containsExactly(new Finding("LINKED", "1 test verifies it"));
            }
        }
        assertThat(touched(confirmed(graph), OTHER, test)).isEmpty();
    }

    @Test
    void aTestOfBothIdsIsOneTest() {
        GraphFixture graph =
                joined(release(), TO_REQUIREMENT)
                        .event(
                                "p",
                                "testcase.changed",
                                "TestCase",
                                "T-1",
                                Map.of("revision", "3"),
                                pinned("verifies", "Requirement", "REQ-1", "1"),
                                pinned("verifies", "Requirement", "DOORS-9", "4.2"));

        assertThat(touched(graph, OTHER, REQUIREMENT))
                .containsExactly(new Finding("LINKED", "1 test verifies it"));
    }

    /** A traversal takes some steps only from what was asked about. */
    @Test
    void anImpactOfAControlLeadsToWhatItsOtherIdIsImplementedBy() {
        GraphFixture graph =
                crosswalk(
                        passed(release())
                                .event(
                                        "p",
                                        "control.recorded",
                                        "RiskControl",
                                        "RC-1",
                                        Map.of("revision", "1"),
                                        link("implementedBy", "Requirement", "REQ-1"))
                                .event(
                                        "p",
                                        "control.recorded",
                                        "RiskControl",
                                        "RM-7",
                                        Map.of("revision", "1"),
                                        link("mitigates", "Hazard", "H-1")),
                        "RiskControl",
                        "RM-7",
                        link("sameAs", "RiskControl", "RC-1"));

        Trace impact =
                TRACER.impact(graph.graph(), node("RiskControl", "RM-7"), TraceFilter.NONE)
                        .orElseThrow();

        assertThat(impact.node(REQUIREMENT)).isPresent();
        assertThat(findings(graph, node("RiskControl", "RC-1")))
                .as("it says under its other id what it is there for, and REQ-1 covers it")
                .isEmpty();
        ProductHazards.Controlled control =
                ProductHazards.of(graph.graph(), graph.graph().nodes(), PUMP)
                        .orElseThrow()
                        .hazards()
                        .getFirst()
                        .controls()
                        .getFirst();
        assertThat(control.requirements())
                .extracting(Matrix.Item::node)
                .containsExactly(REQUIREMENT);
        assertThat(control.tests()).extracting(Matrix.Test::verifies).containsExactly(REQUIREMENT);
    }

    @Test
    void itNeedsATestUnlessItIsRetiredUnderEachId() {
        GraphFixture graph =
                joined(release(), TO_REQUIREMENT)
                        .because("moved to the other tool")
                        .event(
                                "p",
                                "requirement.retired",
                                "Requirement",
                                "REQ-1",
                                Map.of("revision", "1"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");

        graph.because("dropped")
                .event(
                        "p",
                        "requirement.retired",
                        "Requirement",
                        "DOORS-9",
                        Map.of("revision", "4.2"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_REQUIRED");
        assertThat(codes(graph, OTHER)).containsExactly("NOT_REQUIRED");
    }

    @Test
    void whatRefinesOneIdRefinesTheOther() {
        GraphFixture graph =
                crosswalk(
                        passed(release())
                                .event(
                                        "p",
                                        "requirement.recorded",
                                        "Requirement",
                                        "NEED-5",
                                        Map.of("revision", "1", "level", "USER_NEED")),
                        "Requirement",
                        "NEED-5",
                        link("sameAs", "Requirement", "UN-1"));

        assertThat(codes(graph, node("Requirement", "NEED-5"))).isEmpty();
        assertThat(rows(graph)).containsExactly(REQUIREMENT);
        assertThat(matrix(graph).rows().getFirst().userNeeds())
                .extracting(Matrix.Item::node)
                .containsExactly(node("Requirement", "NEED-5"));
    }

    @Test
    void anExceptionThatNamesOneIdHoldsForBoth() {
        GraphFixture graph = waived(joined(release(), TO_REQUIREMENT), "2027-01-01T00:00:00Z");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("WAIVED");
        assertThat(codes(graph, OTHER)).containsExactly("WAIVED");
    }

    private static GraphFixture hazard(GraphFixture graph, String id) {
        return graph.event(
                "p",
                "hazard.recorded",
                "Hazard",
                id,
                Map.of("revision", "1", "title", "t", "severity", "CRITICAL"));
    }

    /**
     * Requirements and controls are judged as one; the rest are not, so nothing of it is hidden.
     */
    @Test
    void hazardsOfSeveralIdsAreJudgedEachByItself() {
        GraphFixture graph =
                crosswalk(
                        hazard(hazard(passed(release()), "HAZ-1"), "HAZ-2")
                                .event(
                                        "p",
                                        "change.updated",
                                        "Change",
                                        "repo#1",
                                        Map.of("headCommit", "h1"),
                                        link("implements", "Requirement", "REQ-1"),
                                        link("implements", "ChangeRequest", "CR-1"))
                                .event(
                                        "p",
                                        "change_request.opened",
                                        "ChangeRequest",
                                        "CR-1",
                                        Map.of("kind", "CODE"),
                                        link("affects", "Hazard", "HAZ-1"),
                                        link("affects", "Hazard", "HAZ-2")),
                        "Hazard",
                        "HAZ-2",
                        link("sameAs", "Hazard", "HAZ-1"));
        List<NodeRef> hazards = List.of(node("Hazard", "HAZ-1"), node("Hazard", "HAZ-2"));

        assertThat(findings(graph, hazards.getFirst()))
                .isNotEmpty()
                .isEqualTo(findings(graph, hazards.getLast()));
        assertThat(gaps(graph).gaps())
                .filteredOn(gap -> gap.code().equals("UNCOVERED"))
                .extracting(Gap::node)
                .containsExactlyElementsOf(hazards);
        assertThat(rows(graph)).containsAll(hazards);
        for (NodeRef hazard : hazards) {
            assertThat(matrix(graph).rows())
                    .filteredOn(row -> row.subject().equals(hazard))
                    .flatExtracting(Matrix.Row::findings)
                    .extracting(Matrix.Found::node)
                    .filteredOn(node -> node.type().equals("Hazard"))
                    .containsOnly(hazard);
        }
    }

    /** What is judged by itself is worked on by itself. */
    @Test
    void aChangeForOneIdOfAHazardIsNotInTheRowOfTheOther() {
        GraphFixture graph =
                crosswalk(
                        hazard(hazard(passed(release()), "HAZ-1"), "HAZ-2"),
                        "Hazard",
                        "HAZ-2",
                        link("sameAs", "Hazard", "HAZ-1"));
        graph.event(
                        "p",
                        "change_request.opened",
                        "ChangeRequest",
                        "CR-1",
                        Map.of("kind", "CODE"),
                        link("affects", "Hazard", "HAZ-1"))
                .event(
                        "p",
                        "change.updated",
                        "Change",
                        "repo#1",
                        Map.of("headCommit", "h1"),
                        link("implements", "ChangeRequest", "CR-1"));

        assertThat(matrix(graph).rows())
                .filteredOn(row -> row.subject().type().equals("Hazard"))
                .extracting(
                        row -> row.subject().id(),
                        row -> row.changes().stream().map(change -> change.node().id()).toList())
                .containsExactly(tuple("HAZ-1", List.of("repo#1")), tuple("HAZ-2", List.of()));
    }

    @Test
    void anExceptionThatNamesOneIdOfATestSaysNothingOfTheOther() {
        GraphFixture graph =
                crosswalk(
                        passed(release())
                                .event(
                                        "p",
                                        "testcase.recorded",
                                        "TestCase",
                                        "T-OLD",
                                        link("verifies", "Requirement", "OLD"))
                                .ran("run-2", "T-OLD", "FAILED", "a1")
                                .event(
                                        "p",
                                        "testcase.recorded",
                                        "TestCase",
                                        "T-OTHER",
                                        link("verifies", "Requirement", "OLD"))
                                .ran("run-3", "T-OTHER", "FAILED", "a1"),
                        "TestCase",
                        "T-OTHER",
                        link("sameAs", "TestCase", "T-OLD"));
        graph.event(
                "boss",
                "exception.granted",
                "Exception",
                "EXC-1",
                Map.of("ruleWaived", "any", "expiresAt", Instant.parse("2027-01-01T00:00:00Z")),
                link("waives", "TestCase", "T-OLD"));

        assertThat(codes(graph, node("TestCase", "T-OLD"))).containsExactly("WAIVED");
        assertThat(codes(graph, node("TestCase", "T-OTHER"))).containsExactly("FAILED");
    }
}
