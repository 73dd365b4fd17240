package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.matrix;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has no test of its own: whether something else answers for it. */
class CoveredByOthersTest {

    private static final NodeRef NEED = node("Requirement", "UN-1");
    private static final NodeRef CONTROL = node("RiskControl", "RC-1");

    private static GraphFixture changed(GraphFixture graph, Link... implemented) {
        return graph.event("author", "change.updated", "Change", "repo#1", implemented);
    }

    private static List<NodeRef> rows(GraphFixture graph) {
        return matrix(graph).rows().stream().map(Matrix.Row::subject).toList();
    }

    private static GraphFixture controlled(GraphFixture graph, Link implementedBy) {
        return changed(
                graph.event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                Map.of("revision", "1"),
                                link("mitigates", "Hazard", "H-1"),
                                implementedBy)
                        .event(
                                "p",
                                "change_request.opened",
                                "ChangeRequest",
                                "CR-1",
                                link("affects", "RiskControl", "RC-1"),
                                link("addresses", "Requirement", "UN-1")),
                link("implements", "ChangeRequest", "CR-1"),
                link("implements", "Requirement", "REQ-1"));
    }

    @Test
    void aNeedIsCoveredByWhatRefinesIt() {
        assertThat(codes(passed(release()), NEED)).isEmpty();
        assertThat(rows(passed(release()))).containsExactly(REQUIREMENT);
    }

    @Test
    void whatIsRetiredCoversNothing() {
        GraphFixture graph =
                controlled(passed(release()), link("implementedBy", "Requirement", "REQ-1"))
                        .because("dropped")
                        .event(
                                "p",
                                "requirement.retired",
                                "Requirement",
                                "REQ-1",
                                Map.of("revision", "1"),
                                link("refines", "Requirement", "UN-1"));

        assertThat(codes(graph, NEED)).containsExactly("UNCOVERED");
        assertThat(findings(graph, NEED).getFirst().reason())
                .isEqualTo("no test case verifies or validates it; Requirement REQ-1 is retired");
        assertThat(codes(graph, CONTROL)).containsExactly("UNCOVERED");
        assertThat(rows(graph)).contains(NEED, CONTROL);
    }

    @Test
    void whatRefinesItNoLongerCoversNothing() {
        GraphFixture graph =
                controlled(passed(release()), link("implementedBy", "Requirement", "REQ-1"))
                        .event("p", "requirement.changed", "Requirement", "REQ-1", revision("1"));

        assertThat(codes(graph, NEED)).containsExactly("UNCOVERED");
        assertThat(findings(graph, NEED).getFirst().reason())
                .endsWith("; Requirement REQ-1 is no longer what covers it");
        assertThat(rows(graph)).containsExactly(REQUIREMENT, NEED);
        assertThat(matrix(graph).rows().getFirst().userNeeds()).isEmpty();
    }

    @Test
    void requirementsInACircleCoverEachOtherNot() {
        GraphFixture graph =
                changed(
                        passed(release())
                                .event(
                                        "p",
                                        "requirement.recorded",
                                        "Requirement",
                                        "REQ-2",
                                        revision("1"),
                                        link("refines", "Requirement", "REQ-3"))
                                .event(
                                        "p",
                                        "requirement.recorded",
                                        "Requirement",
                                        "REQ-3",
                                        revision("1"),
                                        link("refines", "Requirement", "REQ-2")),
                        link("implements", "Requirement", "REQ-2"));

        assertThat(codes(graph, node("Requirement", "REQ-2"))).containsExactly("UNCOVERED");
        assertThat(findings(graph, node("Requirement", "REQ-3")).getFirst().reason())
                .endsWith("; nothing covers Requirement REQ-2 but this");
        assertThat(rows(graph))
                .contains(node("Requirement", "REQ-2"), node("Requirement", "REQ-3"));
    }

    @Test
    void aControlThatOnlyAGuessedLinkCoversHasARowOfItsOwn() {
        GraphFixture graph =
                controlled(passed(release()), inferred("implementedBy", "Requirement", "REQ-1"));

        assertThat(codes(graph, CONTROL)).containsExactly("UNCOVERED");
        assertThat(rows(graph)).contains(CONTROL);
    }

    /** As a release may have it that is refined requirement by requirement. */
    private static GraphFixture chain(int length, boolean isTested) {
        GraphFixture graph = passed(release());
        for (int i = 1; i <= length; i++) {
            graph.event(
                    "p",
                    "requirement.recorded",
                    "Requirement",
                    "D-" + i,
                    revision("1"),
                    link("refines", "Requirement", i == 1 ? "UN-1" : "D-" + (i - 1)));
        }
        if (isTested) {
            graph.event(
                    "p",
                    "testcase.recorded",
                    "TestCase",
                    "T-D",
                    revision("1"),
                    link("verifies", "Requirement", "D-" + length));
        }
        return changed(graph, link("implements", "Requirement", "D-" + length));
    }

    @Test
    void theLastOfAChainAnswersForAllHoweverLongItIs() {
        GraphFixture graph = chain(5_000, false);

        assertThat(codes(graph, node("Requirement", "D-5000"))).containsExactly("UNCOVERED");
        assertThat(codes(graph, node("Requirement", "D-4999"))).isEmpty();
        assertThat(codes(graph, node("Requirement", "D-1"))).isEmpty();
        assertThat(rows(graph)).containsExactly(node("Requirement", "D-5000"), REQUIREMENT);
    }

    @Test
    void aTestOfTheLastOfAChainIsAllThatItNeeds() {
        GraphFixture graph = chain(3, true);

        assertThat(codes(graph, node("Requirement", "D-3"))).containsExactly("NOT_RUN");
        assertThat(codes(graph, node("Requirement", "D-2"))).isEmpty();
        assertThat(rows(graph)).containsExactly(node("Requirement", "D-3"), REQUIREMENT);
    }

    /** What one was asked of must not be taken for the other. */
    @Test
    void aCircleThatATestedOneIsPartOfCoversItNot() {
        GraphFixture graph =
                changed(
                        passed(release())
                                .event(
                                        "p",
                                        "requirement.changed",
                                        "Requirement",
                                        "REQ-1",
                                        revision("1"),
                                        link("refines", "Requirement", "REQ-2"))
                                .event(
                                        "p",
                                        "requirement.recorded",
                                        "Requirement",
                                        "REQ-2",
                                        revision("1"),
                                        link("refines", "Requirement", "REQ-1")),
                        link("implements", "Requirement", "REQ-2"));

        assertThat(codes(graph, node("Requirement", "REQ-2"))).isEmpty();
        assertThat(rows(graph)).contains(REQUIREMENT).doesNotContain(node("Requirement", "REQ-2"));
    }
}
