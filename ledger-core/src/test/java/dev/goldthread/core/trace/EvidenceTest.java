package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.finding.RequiredEvidence;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Completeness.Count;
import dev.goldthread.core.trace.Completeness.Excused;
import dev.goldthread.core.trace.Completeness.Missing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Matrix, gaps and completeness of small releases, and the findings that let something off. */
class EvidenceTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final NodeRef REQUIREMENT = node("Requirement", "REQ-1");

    private static Map<String, Object> revision(String revision) {
        return Map.of("revision", revision, "title", "t", "level", "SOFTWARE");
    }

    /** Release 1.0 ships a1, built for REQ-1, whose test T-1 has not run yet. */
    private static GraphFixture release() {
        return new GraphFixture()
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "UN-1",
                        Map.of("revision", "1", "title", "t", "level", "USER_NEED"))
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "REQ-1",
                        revision("1"),
                        link("refines", "Requirement", "UN-1"))
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-1",
                        Map.of("revision", "3"),
                        pinned("verifies", "Requirement", "REQ-1", "1"))
                .event(
                        "author",
                        "change.proposed",
                        "Change",
                        "repo#1",
                        Map.of("headCommit", "h1"),
                        link("implements", "Requirement", "REQ-1"))
                .event(
                        "author",
                        "commit.pushed",
                        "Commit",
                        "c1",
                        link("partOf", "Change", "repo#1"))
                .built("b1", "c1", "a1")
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"));
    }

    private static GraphFixture passed(GraphFixture graph) {
        return graph.ran("run-1", "T-1", "PASSED", "a1");
    }

    private static Matrix matrix(GraphFixture graph) {
        return TRACER.matrix(graph.graph(), PUMP, "1.0").orElseThrow();
    }

    private static ReleaseGaps gaps(GraphFixture graph) {
        return TRACER.gaps(graph.graph(), PUMP, "1.0").orElseThrow();
    }

    private static List<Finding> findings(GraphFixture graph, NodeRef ref) {
        return TRACER.release(graph.graph(), PUMP, "1.0")
                .orElseThrow()
                .node(ref)
                .orElseThrow()
                .findings();
    }

    private static List<String> codes(GraphFixture graph, NodeRef ref) {
        return findings(graph, ref).stream().map(Finding::code).toList();
    }

    private static Count count(GraphFixture graph, String evidence) {
        return gaps(graph).completeness().counts().stream()
                .filter(count -> count.evidence().equals(evidence))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRowLeadsFromTheNeedToTheResultOnThisDigest() {
        Matrix.Row row = matrix(passed(release())).rows().getFirst();

        assertThat(row.subject()).isEqualTo(REQUIREMENT);
        assertThat(row.userNeeds())
                .containsExactly(new Matrix.Item(node("Requirement", "UN-1"), Optional.of("1")));
        assertThat(row.requirements())
                .containsExactly(new Matrix.Item(REQUIREMENT, Optional.of("1")));
        assertThat(row.changes())
                .containsExactly(new Matrix.Item(node("Change", "repo#1"), Optional.empty()));
        Matrix.Test test = row.tests().getFirst();
        assertThat(test.test())
                .isEqualTo(new Matrix.Item(node("TestCase", "T-1"), Optional.of("3")));
        assertThat(test.verifies()).isEqualTo(REQUIREMENT);
        assertThat(test.atRevision()).hasValue("1");
        Matrix.Result result = test.result().orElseThrow();
        assertThat(result.run()).isEqualTo(node("TestRun", "run-1"));
        assertThat(result.outcome()).isEqualTo("PASSED");
        assertThat(result.on()).containsExactly(node("Artifact", "a1"));
    }

    @Test
    void aTestThatDidNotRunOnThisDigestHasNoResult() {
        assertThat(matrix(release()).rows().getFirst().tests().getFirst().result()).isEmpty();
    }

    @Test
    void aControlThatNoRequirementHereImplementsHasARowOfItsOwn() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "control.recorded",
                                "RiskControl",
                                "RC-1",
                                Map.of("revision", "1"),
                                link("mitigates", "Hazard", "H-1"))
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
                                link("implements", "ChangeRequest", "CR-1"));

        Matrix.Row row =
                matrix(graph).rows().stream()
                        .filter(each -> each.subject().equals(node("RiskControl", "RC-1")))
                        .findFirst()
                        .orElseThrow();

        assertThat(row.requirements()).isEmpty();
        assertThat(row.hazards())
                .containsExactly(new Matrix.Item(node("Hazard", "H-1"), Optional.empty()));
        assertThat(row.changes())
                .containsExactly(new Matrix.Item(node("Change", "repo#1"), Optional.empty()));
        assertThat(row.findings())
                .extracting(found -> found.finding().code())
                .containsExactly("UNCOVERED");
    }

    @Test
    void anInferredLinkMakesNoCell() {
        GraphFixture graph =
                passed(release())
                        .event("p", "requirement.recorded", "Requirement", "REQ-2", revision("1"))
                        .event(
                                "author",
                                "change.updated",
                                "Change",
                                "repo#1",
                                inferred("implements", "Requirement", "REQ-2"));

        Matrix.Row row =
                matrix(graph).rows().stream()
                        .filter(each -> each.subject().equals(node("Requirement", "REQ-2")))
                        .findFirst()
                        .orElseThrow();

        assertThat(row.changes()).isEmpty();
    }

    @Test
    void saysWhetherADeploymentIntoProductionWasApprovedBefore() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "environment.snapshotted",
                                "Environment",
                                "prod",
                                Map.of("kind", "PRODUCTION"))
                        .event(
                                "p",
                                "deployment.started",
                                "Deployment",
                                "early",
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"))
                        .event(
                                "boss",
                                "approval.granted",
                                "Approval",
                                "AP-1",
                                Map.of("role", "head", "meaning", "RELEASED"),
                                link("approves", "Release", "1.0"))
                        .event(
                                "p",
                                "deployment.started",
                                "Deployment",
                                "late",
                                link("deploys", "Artifact", "a1"),
                                link("into", "Environment", "prod"));

        assertThat(matrix(graph).deployments())
                .extracting(PriorApproval::deployment, PriorApproval::verdict)
                .containsExactly(
                        tuple(node("Deployment", "early"), Verdict.APPROVED_AFTER),
                        tuple(node("Deployment", "late"), Verdict.APPROVED_BEFORE));
        assertThat(matrix(graph).approvals())
                .extracting(Matrix.Approved::approval, Matrix.Approved::by)
                .containsExactly(tuple(node("Approval", "AP-1"), "boss"));
    }

    @Test
    void aDeploymentStartedWhenItsEndSaysSo() {
        Instant finished = Instant.parse("2026-03-02T10:40:00Z");
        GraphFixture graph =
                passed(release())
                        .at(
                                finished.minusSeconds(20 * 60),
                                "boss",
                                "approval.granted",
                                "Approval",
                                "AP-1",
                                Map.of("role", "head", "meaning", "RELEASED"),
                                link("approves", "Release", "1.0"))
                        .at(
                                finished,
                                "p",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                Map.of("startedAt", finished.minusSeconds(40 * 60)),
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"));

        assertThat(matrix(graph).deployments())
                .extracting(PriorApproval::startedAt, PriorApproval::verdict)
                .containsExactly(
                        tuple(Instant.parse("2026-03-02T10:00:00Z"), Verdict.APPROVED_AFTER));
    }

    @Test
    void anEndThatSaysItStartedLaterDoesNotMoveTheStart() {
        Instant finished = Instant.parse("2026-03-02T10:40:00Z");
        GraphFixture graph =
                passed(release())
                        .at(
                                finished,
                                "p",
                                "deployment.finished",
                                "Deployment",
                                "d-1",
                                Map.of("startedAt", finished.plusSeconds(60)),
                                link("deploys", "Release", "1.0"),
                                link("into", "Environment", "prod"));

        assertThat(matrix(graph).deployments())
                .extracting(PriorApproval::startedAt)
                .containsExactly(finished);
    }

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
                                "artifact-scan is missing: This very digest was scanned."));
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
        assertThat(count(retired, "requirement-verification").required()).isZero();
    }

    @Test
    void withoutAReasonNothingIsLetOff() {
        GraphFixture retired = release().event("p", "requirement.retired", "Requirement", "REQ-1");

        assertThat(codes(retired, REQUIREMENT)).containsExactly("NOT_RUN");
    }

    private static GraphFixture waived(GraphFixture graph, String expiresAt) {
        return graph.event(
                "boss",
                "exception.granted",
                "Exception",
                "EXC-1",
                Map.of(
                        "expiresAt",
                        Instant.parse(expiresAt),
                        "reviewDue",
                        Instant.parse("2030-01-01T00:00:00Z")),
                link("waives", "Requirement", "REQ-1"));
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

    private static GraphFixture confirmed(GraphFixture graph) {
        return graph.because("the limit did not move")
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
                        link("concerns", "Requirement", "REQ-1"));
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

    @Test
    void aRequirementThatMeansAnOlderRevisionOfItsNeedIsAGap() {
        GraphFixture graph =
                controlled("STILL_HOLDS")
                        .event(
                                "p",
                                "requirement.changed",
                                "Requirement",
                                "UN-1",
                                Map.of("revision", "2", "title", "t", "level", "USER_NEED"));

        assertThat(suspects(graph))
                .containsExactly(
                        tuple(
                                REQUIREMENT,
                                "refines Requirement UN-1 at revision 1, but revision 2 is in force"));
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
