package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.core.trace.Completeness.Count;
import dev.goldthread.core.trace.Completeness.Missing;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.HazardChains;
import dev.goldthread.core.trace.HazardChains.Assessment;
import dev.goldthread.core.trace.Matrix;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.ProductHazards;
import dev.goldthread.core.trace.ProductionDeployments;
import dev.goldthread.core.trace.ReleaseApprovals;
import dev.goldthread.core.trace.ReleaseDifference;
import dev.goldthread.core.trace.ReleaseGaps;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the story has to answer, written down by hand from its files. */
class StoryQueriesTest {

    private static final LedgerInMemory WHOLE = StoryTest.without("nothing");
    private static final String IMAGE =
            "sha256:38b751df12c2ef1aebc737b9e68e65e060165f1d1ca0c7dc4245b4cfad398aa2";
    private static final String HARD_LIMIT =
            "tests.system.test_dose_limit#test_stops_at_hard_limit[morphine]";

    static List<StoryFiles.File> files() {
        return StoryTest.files();
    }

    private static NodeRef node(String type, String id) {
        return new NodeRef(LedgerInMemory.PUMP, type, id);
    }

    private static List<String> ids(List<Matrix.Item> items) {
        return items.stream()
                .map(item -> item.node().id() + item.revision().map(each -> " r" + each).orElse(""))
                .toList();
    }

    @Test
    void theMatrixOfTheReleaseHasARowForEachRequirementItCarriesOut() {
        Matrix matrix = WHOLE.matrix("7.2.4");

        assertThat(matrix.rows())
                .extracting(row -> row.subject().id())
                .containsExactly("REQ-104", "REQ-120");
        Matrix.Row limit = matrix.rows().getFirst();
        assertThat(ids(limit.userNeeds())).containsExactly("UN-12 r1");
        assertThat(ids(limit.requirements())).containsExactly("REQ-104 r2");
        assertThat(ids(limit.hazards())).containsExactly("HAZ-7 r1");
        assertThat(ids(limit.controls())).containsExactly("RC-9 r1");
        assertThat(ids(limit.changes())).containsExactly("acme/infusion-pump#418");
        assertThat(limit.tests())
                .extracting(
                        test -> test.test().node().id(),
                        test -> test.verifies().id(),
                        test -> test.atRevision().orElse("?"),
                        test -> test.result().orElseThrow().outcome(),
                        test -> test.result().orElseThrow().run().id(),
                        test -> test.result().orElseThrow().on())
                .containsExactly(
                        tuple(
                                HARD_LIMIT,
                                "REQ-104",
                                "2",
                                "PASSED",
                                "system-tests-1207",
                                List.of(node("Artifact", IMAGE))),
                        tuple(
                                "bench.OverdoseGuard#stopsWithin300ms",
                                "RC-9",
                                "1",
                                "PASSED",
                                "bench-1207",
                                List.of(node("Artifact", IMAGE))));
        assertThat(ids(matrix.rows().getLast().changes()))
                .containsExactly("acme/infusion-pump#415");
    }

    @Test
    void theMatrixSaysWhoApprovedBeforeWhichDeployment() {
        Matrix matrix = WHOLE.matrix("7.2.4");

        assertThat(matrix.approvals())
                .extracting(approved -> approved.approval().id(), Matrix.Approved::by)
                .containsExactly(
                        tuple("AP-7.2.4-1", "person:u-2002"), tuple("AP-7.2.4-2", "person:u-3021"));
        assertThat(matrix.deployments())
                .extracting(prior -> prior.deployment().id(), PriorApproval::verdict)
                .containsExactly(
                        tuple("dep-2026-02-21-1", Verdict.BY_EXCEPTION),
                        tuple("dep-2026-02-25-1", Verdict.APPROVED_BEFORE));
    }

    @Test
    void theEvidenceOfTheReleaseIsComplete() {
        ReleaseGaps gaps = WHOLE.gaps("7.2.4");

        assertThat(gaps.gaps())
                .extracting(gap -> gap.node().id(), Gap::code)
                .containsExactly(
                        tuple("production-eu", "NOT_AS_APPROVED"),
                        tuple("production-eu", "EXPIRED"));
        assertThat(gaps.completeness().present()).isEqualTo(41);
        assertThat(gaps.completeness().required()).isEqualTo(41);
        assertThat(gaps.completeness().counts())
                .filteredOn(count -> count.required() > 2)
                .extracting(Count::evidence, Count::required)
                .containsExactly(
                        tuple("change-reason", 5L),
                        tuple("change-review", 5L),
                        tuple("change-request-classification", 5L),
                        tuple("commit-change", 7L),
                        tuple("deployment-approval", 3L));
    }

    @Test
    void theReleaseBeforeWasNeverScanned() {
        ReleaseGaps gaps = WHOLE.gaps("7.2.3");

        assertThat(gaps.completeness().present()).isEqualTo(12);
        assertThat(gaps.completeness().required()).isEqualTo(13);
        assertThat(gaps.completeness().missing())
                .extracting(Missing::evidence)
                .containsExactly("artifact-scan");
        assertThat(gaps.gaps()).extracting(Gap::code).containsExactly("INCOMPLETE");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatAMissingFileLeavesIsAmongTheGaps(StoryFiles.File file) {
        ReleaseGaps gaps = StoryTest.without(file.name()).gaps(file.trace());

        assertThat(gaps.gaps())
                .extracting(gap -> gap.node().type(), gap -> gap.node().id(), Gap::code)
                .contains(
                        tuple(
                                file.ifRemoved().type(),
                                file.ifRemoved().id(),
                                file.ifRemoved().code()));
    }

    @Test
    void theHazardIsControlledVerifiedAndJudged() {
        HazardChains.Chain chain = WHOLE.hazards("7.2.4").chains().getFirst();

        assertThat(WHOLE.hazards("7.2.4").chains()).hasSize(1);
        assertThat(chain.hazard()).isEqualTo(node("Hazard", "HAZ-7"));
        assertThat(chain.before()).as("the risk file came after 7.2.3").isEmpty();
        assertThat(chain.after().flatMap(Assessment::residualRisk)).hasValue("ACCEPTABLE");
        assertThat(chain.rows()).extracting(row -> row.subject().id()).containsExactly("REQ-104");
    }

    @Test
    void theChangeOfTheLimitWasAskedForAfterTheHazardWasJudgedLast() {
        ProductHazards.Chain chain = WHOLE.hazardsOf("CR-310").hazards().getFirst();

        assertThat(WHOLE.hazardsOf("CR-310").hazards()).hasSize(1);
        assertThat(chain.hazard()).isEqualTo(node("Hazard", "HAZ-7"));
        assertThat(chain.before().flatMap(Assessment::residualRisk)).hasValue("ACCEPTABLE");
        assertThat(chain.after()).isEqualTo(chain.before());
        assertThat(chain.isJudgedSince()).isFalse();
    }

    @Test
    void theHazardsOfTheProductAreControlledAndVerified() {
        ProductHazards all = WHOLE.hazards();
        ProductHazards.Chain chain = all.hazards().getFirst();

        assertThat(all.hazards()).hasSize(1);
        assertThat(chain.before()).as("it was judged once").isEmpty();
        assertThat(chain.controls().getFirst().control().node())
                .isEqualTo(node("RiskControl", "RC-9"));
        assertThat(ids(chain.controls().getFirst().requirements())).containsExactly("REQ-104 r2");
        assertThat(chain.controls().getFirst().tests())
                .extracting(
                        test -> test.test().node().id(),
                        test -> test.result().orElseThrow().run().id(),
                        test -> test.result().orElseThrow().outcome())
                .containsExactlyInAnyOrder(
                        tuple("bench.OverdoseGuard#stopsWithin300ms", "bench-1207", "PASSED"),
                        tuple(HARD_LIMIT, "system-tests-1207", "PASSED"));
    }

    @Test
    void aChangeThatTouchesNoHazardHasNone() {
        assertThat(WHOLE.hazardsOf("CR-311").hazards()).isEmpty();
    }

    @Test
    void twoPersonsApprovedTheReleaseAndNeitherWroteIt() {
        assertThat(WHOLE.approvals("7.2.4").decisions())
                .extracting(
                        decision -> decision.approval().id(),
                        decision -> decision.by().id(),
                        ReleaseApprovals.Decision::decision,
                        ReleaseApprovals.Decision::author)
                .containsExactly(
                        tuple("AP-7.2.4-1", "person:u-2002", "approval.granted", false),
                        tuple("AP-7.2.4-2", "person:u-3021", "approval.granted", false));
        assertThat(WHOLE.approvals("7.2.4").decisions().getFirst().boundDigest()).hasValue(IMAGE);
    }

    @Test
    void whatIsDifferentSinceTheReleaseBefore() {
        ReleaseDifference difference = WHOLE.difference("7.2.3", "7.2.4");
        Map<String, ReleaseDifference.Section> sections =
                difference.sections().stream()
                        .collect(
                                Collectors.toMap(
                                        ReleaseDifference.Section::name, section -> section));

        assertThat(difference.lineage()).isTrue();
        assertThat(sections.get("changes").added())
                .extracting(NodeRef::id)
                .containsExactly(
                        "acme/infusion-pump#415",
                        "acme/infusion-pump#418",
                        "acme/infusion-pump#421",
                        "acme/infusion-pump#423",
                        "acme/infusion-pump#425",
                        "CR-310",
                        "CR-311",
                        "CR-312",
                        "CR-313",
                        "CR-315");
        assertThat(sections.get("requirements").added())
                .as("the need UN-12 was one of 7.2.3, too")
                .extracting(NodeRef::id)
                .containsExactlyInAnyOrder("CL-3", "REQ-104", "REQ-120", "RC-9");
        assertThat(sections.get("components").changed())
                .extracting(
                        changed -> changed.stateBefore().orElseThrow(),
                        changed -> changed.stateAfter().orElseThrow(),
                        changed -> changed.after().id())
                .containsExactly(
                        tuple("11.1.0", "11.2.0", "pkg:generic/freertos@11.2.0"),
                        tuple("2.2.0", "2.2.1", "pkg:generic/lwip@2.2.1"));
        assertThat(sections.get("components").added()).hasSize(3);
        assertThat(sections.get("components").removed()).isEmpty();
        assertThat(sections.get("configuration").added())
                .containsExactly(node("Flag", "smooth-ramp"));
    }

    @Test
    void everyProductionDeploymentAndRollbackIsListedAndNoneIsReconciled() {
        ProductionDeployments all = WHOLE.deployments();

        assertThat(all.deployments())
                .extracting(
                        listed -> listed.prior().deployment().id(),
                        listed -> listed.prior().verdict(),
                        listed -> listed.unreconciled().isEmpty())
                .containsExactly(
                        tuple("dep-2025-11-20-1", Verdict.APPROVED_BEFORE, false),
                        tuple("dep-2026-02-21-1", Verdict.BY_EXCEPTION, false),
                        tuple("rb-2026-02-21-1", Verdict.APPROVED_BEFORE, true),
                        tuple("dep-2026-02-25-1", Verdict.APPROVED_BEFORE, false));
        assertThat(all.environments())
                .extracting(
                        covered -> covered.environment().id(),
                        covered -> covered.unreconciled().orElseThrow().code())
                .containsExactly(tuple("production-eu", "UNRECONCILED"));
    }

    @Test
    void theRequestsAndTheFlagStillWait() {
        assertThat(WHOLE.pending().items())
                .extracting(item -> item.node().id(), PendingWork.Item::what)
                .containsExactlyInAnyOrder(
                        tuple("smooth-ramp", "to be retired"),
                        tuple("CR-310", "to be closed"),
                        tuple("CR-311", "to be closed"),
                        tuple("CR-312", "to be closed"),
                        tuple("CR-313", "to be closed"),
                        tuple("CR-315", "to be closed"));
    }

    @Test
    void anApprovalThatIsMissingIsPending() {
        PendingWork pending = StoryTest.without("43-approval-medical.json").pending();

        assertThat(pending.items())
                .extracting(item -> item.node().id(), PendingWork.Item::what)
                .contains(tuple("AR-7.2.4", "1 of 2 approvals"));
    }

    /** The rollback put the old image back into production; then the new one went there again. */
    @Test
    void anArtifactIsKnownByItsReleasesAndWhereItRuns() {
        ArtifactUses uses = WHOLE.uses(IMAGE);

        assertThat(uses.releases())
                .extracting(each -> each.release().id(), each -> each.state().orElseThrow())
                .containsExactly(tuple("7.2.4", "release.published"));
        assertThat(uses.runsIn())
                .containsExactly(
                        node("Environment", "production-eu"), node("Environment", "staging"));
        assertThat(uses.deployments())
                .extracting(each -> each.deployment().id(), ArtifactUses.Deployed::into)
                .containsExactly(
                        tuple("dep-2026-02-20-1", List.of(node("Environment", "staging"))),
                        tuple("dep-2026-02-21-1", List.of(node("Environment", "production-eu"))),
                        tuple("dep-2026-02-25-1", List.of(node("Environment", "production-eu"))));
        assertThat(StoryTest.without("46-production-snapshot.json").uses(IMAGE).runsIn())
                .containsExactly(node("Environment", "staging"));
    }
}
