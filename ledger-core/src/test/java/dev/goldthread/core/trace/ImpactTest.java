package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Matrix.Found;
import dev.goldthread.core.walk.TraceFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImpactTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);

    private static Map<String, Object> revision(String revision) {
        return Map.of("revision", revision, "title", "t", "level", "SOFTWARE");
    }

    private static Map<String, Object> confirmed(String revision, String result) {
        return Map.of(
                "relation", "verifies", "basis", "looked", "result", result, "revision", revision);
    }

    /** A test and a claim rest on revision 1 of REQ-1; then it has a revision 2. */
    private static GraphFixture changed() {
        return new GraphFixture()
                .event("p", "requirement.recorded", "Requirement", "REQ-1", revision("1"))
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-1",
                        Map.of("revision", "7"),
                        pinned("verifies", "Requirement", "REQ-1", "1"))
                .event(
                        "p",
                        "claim.recorded",
                        "Claim",
                        "CL-1",
                        Map.of("revision", "4"),
                        pinned("supportedBy", "Requirement", "REQ-1", "1"))
                .event("p", "requirement.changed", "Requirement", "REQ-1", revision("2"));
    }

    private static List<Finding> findings(GraphFixture graph, NodeRef ref) {
        return TRACER.impact(graph.graph(), node("Requirement", "REQ-1"), TraceFilter.NONE)
                .orElseThrow()
                .node(ref)
                .orElseThrow()
                .findings();
    }

    private static List<String> codes(GraphFixture graph, NodeRef ref) {
        return findings(graph, ref).stream().map(Finding::code).toList();
    }

    @Test
    void whatMeansTheOldRevisionIsSuspect() {
        assertThat(codes(changed(), node("TestCase", "T-1"))).containsExactly("SUSPECT");
        assertThat(codes(changed(), node("Claim", "CL-1"))).containsExactly("SUSPECT");
    }

    @Test
    void aTestThatIsSuspectLinksNothing() {
        NodeRef requirement = node("Requirement", "REQ-1");

        assertThat(codes(changed(), requirement)).as("no assurance, no second problem").isEmpty();

        GraphFixture another =
                changed()
                        .event(
                                "p",
                                "testcase.recorded",
                                "TestCase",
                                "T-2",
                                Map.of("revision", "1"),
                                pinned("verifies", "Requirement", "REQ-1", "2"));

        assertThat(
                        impact(another, "Requirement", "REQ-1", TraceFilter.NONE)
                                .node(requirement)
                                .orElseThrow()
                                .findings())
                .containsExactly(new Finding("LINKED", "1 test verifies it"));
    }

    @Test
    void aTestThatVerifiesTheNewRevisionIsNot() {
        GraphFixture again =
                changed()
                        .event(
                                "p",
                                "testcase.changed",
                                "TestCase",
                                "T-1",
                                Map.of("revision", "8"),
                                pinned("verifies", "Requirement", "REQ-1", "2"));

        assertThat(codes(again, node("TestCase", "T-1"))).isEmpty();
    }

    @Test
    void aConfirmedLinkIsNotSuspectUntilTheNextRevision() {
        GraphFixture confirmed =
                changed()
                        .event(
                                "p",
                                "link.confirmed",
                                "TestCase",
                                "T-1",
                                confirmed("2", "STILL_HOLDS"),
                                link("concerns", "Requirement", "REQ-1"));

        assertThat(codes(confirmed, node("TestCase", "T-1"))).isEmpty();
        assertThat(codes(confirmed, node("Claim", "CL-1"))).containsExactly("SUSPECT");

        GraphFixture changedAgain =
                confirmed.event("p", "requirement.changed", "Requirement", "REQ-1", revision("3"));

        assertThat(codes(changedAgain, node("TestCase", "T-1"))).containsExactly("SUSPECT");
    }

    @Test
    void aLookThatFoundItWrongConfirmsNothing() {
        GraphFixture wrong =
                changed()
                        .event(
                                "p",
                                "link.confirmed",
                                "TestCase",
                                "T-1",
                                confirmed("2", "HOLDS_NO_LONGER"),
                                link("concerns", "Requirement", "REQ-1"));

        assertThat(codes(wrong, node("TestCase", "T-1"))).containsExactly("SUSPECT");
    }

    @Test
    void aConfirmationOfAnotherLinkDoesNotCount() {
        GraphFixture other =
                changed()
                        .event("p", "requirement.recorded", "Requirement", "REQ-2", revision("2"))
                        .event(
                                "p",
                                "link.confirmed",
                                "TestCase",
                                "T-1",
                                confirmed("2", "STILL_HOLDS"),
                                link("concerns", "Requirement", "REQ-2"));

        assertThat(codes(other, node("TestCase", "T-1"))).containsExactly("SUSPECT");
    }

    @Test
    void aConfirmationByASystemDoesNotCount() {
        GraphFixture bySystem = looked(changed().bySystem(), "bot", "STILL_HOLDS");

        assertThat(findings(bySystem, node("TestCase", "T-1")))
                .containsExactly(
                        Finding.by(
                                "verifies",
                                "SUSPECT",
                                "verifies Requirement REQ-1 at revision 1, but revision 2 is in force;"
                                        + " the confirmation e4 by bot does not count:"
                                        + " a SYSTEM made it, and no person"));
    }

    @Test
    void aConfirmationOfARevisionThatDidNotExistYetDoesNotCount() {
        Instant early = Instant.parse("2026-02-19T10:00:00Z");
        GraphFixture beforehand =
                changed()
                        .at(
                                early,
                                "u-1",
                                "link.confirmed",
                                "TestCase",
                                "T-1",
                                confirmed("2", "STILL_HOLDS"),
                                link("concerns", "Requirement", "REQ-1"));

        assertThat(findings(beforehand, node("TestCase", "T-1")))
                .containsExactly(
                        Finding.by(
                                "verifies",
                                "SUSPECT",
                                "verifies Requirement REQ-1 at revision 1, but revision 2 is in force;"
                                        + " the confirmation e4 by u-1 does not count:"
                                        + " it was made at 2026-02-19T10:00:00Z, and revision 2"
                                        + " exists since 2026-03-01T10:03:00Z"));
    }

    @Test
    void aSystemTakesNoConfirmationOfAPersonAwayByConfirmingItToo() {
        GraphFixture both =
                looked(looked(changed(), "u-1", "STILL_HOLDS").bySystem(), "bot", "STILL_HOLDS");

        assertThat(codes(both, node("TestCase", "T-1"))).isEmpty();
    }

    /** Doubt needs no person: it only takes trust away. */
    @Test
    void whatASystemFoundWrongLaterIsSuspectAgainAndSaysSo() {
        GraphFixture doubted =
                looked(
                        looked(changed(), "u-1", "STILL_HOLDS").bySystem(),
                        "bot",
                        "HOLDS_NO_LONGER");

        assertThat(findings(doubted, node("TestCase", "T-1")))
                .containsExactly(
                        Finding.by(
                                "verifies",
                                "SUSPECT",
                                "verifies Requirement REQ-1 at revision 1, but revision 2 is in force;"
                                        + " by e5 of bot it holds no longer"));
    }

    private static GraphFixture looked(GraphFixture graph, String actor, String result) {
        return graph.event(
                actor,
                "link.confirmed",
                "TestCase",
                "T-1",
                confirmed("2", result),
                link("concerns", "Requirement", "REQ-1"));
    }

    @Test
    void hazardsSayWhichLinksOfTheirControlsAreSuspect() {
        GraphFixture graph =
                changed()
                        .event("p", "hazard.recorded", "Hazard", "H-1", Map.of("revision", "1"))
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                revision("1"),
                                pinned("mitigates", "Hazard", "H-1", "1"),
                                pinned("implementedBy", "Requirement", "REQ-1", "1"));

        assertThat(hazardFindings(graph))
                .containsExactly(
                        new Found(
                                node("RiskControl", "RC-1"),
                                Finding.by(
                                        "implementedBy",
                                        "SUSPECT",
                                        "implementedBy Requirement REQ-1 at revision 1,"
                                                + " but revision 2 is in force")),
                        new Found(
                                node("TestCase", "T-1"),
                                Finding.by(
                                        "verifies",
                                        "SUSPECT",
                                        "verifies Requirement REQ-1 at revision 1,"
                                                + " but revision 2 is in force")));
        assertThat(hazardFindings(looked(graph, "u-1", "STILL_HOLDS")))
                .extracting(Found::node)
                .containsExactly(node("RiskControl", "RC-1"));
    }

    private static List<Found> hazardFindings(GraphFixture graph) {
        return ProductHazards.of(graph.graph(), graph.graph().nodes(), PUMP)
                .orElseThrow()
                .hazards()
                .getFirst()
                .controls()
                .getFirst()
                .findings();
    }

    @Test
    void aConfirmationSaysNothingOfTheNodeItself() {
        GraphFixture confirmed =
                changed()
                        .event(
                                "p",
                                "link.confirmed",
                                "TestCase",
                                "T-1",
                                confirmed("2", "STILL_HOLDS"),
                                link("concerns", "Requirement", "REQ-1"));

        assertThat(confirmed.graph().node(node("TestCase", "T-1")).text("revision")).hasValue("7");
    }

    @Test
    void aRevisionThatNobodyRecordedHasToBeLookedAt() {
        GraphFixture graph =
                new GraphFixture()
                        .event("p", "requirement.recorded", "Requirement", "REQ-1", revision("1"))
                        .event(
                                "p",
                                "claim.recorded",
                                "Claim",
                                "CL-1",
                                pinned("supportedBy", "Requirement", "REQ-1", "2"));

        assertThat(codes(graph, node("Claim", "CL-1"))).containsExactly("SUSPECT");
    }

    @Test
    void aComponentLeadsToTheReleasesAndEnvironmentsThatCarryIt() {
        GraphFixture graph = shipped();

        assertThat(refs(impact(graph, "Component", "pkg:generic/lwip@2.2.0", TraceFilter.NONE)))
                .containsExactlyInAnyOrder(
                        node("Component", "pkg:generic/lwip@2.2.0"),
                        node("Artifact", "a1"),
                        node("Release", "1.0"),
                        node("Deployment", "d1"),
                        node("Environment", "prod"));
    }

    @Test
    void aPipelineComponentLeadsToWhatWasBuiltWithIt() {
        assertThat(refs(impact(shipped(), "PipelineComponent", "compiler", TraceFilter.NONE)))
                .contains(node("Build", "b1"), node("Artifact", "a1"), node("Release", "1.0"));
    }

    @Test
    void aControlLeadsToTheRequirementThatImplementsItButARequirementNotToItsSiblings() {
        GraphFixture graph =
                new GraphFixture()
                        .event("p", "requirement.recorded", "Requirement", "REQ-1", revision("1"))
                        .event("p", "requirement.recorded", "Requirement", "REQ-2", revision("1"))
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                revision("1"),
                                link("mitigates", "Hazard", "H-1"),
                                link("implementedBy", "Requirement", "REQ-1"),
                                link("implementedBy", "Requirement", "REQ-2"));

        assertThat(refs(impact(graph, "RiskControl", "RC-1", TraceFilter.NONE)))
                .contains(node("Requirement", "REQ-1"), node("Requirement", "REQ-2"));
        assertThat(refs(impact(graph, "Requirement", "REQ-1", TraceFilter.NONE)))
                .containsExactlyInAnyOrder(
                        node("Requirement", "REQ-1"),
                        node("RiskControl", "RC-1"),
                        node("Hazard", "H-1"));
    }

    @Test
    void filtersBoundTheWalkOrOnlyWhatIsShown() {
        TraceFilter near = new TraceFilter(OptionalInt.of(1), Set.of(), Set.of());
        TraceFilter contents = new TraceFilter(OptionalInt.empty(), Set.of("contains"), Set.of());
        TraceFilter releases = new TraceFilter(OptionalInt.empty(), Set.of(), Set.of("Release"));
        String lwip = "pkg:generic/lwip@2.2.0";

        assertThat(refs(impact(shipped(), "Component", lwip, near)))
                .containsExactlyInAnyOrder(node("Component", lwip), node("Artifact", "a1"));
        assertThat(refs(impact(shipped(), "Component", lwip, contents)))
                .containsExactlyInAnyOrder(node("Component", lwip), node("Artifact", "a1"));
        assertThat(refs(impact(shipped(), "Component", lwip, releases)))
                .containsExactlyInAnyOrder(node("Component", lwip), node("Release", "1.0"));
    }

    @Test
    void aWalkThatWasCutShortIsNotJudgedOnCoverage() {
        GraphFixture graph = changed();
        TraceFilter bounded = TraceFilter.ofDepth(3);

        Trace trace =
                TRACER.impact(graph.graph(), node("Requirement", "REQ-1"), bounded).orElseThrow();

        assertThat(trace.nodes()).allSatisfy(node -> assertThat(node.findings()).isEmpty());
    }

    @Test
    void anInferredLinkShowsAWay() {
        GraphFixture graph =
                new GraphFixture()
                        .event("p", "requirement.recorded", "Requirement", "REQ-1", revision("1"))
                        .event(
                                "p",
                                "commit.pushed",
                                "Commit",
                                "c1",
                                inferred("implements", "Requirement", "REQ-1"));

        assertThat(refs(impact(graph, "Requirement", "REQ-1", TraceFilter.NONE)))
                .contains(node("Commit", "c1"));
    }

    @Test
    void saysWhichTypesAChangeIsFollowedFrom() {
        assertThatThrownBy(
                        () ->
                                TRACER.impact(
                                        shipped().graph(), node("Person", "p-1"), TraceFilter.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but is Person");
        assertThat(TRACER.impact(shipped().graph(), node("Claim", "none"), TraceFilter.NONE))
                .isEmpty();
    }

    private static GraphFixture shipped() {
        return new GraphFixture()
                .event(
                        "p",
                        "build.finished",
                        "Build",
                        "b1",
                        link("builtFrom", "Commit", "c1"),
                        link("used", "PipelineComponent", "compiler"))
                .event(
                        "p",
                        "artifact.published",
                        "Artifact",
                        "a1",
                        link("producedBy", "Build", "b1"),
                        link("contains", "Component", "pkg:generic/lwip@2.2.0"))
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"))
                .event(
                        "p",
                        "deployment.finished",
                        "Deployment",
                        "d1",
                        link("deploys", "Release", "1.0"),
                        link("into", "Environment", "prod"));
    }

    private static Trace impact(GraphFixture graph, String type, String id, TraceFilter filter) {
        return TRACER.impact(graph.graph(), new NodeRef(PUMP, type, id), filter).orElseThrow();
    }

    private static List<NodeRef> refs(Trace trace) {
        return trace.nodes().stream().map(node -> node.node().ref()).toList();
    }

    /** A release names its claims and data itself, whatever it includes. */
    @Test
    void reachesTheReleasesThatNameAClaimOrData() {
        GraphFixture graph =
                new GraphFixture()
                        .event(
                                "p",
                                "claim.recorded",
                                "Claim",
                                "CL-1",
                                Map.of("revision", "1", "statement", "s"))
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "1",
                                Map.of(),
                                link("implements", "Claim", "CL-1"),
                                link("used", "Dataset", "D-1"),
                                link("evaluatedOn", "Dataset", "D-2"))
                        .event(
                                "p",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                Map.of(),
                                link("deploys", "Release", "1"));

        for (NodeRef root :
                List.of(node("Claim", "CL-1"), node("Dataset", "D-1"), node("Dataset", "D-2"))) {
            Trace impact = TRACER.impact(graph.graph(), root, TraceFilter.NONE).orElseThrow();

            assertThat(impact.node(node("Release", "1"))).as("%s", root).isPresent();
            assertThat(impact.node(node("Deployment", "d-1"))).as("%s", root).isPresent();
        }
    }
}
