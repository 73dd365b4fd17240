package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.count;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Evidence that is there but says no: scans, gates, builds, hazards, changes, lists and claims. */
class OutcomesTest {

    private static Map<String, Object> found(int critical) {
        return Map.of(
                "kind", "SCA",
                "findings", List.of(Map.of("severity", "CRITICAL", "count", critical)),
                "thresholds", List.of(Map.of("severity", "CRITICAL", "count", 0)));
    }

    private static GraphFixture scanned(GraphFixture graph, String id, Map<String, Object> data) {
        return graph.event(
                "scanner", "scan.finished", "Scan", id, data, link("scans", "Artifact", "a1"));
    }

    @Nested
    class Scans {

        private final NodeRef first = node("Scan", "S-1");

        @Test
        void oneThatFoundMoreThanIsToleratedFailed() {
            GraphFixture counted = scanned(release(), "S-1", found(7));
            GraphFixture said = scanned(release(), "S-1", Map.of("kind", "SCA", "verdict", "FAIL"));

            assertThat(codes(counted, first)).containsExactly("FAILED");
            assertThat(codes(said, first)).containsExactly("FAILED");
            assertThat(count(counted, "artifact-scan").present()).isZero();
            assertThat(gaps(counted).gaps().stream().map(Gap::reason))
                    .noneMatch(reason -> reason.contains("artifact-scan"));
        }

        @Test
        void oneThatFoundNothingDidNot() {
            GraphFixture graph = scanned(release(), "S-1", found(0));

            assertThat(codes(graph, first)).isEmpty();
            assertThat(count(graph, "artifact-scan").present()).isOne();
        }

        @Test
        void theLastOfAKindDecides() {
            GraphFixture mended = scanned(scanned(release(), "S-1", found(7)), "S-2", found(0));
            GraphFixture worse = scanned(scanned(release(), "S-1", found(0)), "S-2", found(7));
            GraphFixture another =
                    scanned(
                            scanned(release(), "S-1", found(7)),
                            "S-2",
                            Map.of("kind", "SECRETS", "findings", List.of()));
            GraphFixture byAnother =
                    scanned(
                            scanned(
                                    release(),
                                    "S-1",
                                    Map.of("kind", "SCA", "scanner", "a 1", "verdict", "FAIL")),
                            "S-2",
                            Map.of("kind", "SCA", "scanner", "b 1", "verdict", "PASS"));
            assertThat(codes(byAnother, first)).containsExactly("FAILED");
            GraphFixture byItsNext =
                    scanned(
                            byAnother,
                            "S-3",
                            Map.of("kind", "SCA", "scanner", "a 2", "verdict", "PASS"));

            assertThat(codes(byItsNext, first)).isEmpty();
            assertThat(codes(mended, first)).isEmpty();
            assertThat(count(mended, "artifact-scan").present()).isOne();
            assertThat(count(worse, "artifact-scan").present()).isZero();
            assertThat(codes(another, first)).containsExactly("FAILED");
        }

        @Test
        void anExceptionThatNamesItWaivesIt() {
            GraphFixture graph =
                    scanned(release(), "S-1", found(7))
                            .event(
                                    "boss",
                                    "exception.granted",
                                    "Exception",
                                    "X-1",
                                    Map.of("expiresAt", Instant.parse("2030-01-01T00:00:00Z")),
                                    link("waives", "Scan", "S-1"));

            assertThat(codes(graph, first)).containsExactly("WAIVED");
        }
    }

    @Nested
    class Gates {

        private GraphFixture decided(GraphFixture graph, String id, String outcome) {
            return graph.event(
                    "gate",
                    "gate.evaluated",
                    "GateDecision",
                    id,
                    Map.of("outcome", outcome),
                    link("evaluates", "Release", "1.0"),
                    link("uses", "Policy", "pol"));
        }

        @Test
        void theLastDecisionByAPolicyCounts() {
            GraphFixture failed = decided(release(), "G-1", "FAILED");

            assertThat(codes(failed, node("GateDecision", "G-1"))).containsExactly("FAILED");
            assertThat(codes(decided(failed, "G-2", "PASSED"), node("GateDecision", "G-1")))
                    .isEmpty();
        }
    }

    @Nested
    class Builds {

        @Test
        void whatAFailedBuildMadeHasNoOrigin() {
            GraphFixture graph =
                    release()
                            .event(
                                    "ci",
                                    "build.finished",
                                    "Build",
                                    "b1",
                                    Map.of("outcome", "FAILED"),
                                    link("builtFrom", "Commit", "c1"));

            assertThat(codes(graph, node("Build", "b1"))).containsExactly("FAILED");
            assertThat(count(graph, "artifact-origin").present()).isZero();
            assertThat(count(release(), "artifact-origin").present()).isOne();
        }
    }

    @Nested
    class Hazards {

        private final NodeRef hazard = node("Hazard", "HZ-1");

        private GraphFixture judged(GraphFixture graph, String risk) {
            return graph.event(
                    "p",
                    "hazard.changed",
                    "Hazard",
                    "HZ-1",
                    Map.of("revision", "1", "residualRisk", risk));
        }

        private GraphFixture affected(String risk) {
            return judged(release(), risk)
                    .event(
                            "p",
                            "change_request.opened",
                            "ChangeRequest",
                            "CR-1",
                            link("affects", "Hazard", "HZ-1"))
                    .event(
                            "author",
                            "change.updated",
                            "Change",
                            "repo#1",
                            Map.of("headCommit", "h1"),
                            link("implements", "ChangeRequest", "CR-1"));
        }

        private GraphFixture controlled(GraphFixture graph, String revision, Link... links) {
            return graph.event(
                    "p",
                    "control.changed",
                    "RiskControl",
                    "RC-1",
                    Map.of("revision", revision),
                    links);
        }

        private GraphFixture withControl(String risk) {
            return controlled(affected(risk), "1", link("mitigates", "Hazard", "HZ-1"));
        }

        @Test
        void oneThatNoControlLowersIsUncovered() {
            GraphFixture graph = affected("REDUCED_AS_FAR_AS_POSSIBLE");

            assertThat(codes(graph, hazard)).containsExactly("UNCOVERED");
            assertThat(TRACER.hazards(graph.graph(), PUMP, "1.0").orElseThrow().chains())
                    .extracting(HazardChains.Chain::hazard)
                    .containsExactly(hazard);
            assertThat(toldOf(graph)).allSatisfy(told -> assertThat(told).isEqualTo("UNCOVERED"));
        }

        @Test
        void thatOneFailedIsToldWhateverIsAskedForItsHazards() {
            assertThat(toldOf(affected("UNACCEPTABLE")))
                    .allSatisfy(told -> assertThat(told).isEqualTo("UNCOVERED FAILED"));
            assertThat(toldOf(withControl("UNACCEPTABLE")))
                    .allSatisfy(told -> assertThat(told).isEqualTo("FAILED"));
            assertThat(toldOf(withControl("ACCEPTABLE")))
                    .allSatisfy(told -> assertThat(told).isEmpty());
        }

        @Test
        void oneThatNothingRecordedIsUnresolvedInTheProduct() {
            GraphFixture graph = controlled(release(), "1", link("mitigates", "Hazard", "HZ-1"));

            assertThat(told(chains(graph).getFirst().findings())).isEqualTo("UNRESOLVED");
        }

        /** Codes found of the hazard: of the release, of the product and of the change. */
        private List<String> toldOf(GraphFixture graph) {
            return List.of(
                    told(
                            TRACER.hazards(graph.graph(), PUMP, "1.0")
                                    .orElseThrow()
                                    .chains()
                                    .getFirst()
                                    .findings()),
                    told(chains(graph).getFirst().findings()),
                    told(
                            ProductHazards.of(graph.graph(), node("ChangeRequest", "CR-1"))
                                    .orElseThrow()
                                    .hazards()
                                    .getFirst()
                                    .findings()));
        }

        private static List<ProductHazards.Chain> chains(GraphFixture graph) {
            return ProductHazards.of(graph.graph(), graph.graph().nodes(), PUMP)
                    .orElseThrow()
                    .hazards();
        }

        private static String told(List<Finding> findings) {
            return findings.stream().map(Finding::code).collect(Collectors.joining(" "));
        }

        @Test
        void anAcceptableRiskNeedsNoControl() {
            assertThat(codes(affected("ACCEPTABLE"), hazard)).isEmpty();
        }

        @Test
        void oneWhoseControlIsGoneHasToBeJudgedAnew() {
            GraphFixture gone = controlled(withControl("ACCEPTABLE"), "2");

            assertThat(codes(withControl("ACCEPTABLE"), hazard)).isEmpty();
            assertThat(ProductHazards.of(gone.graph(), node("ChangeRequest", "CR-1")))
                    .hasValueSatisfying(
                            all -> assertThat(all.hazards().getFirst().controls()).isEmpty());
            assertThat(codes(gone, hazard)).containsExactly("UNCOVERED");
            assertThat(codes(judged(gone, "ACCEPTABLE"), hazard)).isEmpty();
        }

        @Test
        void aControlThatLowersNothingAnyMoreIsOrphaned() {
            GraphFixture graph =
                    controlled(withControl("ACCEPTABLE"), "2")
                            .event(
                                    "p",
                                    "change_request.opened",
                                    "ChangeRequest",
                                    "CR-1",
                                    link("affects", "RiskControl", "RC-1"));

            assertThat(codes(graph, node("RiskControl", "RC-1"))).contains("ORPHANED");
        }

        @Test
        void anUnacceptableRiskFails() {
            GraphFixture graph = withControl("UNACCEPTABLE");

            assertThat(codes(graph, hazard)).containsExactly("FAILED");
            assertThat(count(graph, "hazard-assessment").present()).isZero();
        }

        @Test
        void whatIsNotEvaluatedIsNotJudged() {
            assertThat(count(withControl("ACCEPTABLE"), "hazard-assessment").present()).isOne();
            assertThat(count(withControl("NOT_EVALUATED"), "hazard-assessment").present()).isZero();
        }
    }

    @Nested
    class Changes {

        private final NodeRef change = node("Change", "repo#1");

        private GraphFixture merged() {
            return release()
                    .event(
                            "author",
                            "change.merged",
                            "Change",
                            "repo#1",
                            Map.of("headCommit", "h1"),
                            link("implements", "Requirement", "REQ-1"));
        }

        @Test
        void whatIsShippedHasToBeMerged() {
            assertThat(codes(release(), change)).contains("INCOMPLETE");
            assertThat(codes(merged(), change)).doesNotContain("INCOMPLETE");
        }

        @Test
        void anOtherOfferOfTheSameCommitsStandsBeside() {
            GraphFixture graph =
                    merged().event(
                                    "author",
                                    "change.proposed",
                                    "Change",
                                    "repo#2",
                                    Map.of("headCommit", "c1"),
                                    link("implements", "Requirement", "REQ-1"))
                            .event(
                                    "author",
                                    "commit.pushed",
                                    "Commit",
                                    "c1",
                                    link("partOf", "Change", "repo#2"));

            assertThat(codes(graph, node("Change", "repo#2"))).doesNotContain("INCOMPLETE");
        }
    }

    @Nested
    class Manifests {

        private GraphFixture manifested(int items) {
            return release()
                    .event(
                            "p",
                            "release.manifested",
                            "Release",
                            "1.0",
                            Map.of("itemCount", items, "manifestDigest", "m"),
                            link("includes", "Artifact", "a1"),
                            link("includes", "Change", "repo#1"));
        }

        @Test
        void oneThatCountsMoreThanItNamesIsIncomplete() {
            assertThat(codes(manifested(9), node("Release", "1.0"))).contains("INCOMPLETE");
            assertThat(codes(manifested(2), node("Release", "1.0"))).doesNotContain("INCOMPLETE");
        }
    }

    @Nested
    class Claims {

        private final NodeRef claim = node("Claim", "CL-1");

        private GraphFixture claimed(GraphFixture graph, String revision, Link... support) {
            return graph.event(
                    "p", "claim.changed", "Claim", "CL-1", Map.of("revision", revision), support);
        }

        private GraphFixture claimed(Link... support) {
            return claimed(passed(release()), "1", support)
                    .event(
                            "p",
                            "release.manifested",
                            "Release",
                            "1.0",
                            link("includes", "Artifact", "a1"),
                            link("implements", "Claim", "CL-1"));
        }

        private GraphFixture byRequirement() {
            return claimed(link("supportedBy", "Requirement", "REQ-1"));
        }

        private GraphFixture validated(Map<String, Object> data) {
            return claimed(link("supportedBy", "Validation", "V-1"))
                    .event(
                            "ml",
                            "validation.finished",
                            "Validation",
                            "V-1",
                            data,
                            link("evaluates", "Artifact", "a1"),
                            link("evaluatedOn", "Dataset", "d1"));
        }

        private static Map<String, Object> metric(String verdict, long n) {
            return Map.of(
                    "metrics",
                    List.of(Map.of("criterion", "at least 0.9", "verdict", verdict, "n", n)));
        }

        @Test
        void aValidationThatFailedSupportsNothing() {
            GraphFixture failed = validated(metric("FAIL", 9));

            assertThat(codes(failed, claim)).containsExactly("FAILED");
            assertThat(count(failed, "claim-support").present()).isZero();
            assertThat(codes(validated(metric("WAIVED", 9)), claim)).containsExactly("FAILED");
            assertThat(
                            codes(
                                    validated(
                                            Map.of(
                                                    "verdict",
                                                    "FAIL",
                                                    "metrics",
                                                    List.of(Map.of("verdict", "PASS")))),
                                    claim))
                    .containsExactly("FAILED");
        }

        @Test
        void aValidationOfNobodySupportsNothing() {
            assertThat(codes(validated(metric("NOT_APPLICABLE", 0)), claim))
                    .containsExactly("UNCOVERED");
            assertThat(codes(validated(metric("PASS", 0)), claim)).containsExactly("UNCOVERED");
            assertThat(codes(validated(metric("PASS", 9)), claim)).isEmpty();
        }

        @Test
        void theLatestStatementSaysWhatSupportsIt() {
            GraphFixture graph = claimed(byRequirement(), "2");

            assertThat(codes(byRequirement(), claim)).isEmpty();
            assertThat(codes(graph, claim)).containsExactly("UNCOVERED");
            assertThat(count(graph, "claim-support").present()).isZero();
        }

        private GraphFixture tested(String outcome) {
            return byRequirement()
                    .event(
                            "p",
                            "testcase.recorded",
                            "TestCase",
                            "T-9",
                            Map.of("revision", "1"),
                            pinned("validates", "Claim", "CL-1", "1"))
                    .event(
                            "ci",
                            "testrun.finished",
                            "TestRun",
                            "run-9",
                            executed("T-9", outcome),
                            link("tests", "Artifact", "a1"));
        }

        @Test
        void itsOwnTestsJudgeIt() {
            assertThat(codes(tested("PASSED"), claim)).containsExactly("VERIFIED");
            assertThat(codes(tested("FAILED"), claim)).containsExactly("FAILED");
            assertThat(count(tested("FAILED"), "claim-support").present()).isZero();
            assertThat(
                            codes(
                                    claimed(
                                            tested("PASSED"),
                                            "2",
                                            link("supportedBy", "Requirement", "REQ-1")),
                                    claim))
                    .containsExactly("SUSPECT");
        }
    }
}
