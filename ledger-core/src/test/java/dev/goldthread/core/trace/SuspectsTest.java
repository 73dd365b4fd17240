package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.confirmed;
import static dev.goldthread.core.trace.SmallRelease.count;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static dev.goldthread.core.trace.SmallRelease.matrix;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static dev.goldthread.core.trace.SmallRelease.waived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Completeness.Count;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Links that mean an older revision, and the persons who looked at them again. */
class SuspectsTest {

    /** T-1 passed at revision 1 of REQ-1; then REQ-1 has a revision 2. */
    private static GraphFixture changed() {
        return passed(release())
                .event(
                        "p",
                        "requirement.changed",
                        "Requirement",
                        "REQ-1",
                        revision("2"),
                        link("refines", "Requirement", "UN-1"));
    }

    @Test
    void aConfirmedLinkVerifiesTheNewRevision() {
        assertThat(codes(changed(), REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(codes(confirmed(changed()), REQUIREMENT)).containsExactly("VERIFIED");
    }

    /** RC-1 means revision 1 of REQ-1, which then has a revision 2 that T-1 was confirmed for. */
    private static GraphFixture controlled(String result) {
        return confirmed(
                passed(release())
                        .event("p", "hazard.recorded", "Hazard", "H-1", Map.of("revision", "1"))
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                revision("1"),
                                pinned("mitigates", "Hazard", "H-1", "1"),
                                pinned("implementedBy", "Requirement", "REQ-1", "1"))
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "REQ-1",
                                revision("2"),
                                pinned("refines", "Requirement", "UN-1", "1"))
                        .event(
                                "p",
                                "link.confirmed",
                                "RiskControl",
                                "RC-1",
                                Map.of(
                                        "relation",
                                        "implementedBy",
                                        "basis",
                                        "looked",
                                        "result",
                                        result,
                                        "revision",
                                        "2"),
                                link("concerns", "Requirement", "REQ-1")));
    }

    private static List<Tuple> suspects(GraphFixture graph) {
        return TRACER.gaps(graph.graph(), PUMP, "1.0").orElseThrow().gaps().stream()
                .filter(gap -> gap.code().equals("SUSPECT"))
                .map(gap -> tuple(gap.node(), gap.reason()))
                .toList();
    }

    @Test
    void aControlThatMeansAnOlderRevisionOfItsRequirementIsAGap() {
        GraphFixture doubtful = controlled("HOLDS_NO_LONGER");
        int look = doubtful.entries().size() - 2;

        assertThat(suspects(doubtful))
                .containsExactly(
                        tuple(
                                node("RiskControl", "RC-1"),
                                "implementedBy Requirement REQ-1 at revision 1, but revision 2 is in"
                                        + " force; by e%d of p it holds no longer"
                                                .formatted(look)));
        assertThat(suspects(controlled("STILL_HOLDS"))).isEmpty();
    }

    private static GraphFixture needChanged() {
        return controlled("STILL_HOLDS")
                .event(
                        "p",
                        "requirement.changed",
                        "Requirement",
                        "UN-1",
                        Map.of("revision", "2", "title", "t", "level", "USER_NEED"));
    }

    @Test
    void aRequirementThatMeansAnOlderRevisionOfItsNeedIsAGap() {
        assertThat(suspects(needChanged()))
                .containsExactly(
                        tuple(
                                REQUIREMENT,
                                "refines Requirement UN-1 at revision 1, but revision 2 is in force"));
    }

    /**
     * It allows not to test; what the requirement is there for has to be looked at all the same.
     */
    @Test
    void anExceptionTakesNoDoubtAboutALinkAway() {
        GraphFixture graph = waived(needChanged(), "2027-01-01T00:00:00Z");

        assertThat(codes(graph, REQUIREMENT)).containsExactlyInAnyOrder("SUSPECT", "VERIFIED");
    }

    @Test
    void aRowSaysWhichConfirmationsItRestsOn() {
        GraphFixture graph = controlled("STILL_HOLDS");
        int look = graph.entries().size() - 1;
        Instant at = Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * look);

        assertThat(matrix(graph).rows().getFirst().confirmations())
                .containsExactly(
                        new Matrix.Confirmed(
                                node("RiskControl", "RC-1"),
                                "implementedBy",
                                REQUIREMENT,
                                "2",
                                "p",
                                at.minusSeconds(60),
                                Optional.empty(),
                                "e" + (look - 1)),
                        new Matrix.Confirmed(
                                node("TestCase", "T-1"),
                                "verifies",
                                REQUIREMENT,
                                "2",
                                "u-9",
                                at,
                                Optional.of("the limit did not move"),
                                "e" + look));
        assertThat(findings(graph, REQUIREMENT))
                .containsExactly(
                        new Finding(
                                "VERIFIED",
                                "TestCase T-1 passed in TestRun run-1; that it holds at revision 2"
                                        + " rests on e%d of u-9 at %s: the limit did not move"
                                                .formatted(look, at)));
        assertThat(matrix(passed(release())).rows().getFirst().confirmations()).isEmpty();
    }

    private static List<String> remedies(GraphFixture graph, NodeRef ref) {
        return gaps(graph).gaps().stream()
                .filter(gap -> gap.node().equals(ref) && gap.code().equals("SUSPECT"))
                .map(Gap::remedy)
                .toList();
    }

    @Test
    void theRemedyIsThatOfTheRuleAndNotOfTheCode() {
        String look = "look at the link again and record link.confirmed, or ";

        assertThat(remedies(changed(), REQUIREMENT))
                .containsExactly(
                        look
                                + "change the test and emit testcase.changed with the revision in force");
        assertThat(remedies(ranAtAnOlderRevision(), REQUIREMENT))
                .containsExactly("run the test at the revision in force");
        assertThat(remedies(controlled("HOLDS_NO_LONGER"), node("RiskControl", "RC-1")))
                .containsExactly(
                        look
                                + "change the control and emit control.changed with the revision in force");
    }

    /** UN-2 asks for UN-1, which REQ-1 refines: that UN-2 changed leaves UN-1 covered as it was. */
    @Test
    void aDoubtAboutWhatARequirementServesAsksForNoTestOfIt() {
        GraphFixture graph =
                passed(release())
                        .event("p", "requirement.recorded", "Requirement", "UN-2", revision("1"))
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "UN-1",
                                Map.of("revision", "1", "title", "t", "level", "USER_NEED"),
                                pinned("refines", "Requirement", "UN-2", "1"));
        Count before = count(graph, "requirement-verification");
        graph.event("p", "requirement.changed", "Requirement", "UN-2", revision("2"));

        assertThat(codes(graph, node("Requirement", "UN-1"))).containsExactly("SUSPECT");
        assertThat(count(graph, "requirement-verification")).isEqualTo(before);
    }

    /** It has no test of its own, and what should carry it out may carry out something else. */
    @Test
    void aControlThatOnlyADoubtfulLinkCoversIsAskedForItsVerification() {
        Count doubtful = count(controlled("HOLDS_NO_LONGER"), "control-verification");
        Count confirmed = count(controlled("STILL_HOLDS"), "control-verification");

        assertThat(doubtful.required()).isEqualTo(1);
        assertThat(doubtful.present()).isZero();
        assertThat(confirmed.required()).isZero();
    }

    @Test
    void aConfirmationByASystemVerifiesNothing() {
        GraphFixture graph = confirmed(changed().bySystem());

        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .startsWith(
                        "TestCase T-1 verifies revision 1, but revision 2 is in force; the confirmation e")
                .endsWith(" by u-9 does not count: a SYSTEM made it, and no person");
    }

    private static GraphFixture ranAtAnOlderRevision() {
        return release()
                .event(
                        "ci",
                        "testrun.finished",
                        "TestRun",
                        "run-1",
                        new Link(
                                executed("T-1", "PASSED").from(),
                                "executes",
                                node("TestCase", "T-1"),
                                Optional.of("2"),
                                Optional.empty(),
                                Optional.of("PASSED"),
                                Link.Strength.OBSERVED),
                        link("tests", "Artifact", "a1"));
    }

    @Test
    void aResultOfAnOlderTestIsSuspect() {
        GraphFixture graph = ranAtAnOlderRevision();

        assertThat(codes(graph, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .isEqualTo(
                        "TestRun run-1 ran revision 2 of TestCase T-1, but revision 3 is in force");
    }

    private static GraphFixture confirmedBy(GraphFixture graph, Link concerns) {
        return graph.because("looked")
                .event(
                        "u-9",
                        "link.confirmed",
                        "TestCase",
                        "T-1",
                        Map.of(
                                "relation",
                                "verifies",
                                "basis",
                                "looked",
                                "result",
                                "STILL_HOLDS",
                                "revision",
                                "2"),
                        concerns);
    }

    @Test
    void aConfirmationByAGuessedOrContradictoryLinkVerifiesNothing() {
        GraphFixture guessed = confirmedBy(changed(), inferred("concerns", "Requirement", "REQ-1"));
        GraphFixture other =
                confirmedBy(changed(), pinned("concerns", "Requirement", "REQ-1", "1"));
        GraphFixture same = confirmedBy(changed(), pinned("concerns", "Requirement", "REQ-1", "2"));

        assertThat(codes(guessed, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(guessed, REQUIREMENT).getFirst().reason())
                .endsWith("does not count: that it concerns Requirement REQ-1 is INFERRED");
        assertThat(codes(other, REQUIREMENT)).containsExactly("SUSPECT");
        assertThat(findings(other, REQUIREMENT).getFirst().reason())
                .endsWith("it concerns revision 1, and says that revision 2 holds");
        assertThat(codes(same, REQUIREMENT)).containsExactly("VERIFIED");
    }

    @Test
    void aLinkToARevisionThatNobodyStatedIsSuspect() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "REQ-1",
                                revision("1"),
                                pinned("refines", "Requirement", "UN-1", "9"));

        assertThat(suspects(graph))
                .containsExactly(
                        tuple(
                                REQUIREMENT,
                                "refines Requirement UN-1 at revision 9, which no event states, but"
                                        + " revision 1 is in force"));
    }

    @Test
    void aRevisionThatIsStatedTwiceWithDifferentContentIsAConflict() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "REQ-1",
                                Map.of("revision", "1", "title", "another", "level", "SOFTWARE"),
                                link("refines", "Requirement", "UN-1"));

        assertThat(codes(graph, REQUIREMENT)).containsExactlyInAnyOrder("SUSPECT", "CONFLICT");
        assertThat(findings(graph, REQUIREMENT))
                .extracting(Finding::reason)
                .allMatch(reason -> reason.contains("stated revision 1 again, with another title"));
        assertThat(remedies(graph, REQUIREMENT))
                .containsExactly(
                        "give what was changed a revision of its own, and run its tests again");
        graph.ran("run-2", "T-1", "PASSED", "a1");
        assertThat(codes(graph, REQUIREMENT)).containsExactlyInAnyOrder("VERIFIED", "CONFLICT");
    }

    @Test
    void aRevisionThatIsStatedTwiceAlikeIsNone() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "REQ-1",
                                revision("1"),
                                link("refines", "Requirement", "UN-1"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
    }
}
