package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.confirmed;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which revision a link means, and which one a run shows, whatever was said of it since. */
class MeantRevisionsTest {

    private static final NodeRef CONTROL = node("RiskControl", "RC-1");
    private static final NodeRef OTHER = node("Requirement", "DOORS-9");

    private static GraphFixture requirement(GraphFixture graph, String revision) {
        return graph.event(
                "p",
                "requirement.changed",
                "Requirement",
                "REQ-1",
                revision(revision),
                link("refines", "Requirement", "UN-1"));
    }

    private static GraphFixture test(GraphFixture graph, String revision, Link verifies) {
        return graph.event(
                "p", "testcase.changed", "TestCase", "T-1", Map.of("revision", revision), verifies);
    }

    /** As a report states it whose properties name the requirement alone. */
    private static GraphFixture unpinned() {
        return test(release(), "3", link("verifies", "Requirement", "REQ-1"));
    }

    private static GraphFixture ran(GraphFixture graph, String run) {
        return graph.ran(run, "T-1", "PASSED", "a1");
    }

    @Test
    void aTestThatNamesNoRevisionVerifiedTheOneInForceWhenItRan() {
        GraphFixture graph = ran(unpinned(), "run-1");
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");

        requirement(graph, "2");
        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .isEqualTo(
                        "TestRun run-1 ran when TestCase T-1 meant revision 1, but revision 2 is in force");

        assertThat(codes(ran(graph, "run-2"), REQUIREMENT)).containsExactly("VERIFIED");
    }

    @Test
    void aPersonConfirmsWhatNamesNoRevisionToo() {
        GraphFixture graph = confirmed(requirement(ran(unpinned(), "run-1"), "2"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(SmallRelease.matrix(graph).rows().getFirst().confirmations())
                .extracting(Matrix.Confirmed::revision)
                .containsExactly("2");
    }

    /** Nobody looked, and nothing ran. */
    @Test
    void toPinATestAnewProvesNothingOfARunBefore() {
        GraphFixture graph = requirement(ran(release(), "run-1"), "2");
        test(graph, "3", pinned("verifies", "Requirement", "REQ-1", "2"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .startsWith("TestRun run-1 ran when TestCase T-1 meant revision 1");

        assertThat(codes(confirmed(graph), REQUIREMENT)).containsExactly("VERIFIED");
    }

    @Test
    void anotherRunProvesWhatTheTestMeansByThen() {
        GraphFixture graph = requirement(ran(release(), "run-1"), "2");
        test(graph, "3", pinned("verifies", "Requirement", "REQ-1", "2"));

        assertThat(codes(ran(graph, "run-2"), REQUIREMENT)).containsExactly("VERIFIED");
    }

    /** Requirements may be sent after the tests that know them. */
    @Test
    void aRunShowsTheRevisionThatItsTestNamedThoughThatIsRecordedLater() {
        GraphFixture graph = test(release(), "3", pinned("verifies", "Requirement", "REQ-1", "2"));
        requirement(ran(graph, "run-1"), "2");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
    }

    /** To trace a test that has run is no new meaning of it, unless what it means is new. */
    @Test
    void aLinkThatCameAfterTheRunIsOfWhatWasInForceThen() {
        GraphFixture graph = ran(test(release(), "3", link("of", "TestPlan", "P-1")), "run-1");
        test(graph, "3", pinned("verifies", "Requirement", "UN-1", "1"));
        NodeRef need = node("Requirement", "UN-1");
        assertThat(codes(graph, need)).containsExactly("VERIFIED");

        graph.event("p", "requirement.changed", "Requirement", "UN-1", revision("2"));
        test(graph, "3", pinned("verifies", "Requirement", "UN-1", "2"));
        assertThat(codes(graph, need)).containsExactly("SUSPECT");
    }

    @Test
    void aConfirmationIsOfTheTestThatWasLookedAt() {
        GraphFixture graph = confirmed(requirement(ran(release(), "run-1"), "2"));
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");

        ran(test(graph, "4", pinned("verifies", "Requirement", "REQ-1", "1")), "run-2");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .endsWith(
                        "does not count: it was made at revision 3 of TestCase T-1, and revision 4 is in force");
    }

    @Test
    void aRunThatNamesNoRevisionOfATestRanTheOneInForceThen() {
        GraphFixture graph = ran(release(), "run-1");
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");

        test(graph, "4", pinned("verifies", "Requirement", "REQ-1", "1"));

        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .isEqualTo(
                        "TestRun run-1 ran revision 3 of TestCase T-1, but revision 4 is in force");
    }

    @Test
    void aControlThatNamesNoRevisionMeansTheOneInForceWhenItSaidSo() {
        GraphFixture graph =
                ran(release(), "run-1")
                        .event("p", "hazard.recorded", "Hazard", "H-1", Map.of("revision", "1"))
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                revision("1"),
                                link("mitigates", "Hazard", "H-1"),
                                link("implementedBy", "Requirement", "REQ-1"));
        assertThat(codes(graph, CONTROL)).isEmpty();

        graph.event("p", "hazard.changed", "Hazard", "H-1", Map.of("revision", "2"));
        assertThat(findings(graph, CONTROL))
                .extracting(each -> each.code() + ": " + each.reason())
                .containsExactly(
                        "SUSPECT: mitigates Hazard H-1 without a revision, when 1 was in force, but revision 2 is in force");

        graph.event(
                "p",
                "control.changed",
                "RiskControl",
                "RC-1",
                revision("2"),
                link("mitigates", "Hazard", "H-1"),
                link("implementedBy", "Requirement", "REQ-1"));
        assertThat(codes(graph, CONTROL)).isEmpty();
    }

    private static GraphFixture joined(GraphFixture graph) {
        return graph.event("p", "requirement.recorded", "Requirement", "DOORS-9", revision("4.1"))
                .event(
                        "p",
                        "crosswalk.recorded",
                        "Requirement",
                        "DOORS-9",
                        Map.of("scope", "jira doors", "basis", "export"),
                        link("sameAs", "Requirement", "REQ-1"));
    }

    private static GraphFixture changedElsewhere(GraphFixture graph) {
        return graph.event("p", "requirement.changed", "Requirement", "DOORS-9", revision("4.2"));
    }

    @Test
    void toRecordATestAgainProvesNothingOfARunBeforeAChangeUnderAnotherId() {
        GraphFixture graph = changedElsewhere(ran(joined(release()), "run-1"));
        test(graph, "3", pinned("verifies", "Requirement", "REQ-1", "1"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(codes(ran(graph, "run-2"), REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(codes(graph, OTHER)).containsExactly("VERIFIED");
    }

    @Test
    void anotherRunOfATestThatNamesNoRevisionIsAfterTheChangeUnderAnotherId() {
        GraphFixture graph = changedElsewhere(ran(joined(unpinned()), "run-1"));
        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");

        assertThat(codes(ran(graph, "run-2"), REQUIREMENT)).containsExactly("VERIFIED");
    }

    @Test
    void aTestThatIsRecordedAfterItRanWasOfTheFirstRevision() {
        Link verifies = pinned("verifies", "Requirement", "REQ-1", "1");
        GraphFixture graph =
                release().ran("run-1", "T-2", "PASSED", "a1").ran("run-2", "T-1", "PASSED", "a1");
        later(graph, "1", verifies);
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");

        later(graph, "2", verifies);
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .isEqualTo(
                        "TestRun run-1 ran revision 1 of TestCase T-2, but revision 2 is in force");
    }

    private static void later(GraphFixture graph, String revision, Link verifies) {
        graph.event(
                "p",
                "testcase.recorded",
                "TestCase",
                "T-2",
                Map.of("revision", revision),
                verifies);
    }
}
