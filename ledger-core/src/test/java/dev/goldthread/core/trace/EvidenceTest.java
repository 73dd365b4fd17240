package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.TRACER;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.count;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.gaps;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.waived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.RequiredEvidence;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Completeness.Count;
import dev.goldthread.core.trace.Completeness.Excused;
import dev.goldthread.core.trace.Completeness.Missing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gaps and completeness of small releases, and the findings that let something off. */
class EvidenceTest {

    @Test
    void completenessCountsWhatIsThereAndWhatIsAskedFor() {
        assertThat(count(release(), "requirement-verification"))
                .extracting(Count::present, Count::required)
                .containsExactly(0L, 1L);
        assertThat(count(passed(release()), "requirement-verification"))
                .extracting(Count::present, Count::required)
                .containsExactly(1L, 1L);
        assertThat(count(release(), "model-validation"))
                .extracting(Count::present, Count::required)
                .containsExactly(0L, 0L);
    }

    @Test
    void anEmptyReleaseIsNotComplete() {
        GraphFixture empty = new GraphFixture().event("p", "release.created", "Release", "1.0");

        Completeness completeness = gaps(empty).completeness();

        assertThat(completeness.present()).isZero();
        assertThat(completeness.missing())
                .extracting(Missing::evidence)
                .containsExactly(
                        "release-contents",
                        "release-approval",
                        "delivered-content",
                        "requirement-verification",
                        "change-reason",
                        "change-review");
        assertThat(completeness.required()).isEqualTo(6);
    }

    @Test
    void aManifestThatCountsMoreThanItNamesFixesNoContents() {
        assertThat(count(manifested(1), "release-contents").present()).isEqualTo(1);

        GraphFixture lacking = manifested(5);
        assertThat(count(lacking, "release-contents"))
                .extracting(Count::present, Count::required)
                .containsExactly(0L, 1L);
        assertThat(gaps(lacking).completeness().missing())
                .filteredOn(missing -> missing.evidence().equals("release-contents"))
                .as("the finding is the gap")
                .singleElement()
                .satisfies(missing -> assertThat(missing.explained()).isTrue());
    }

    private static GraphFixture manifested(int items) {
        return release()
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        Map.of("manifestDigest", "sha256:m", "itemCount", items),
                        link("includes", "Artifact", "a1"));
    }

    @Test
    void theListIsNamedByVersionAndDigest() {
        Completeness completeness = gaps(release()).completeness();

        assertThat(completeness.version()).isEqualTo(1);
        assertThat(completeness.list()).isEqualTo(RequiredEvidence.OF_RELEASE.digest());
        assertThat(RequiredEvidence.parse("{\"version\":2,\"evidence\":[],\"notRequired\":[]}"))
                .extracting(RequiredEvidence::version)
                .isEqualTo(2);
    }

    @Test
    void everyGapHasAnIdAReasonASeverityAndARemedy() {
        List<Gap> gaps = gaps(release()).gaps();

        assertThat(gaps)
                .allSatisfy(
                        gap -> {
                            assertThat(gap.id()).matches("[0-9a-f]{12}");
                            assertThat(gap.reason()).isNotBlank();
                            assertThat(gap.remedy()).isNotBlank();
                            assertThat(gap.severity()).isIn("critical", "major", "minor");
                        });
        assertThat(gaps).extracting(Gap::id).doesNotHaveDuplicates();
        assertThat(gaps).isEqualTo(gaps(release()).gaps());
        assertThat(gaps)
                .filteredOn(gap -> gap.node().equals(REQUIREMENT))
                .extracting(Gap::code)
                .containsExactly("NOT_RUN");
    }

    @Test
    void missingEvidenceThatNoFindingSpeaksOfIsAGapToo() {
        assertThat(gaps(release()).gaps())
                .filteredOn(gap -> gap.node().equals(node("Artifact", "a1")))
                .extracting(Gap::code, Gap::reason)
                .contains(
                        tuple(
                                "INCOMPLETE",
                                "artifact-scan is missing: This very digest was scanned, and what"
                                        + " was found is tolerated."));
    }

    @Test
    void aRetiredRequirementNeedsNoTestAndCountsAsNeither() {
        GraphFixture retired =
                release()
                        .because("the feature is gone")
                        .event("p", "requirement.retired", "Requirement", "REQ-1");

        assertThat(findings(retired, REQUIREMENT))
                .containsExactly(
                        new Finding(
                                "NOT_REQUIRED", "rule retired-requirement: the feature is gone"));
        assertThat(gaps(retired).completeness().excused())
                .extracting(Excused::node, Excused::code)
                .containsExactly(tuple(REQUIREMENT, "NOT_REQUIRED"));
        assertThat(codes(retired, node("Requirement", "UN-1")))
                .as("nothing else refines it")
                .containsExactly("UNCOVERED");
        assertThat(count(retired, "requirement-verification").required()).isEqualTo(1);
    }

    @Test
    void withoutAReasonNothingIsLetOff() {
        GraphFixture retired = release().event("p", "requirement.retired", "Requirement", "REQ-1");

        assertThat(codes(retired, REQUIREMENT)).containsExactly("NOT_RUN");
    }

    @Test
    void anExceptionInForceWaivesAGapInCoverage() {
        GraphFixture graph = waived(release(), "2027-01-01T00:00:00Z");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("WAIVED");
        assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                .contains("Exception EXC-1", "2027-01-01T00:00:00Z", "NOT_RUN");
        assertThat(count(graph, "requirement-verification").required()).isZero();
    }

    @Test
    void anExceptionThatRanOutOrWasClosedWaivesNothing() {
        GraphFixture expired = waived(release(), "2026-04-01T00:00:00Z");
        GraphFixture closed =
                waived(release(), "2027-01-01T00:00:00Z")
                        .event(
                                "boss",
                                "exception.closed",
                                "Exception",
                                "EXC-1",
                                link("waives", "Requirement", "REQ-1"));

        assertThat(codes(expired, REQUIREMENT)).containsExactly("NOT_RUN");
        assertThat(codes(closed, REQUIREMENT)).containsExactly("NOT_RUN");
    }

    @Test
    void anExceptionHidesNothingThatIsVerified() {
        GraphFixture graph = waived(passed(release()), "2027-01-01T00:00:00Z");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
    }

    @Test
    void oneMissingThingIsOneGap() {
        GraphFixture installed =
                new GraphFixture()
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "1.0",
                                link("includes", "Artifact", "a1"))
                        .event("ci", "artifact.published", "Artifact", "a1")
                        .event(
                                "p",
                                "environment.changed",
                                "Environment",
                                "prod",
                                Map.of("kind", "PRODUCTION"))
                        .event(
                                "cd",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"));
        List<Gap> gaps = gaps(installed).gaps();

        assertThat(gaps)
                .filteredOn(gap -> gap.code().equals("INCOMPLETE"))
                .extracting(Gap::node, Gap::reason, Gap::remedy)
                .contains(
                        tuple(
                                node("Artifact", "a1"),
                                "no bill of materials says what it contains",
                                "send the bill of materials to /v1/reports/cyclonedx"),
                        tuple(
                                node("Release", "1.0"),
                                "it was deployed into production, but its contents were never fixed",
                                "emit release.manifested with everything that the release includes"));
        assertThat(gaps)
                .extracting(Gap::reason)
                .noneMatch(reason -> reason.startsWith("artifact-components is missing"))
                .noneMatch(reason -> reason.startsWith("release-contents is missing"));
        assertThat(count(installed, "artifact-components").required()).isEqualTo(1);
        assertThat(count(installed, "release-contents").present()).isZero();
    }

    @Test
    void anErasureIsSeenAtWhatItConcerns() {
        GraphFixture graph =
                release()
                        .event(
                                "p",
                                "evidence.erased",
                                "Erasure",
                                "ERA-1",
                                Map.of("scope", "a name", "basis", "article 17"),
                                link("concerns", "Release", "1.0"));

        assertThat(codes(graph, node("Release", "1.0"))).contains("ERASED");
    }

    @Test
    void anErasureThatAHoldRefusedErasedNothing() {
        GraphFixture graph =
                release()
                        .event(
                                "p",
                                "evidence.erased",
                                "Erasure",
                                "ERA-1",
                                Map.of("scope", "a name", "result", "REFUSED_BY_HOLD"),
                                link("concerns", "Release", "1.0"));

        assertThat(codes(graph, node("Release", "1.0"))).doesNotContain("ERASED");
    }

    private static GraphFixture manifest(GraphFixture graph, int number, int total) {
        return graph.event(
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                Map.of("manifestDigest", "m1", "part", Map.of("number", number, "total", total)));
    }

    @Test
    void partsThatHaveNotComeAreIncomplete() {
        GraphFixture graph = manifest(manifest(release(), 1, 3), 3, 3);

        assertThat(findings(graph, node("Release", "1.0")))
                .extracting(Finding::reason)
                .anyMatch(
                        reason ->
                                reason.startsWith(
                                        "release.manifested comes in 3 parts, but 1 of them have not come, the first is 2"));
        assertThat(codes(manifest(graph, 2, 3), node("Release", "1.0")))
                .doesNotContain("INCOMPLETE");
    }

    @Test
    void aControlThatLowersNoRiskIsAnOrphan() {
        GraphFixture graph =
                release()
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                Map.of("revision", "1"),
                                link("implementedBy", "Requirement", REQUIREMENT.id()));

        assertThat(codes(graph, node("RiskControl", "RC-1"))).contains("ORPHANED");
    }

    @Test
    void whatWasRecordedLongAfterItOccurredIsLate() {
        Instant opened = Instant.parse("2026-05-01T00:00:00Z");
        GraphFixture graph =
                release()
                        .recorded(opened)
                        .event("p", "product.opened", "Product", PUMP.name())
                        .recorded(opened.plusSeconds(9 * 86_400))
                        .at(
                                opened.plusSeconds(60),
                                "p",
                                "artifact.signed",
                                "Artifact",
                                "a1",
                                Map.of("verification", "VERIFIED"))
                        .at(
                                opened.plusSeconds(8 * 86_400),
                                "p",
                                "release.published",
                                "Release",
                                "1.0",
                                Map.of());

        assertThat(codes(graph, node("Artifact", "a1"))).contains("LATE");
        assertThat(codes(graph, node("Release", "1.0"))).doesNotContain("LATE");
    }

    @Test
    void whatOccurredBeforeTheLogWasOpenedIsImportedAndNotLate() {
        assertThat(TRACER.release(release().graph(), PUMP, "1.0").orElseThrow().nodes())
                .allSatisfy(
                        node ->
                                assertThat(node.findings())
                                        .extracting(Finding::code)
                                        .doesNotContain("LATE"));
    }
}
