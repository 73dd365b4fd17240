package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FindingRulesTest {

    private static final Map<String, Object> REVISION_1 =
            Map.of("revision", "1", "title", "t", "level", "SOFTWARE");

    /** A release whose artifact a1 was built for change request CR-1 on requirement REQ-1. */
    private static GraphFixture release() {
        return new GraphFixture()
                .event("p", "requirement.recorded", "Requirement", "REQ-1", REVISION_1)
                .event(
                        "p",
                        "change_request.opened",
                        "ChangeRequest",
                        "CR-1",
                        link("addresses", "Requirement", "REQ-1"))
                .event(
                        "author",
                        "change.proposed",
                        "Change",
                        "repo#1",
                        Map.of("headCommit", "h1"),
                        link("implements", "ChangeRequest", "CR-1"))
                .event("author", "change.merged", "Change", "repo#1", Map.of("headCommit", "h1"))
                .event(
                        "author",
                        "commit.pushed",
                        "Commit",
                        "c1",
                        link("partOf", "Change", "repo#1"))
                .built("b1", "c1", "a1")
                .event(
                        "p",
                        "release.created",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"));
    }

    private static List<String> codes(GraphFixture story, NodeRef ref) {
        Trace trace =
                new Tracer(Vocabulary.GOLDTHREAD)
                        .release(AsOf.NOW.of(story.graph(), PUMP), PUMP, "1.0")
                        .orElseThrow();
        return trace.node(ref).orElseThrow().findings().stream().map(Finding::code).toList();
    }

    @Nested
    class Coverage {

        private final NodeRef requirement = node("Requirement", "REQ-1");

        private GraphFixture withTest() {
            return release()
                    .event(
                            "p",
                            "testcase.recorded",
                            "TestCase",
                            "T-1",
                            pinned("verifies", "Requirement", "REQ-1", "1"));
        }

        @Test
        void withoutATestItIsUncovered() {
            assertThat(codes(release(), requirement)).containsExactly("UNCOVERED");
        }

        @Test
        void anInferredLinkNeverCounts() {
            GraphFixture story =
                    release()
                            .event(
                                    "p",
                                    "testcase.recorded",
                                    "TestCase",
                                    "T-1",
                                    inferred("verifies", "Requirement", "REQ-1"));

            assertThat(codes(story, requirement)).containsExactly("UNCOVERED");
        }

        @Test
        void aTestThatDidNotRunOnThisDigestIsNotRun() {
            GraphFixture story = withTest().ran("run", "T-1", "PASSED", "another-digest");

            assertThat(codes(story, requirement)).containsExactly("NOT_RUN");
        }

        @Test
        void aSkippedTestIsNotRun() {
            assertThat(codes(withTest().ran("run", "T-1", "SKIPPED", "a1"), requirement))
                    .containsExactly("NOT_RUN");
        }

        @Test
        void aResultThatWasTakenBackDoesNotCount() {
            GraphFixture story =
                    withTest()
                            .ran("run-1", "T-1", "FAILED", "a1")
                            .ran("run-2", "T-1", "PASSED", "a1");
            String passed = "e" + (story.entries().size() - 1);
            story.event("qa", "event.superseded", "Event", passed, Map.of("scope", "WHOLE"));

            assertThat(codes(story, requirement)).containsExactly("FAILED");
        }

        @Test
        void itsLatestResultCounts() {
            GraphFixture broken =
                    withTest()
                            .ran("run-1", "T-1", "PASSED", "a1")
                            .ran("run-2", "T-1", "FAILED", "a1");

            assertThat(codes(broken, requirement)).containsExactly("FAILED");
        }

        @Test
        void aTestThatFailedAndThenPassedOnTheSameDigestIsFlaky() {
            GraphFixture repaired =
                    withTest()
                            .ran("run-1", "T-1", "FAILED", "a1")
                            .ran("run-2", "T-1", "PASSED", "a1");
            assertThat(codes(repaired, requirement)).containsExactly("FLAKY");

            String failed = "e" + (repaired.entries().size() - 2);
            repaired.event("qa", "event.superseded", "Event", failed, Map.of("scope", "WHOLE"));
            assertThat(codes(repaired, requirement)).containsExactly("VERIFIED");
        }

        @Test
        void aFlakyTestIsNoProof() {
            assertThat(codes(withTest().ran("run", "T-1", "FLAKY", "a1"), requirement))
                    .containsExactly("FLAKY");
        }

        @Test
        void aNewRevisionMakesAPassSuspect() {
            GraphFixture story =
                    withTest()
                            .ran("run", "T-1", "PASSED", "a1")
                            .event(
                                    "p",
                                    "requirement.changed",
                                    "Requirement",
                                    "REQ-1",
                                    Map.of("revision", "2", "title", "t", "level", "SOFTWARE"));

            assertThat(codes(story, requirement)).containsExactly("SUSPECT");
        }

        @Test
        void theWorstOfSeveralTestsCounts() {
            GraphFixture story =
                    withTest()
                            .ran("run", "T-1", "PASSED", "a1")
                            .event(
                                    "p",
                                    "testcase.recorded",
                                    "TestCase",
                                    "T-2",
                                    link("verifies", "Requirement", "REQ-1"));

            assertThat(codes(story, requirement)).containsExactly("NOT_RUN");
        }
    }

    @Nested
    class Reviews {

        private final NodeRef change = node("Change", "repo#1");

        private GraphFixture review(
                GraphFixture story, String who, String id, String role, String head) {
            return story.event(
                    who,
                    "review.submitted",
                    "Review",
                    id,
                    Map.of("outcome", "APPROVED", "revisionReviewed", head, "role", role),
                    link("reviews", "Change", "repo#1"));
        }

        @Test
        void aMergedChangeNeedsOne() {
            assertThat(codes(release(), change)).containsExactly("UNREVIEWED");
        }

        @Test
        void itsAuthorsDoesNotCount() {
            assertThat(codes(review(release(), "author", "R-1", "quality", "h1"), change))
                    .containsExactly("UNREVIEWED");
        }

        @Test
        void oneOfAnotherHeadIsStale() {
            assertThat(codes(review(release(), "q", "R-1", "quality", "h0"), change))
                    .containsExactly("STALE");
        }

        private GraphFixture commit(GraphFixture story, String pusher, Map<String, Object> data) {
            return story.event(
                    pusher,
                    "commit.pushed",
                    "Commit",
                    "c2",
                    data,
                    link("partOf", "Change", "repo#1"));
        }

        @Test
        void whoeverWroteACommitOfItDoesNotReviewIt() {
            GraphFixture pushed = commit(release(), "q", Map.of());
            GraphFixture named = commit(release(), "author", Map.of("author", "q"));

            assertThat(codes(review(pushed, "q", "R-1", "quality", "h1"), change))
                    .containsExactly("UNREVIEWED");
            assertThat(codes(review(named, "q", "R-1", "quality", "h1"), change))
                    .containsExactly("UNREVIEWED");
        }

        @Test
        void toMergeItIsNotToWriteIt() {
            GraphFixture merged =
                    commit(
                            release()
                                    .event(
                                            "q",
                                            "change.merged",
                                            "Change",
                                            "repo#1",
                                            Map.of("headCommit", "h1", "mergeCommit", "c2")),
                            "q",
                            Map.of("author", "q"));

            assertThat(codes(review(merged, "q", "R-1", "quality", "h1"), change)).isEmpty();
        }

        @Test
        void onlyThePushOfTheMergeIsNoWritingWhereTheHeadItselfCameIn() {
            Map<String, Object> fastForward = Map.of("headCommit", "c2", "mergeCommit", "c2");
            GraphFixture written =
                    commit(release(), "q", Map.of())
                            .event("q", "change.merged", "Change", "repo#1", fastForward);
            GraphFixture onlyMerged =
                    commit(
                            release().event("q", "change.merged", "Change", "repo#1", fastForward),
                            "q",
                            Map.of("author", "author"));

            assertThat(codes(review(written, "q", "R-1", "quality", "c2"), change))
                    .containsExactly("UNREVIEWED");
            assertThat(codes(review(onlyMerged, "q", "R-1", "quality", "c2"), change)).isEmpty();
        }

        @Test
        void aMachinesDoesNotCount() {
            assertThat(codes(review(release().bySystem(), "bot", "R-1", "quality", "h1"), change))
                    .containsExactly("UNREVIEWED");
        }

        private GraphFixture askForChanges(GraphFixture story, String who, String head) {
            return story.event(
                    who,
                    "review.submitted",
                    "Review",
                    "R-no-" + story.entries().size(),
                    Map.of("outcome", "CHANGES_REQUESTED", "revisionReviewed", head),
                    link("reviews", "Change", "repo#1"));
        }

        @Test
        void oneThatItsReviewerTookBackDoesNotCount() {
            GraphFixture story = review(release(), "q", "R-1", "quality", "h1");
            assertThat(codes(askForChanges(askForChanges(story, "q", "h0"), "other", "h1"), change))
                    .as("of another head, or by somebody else")
                    .isEmpty();

            assertThat(codes(askForChanges(story, "q", "h1"), change))
                    .containsExactly("UNREVIEWED");
            assertThat(codes(review(story, "q", "R-9", "quality", "h1"), change))
                    .as("the last word counts")
                    .isEmpty();
        }

        @Test
        void aHighTierNeedsQualityAndRegulatory() {
            GraphFixture high =
                    release()
                            .event(
                                    "p",
                                    "change_request.classified",
                                    "ChangeRequest",
                                    "CR-1",
                                    Map.of("tier", "HIGH"));

            review(high, "q", "R-1", "quality", "h1");
            assertThat(codes(high, change)).containsExactly("UNREVIEWED");

            review(high, "r", "R-2", "regulatory", "h1");
            assertThat(codes(high, change)).isEmpty();
        }

        @Test
        void aChangeForNothingIsOrphaned() {
            GraphFixture story =
                    release()
                            .event(
                                    "x",
                                    "change.proposed",
                                    "Change",
                                    "repo#9",
                                    Map.of("headCommit", "h"))
                            .event(
                                    "x",
                                    "commit.pushed",
                                    "Commit",
                                    "c1",
                                    link("partOf", "Change", "repo#9"));

            assertThat(codes(story, node("Change", "repo#9"))).containsExactly("ORPHANED");
        }
    }

    @Nested
    class Approvals {

        private final NodeRef release = node("Release", "1.0");

        private GraphFixture approve(GraphFixture story, String who, String id, String bound) {
            return story.event(
                    who,
                    "approval.granted",
                    "Approval",
                    id,
                    Map.of("boundDigest", bound),
                    link("approves", "Release", "1.0"));
        }

        @Test
        void aReleaseNeedsOneByAPerson() {
            assertThat(codes(release(), release)).containsExactly("UNAPPROVED");
            assertThat(codes(approve(release(), "boss", "A-1", "a1"), release)).isEmpty();
        }

        @Test
        void oneThatWasTakenBackDoesNotCount() {
            GraphFixture story = approve(release(), "boss", "A-1", "a1");
            String approval = "e" + (story.entries().size() - 1);
            story.event("qa", "event.superseded", "Event", approval, Map.of("scope", "WHOLE"));

            assertThat(codes(story, release)).containsExactly("UNAPPROVED");
        }

        @Test
        void asManyAsItsRequestAsksFor() {
            GraphFixture story =
                    approve(
                            release()
                                    .event(
                                            "p",
                                            "approval.requested",
                                            "ApprovalRequest",
                                            "AR-1",
                                            Map.of("quorum", 2L),
                                            link("for", "Release", "1.0")),
                            "boss",
                            "A-1",
                            "a1");
            assertThat(codes(story, release)).containsExactly("UNAPPROVED");

            approve(story, "boss", "A-2", "a1");
            assertThat(codes(story, release))
                    .as("the same person twice")
                    .containsExactly("UNAPPROVED");

            approve(story, "other", "A-3", "a1");
            assertThat(codes(story, release)).isEmpty();
        }

        @Test
        void oneThatWasWithdrawnDoesNotCount() {
            GraphFixture story =
                    approve(release(), "boss", "A-1", "a1")
                            .event(
                                    "boss",
                                    "approval.withdrawn",
                                    "Approval",
                                    "A-1",
                                    Map.of("boundDigest", "a1"));

            assertThat(codes(story, release)).containsExactly("UNAPPROVED");
        }

        @Test
        void itsAuthorsIsSelfApproved() {
            assertThat(codes(approve(release(), "author", "A-1", "a1"), release))
                    .containsExactly("SELF_APPROVED");
        }

        @Test
        void oneBoundToAnotherDigestIsStale() {
            assertThat(codes(approve(release(), "boss", "A-1", "a0"), release))
                    .containsExactly("STALE");
        }

        @Test
        void aProductionDeploymentBeforeItIsUnapproved() {
            GraphFixture story =
                    approve(
                            release()
                                    .event(
                                            "ci",
                                            "environment.snapshotted",
                                            "Environment",
                                            "prod",
                                            Map.of("kind", "PRODUCTION"),
                                            link("runs", "Artifact", "a1"))
                                    .event(
                                            "ops",
                                            "deployment.finished",
                                            "Deployment",
                                            "d1",
                                            link("deploys", "Artifact", "a1"),
                                            link("into", "Environment", "prod")),
                            "boss",
                            "A-1",
                            "a1");

            assertThat(codes(story, node("Deployment", "d1"))).containsExactly("UNAPPROVED");
        }
    }

    @Nested
    class Shipped {

        @Test
        void anArtifactNeedsASignatureAndABillOfMaterials() {
            assertThat(codes(release(), node("Artifact", "a1")))
                    .containsExactly("UNSIGNED", "INCOMPLETE");
        }

        @Test
        void oneWithBothHasNoFinding() {
            GraphFixture story =
                    release()
                            .event(
                                    "ci",
                                    "artifact.signed",
                                    "Artifact",
                                    "a1",
                                    Map.of("verification", "VERIFIED"))
                            .event(
                                    "ci",
                                    "sbom.attached",
                                    "Artifact",
                                    "a1",
                                    link("contains", "Component", "pkg:maven/a/b@1"));

            assertThat(codes(story, node("Artifact", "a1"))).isEmpty();
            assertThat(codes(story, node("Component", "pkg:maven/a/b@1")))
                    .as("implicit, never unresolved")
                    .isEmpty();
        }

        @Test
        void aSignatureThatFailedIsNone() {
            GraphFixture story =
                    release()
                            .event(
                                    "ci",
                                    "artifact.signed",
                                    "Artifact",
                                    "a1",
                                    Map.of("verification", "FAILED"));

            assertThat(codes(story, node("Artifact", "a1"))).contains("UNSIGNED");
        }

        @Test
        void whatRunsMustBelongToAnApprovedRelease() {
            GraphFixture story =
                    release()
                            .event(
                                    "ops",
                                    "deployment.finished",
                                    "Deployment",
                                    "d1",
                                    link("deploys", "Artifact", "a1"),
                                    link("into", "Environment", "prod"))
                            .event(
                                    "ci",
                                    "environment.snapshotted",
                                    "Environment",
                                    "prod",
                                    Map.of("kind", "PRODUCTION"),
                                    link("runs", "Artifact", "stranger"));

            assertThat(codes(story, node("Environment", "prod")))
                    .as("the stranger runs, and what was installed does not")
                    .containsExactly("NOT_AS_APPROVED", "CONFLICT");
        }
    }

    @Nested
    class Exceptions {

        private final NodeRef exception = node("Exception", "X-1");

        private GraphFixture granted(Instant due) {
            return release()
                    .event(
                            "boss",
                            "exception.granted",
                            "Exception",
                            "X-1",
                            Map.of("reviewDue", due, "expiresAt", due),
                            link("waives", "Requirement", "REQ-1"));
        }

        @Test
        void oneWhoseTimeIsOverIsOverdueAndExpired() {
            assertThat(codes(granted(Instant.parse("2026-05-01T00:00:00Z")), exception))
                    .containsExactly("OVERDUE", "EXPIRED");
        }

        @Test
        void oneOfWhichAnEventSaysThatItRanOutIsNotExpired() {
            GraphFixture story =
                    granted(Instant.parse("2026-05-01T00:00:00Z"))
                            .event(
                                    "boss",
                                    "exception.expired",
                                    "Exception",
                                    "X-1",
                                    link("waives", "Requirement", "REQ-1"));
            assertThat(codes(story, exception)).containsExactly("OVERDUE");

            story.event(
                    "boss",
                    "exception.reviewed",
                    "Exception",
                    "X-1",
                    Map.of("outcome", "JUSTIFIED"),
                    link("waives", "Requirement", "REQ-1"));
            assertThat(codes(story, exception)).isEmpty();
        }

        @Test
        void oneThatStillRunsIsNeither() {
            assertThat(codes(granted(Instant.parse("2099-05-01T00:00:00Z")), exception)).isEmpty();
        }

        @Test
        void oneReviewedAndClosedIsNeither() {
            GraphFixture story =
                    granted(Instant.parse("2026-05-01T00:00:00Z"))
                            .event(
                                    "boss",
                                    "exception.reviewed",
                                    "Exception",
                                    "X-1",
                                    link("waives", "Requirement", "REQ-1"))
                            .event(
                                    "boss",
                                    "exception.closed",
                                    "Exception",
                                    "X-1",
                                    link("waives", "Requirement", "REQ-1"));

            assertThat(codes(story, exception)).isEmpty();
        }
    }

    @Nested
    class Models {

        private final NodeRef model = node("Model", "m1");

        private GraphFixture withModel() {
            return release()
                    .event(
                            "ml",
                            "model.registered",
                            "Model",
                            "m1",
                            link("producedBy", "TrainingRun", "t1"))
                    .event(
                            "p",
                            "release.manifested",
                            "Release",
                            "1.0",
                            link("includes", "Model", "m1"));
        }

        private GraphFixture validated(String verdict) {
            return withModel()
                    .event(
                            "ml",
                            "validation.finished",
                            "Validation",
                            "V-1",
                            Map.of(
                                    "metrics",
                                    List.of(
                                            Map.of(
                                                    "name",
                                                    "auc",
                                                    "criterion",
                                                    "at least 0.9",
                                                    "verdict",
                                                    verdict))),
                            link("evaluates", "Model", "m1"),
                            link("evaluatedOn", "Dataset", "d1"));
        }

        @Test
        void oneWithoutValidationIsUncovered() {
            assertThat(codes(withModel(), model)).containsExactly("UNCOVERED");
        }

        @Test
        void everySubgroupMustMeetItsCriterion() {
            assertThat(codes(validated("PASS"), model)).containsExactly("VERIFIED");
            assertThat(codes(validated("FAIL"), model)).containsExactly("FAILED");
        }

        @Test
        void aModelThatPassedOnGeneratedDataAloneIsUncovered() {
            GraphFixture marked =
                    validated("PASS")
                            .event(
                                    "ml",
                                    "dataset.snapshotted",
                                    "Dataset",
                                    "d1",
                                    Map.of("origin", "SYNTHETIC"));
            GraphFixture generated =
                    validated("PASS")
                            .event(
                                    "ml",
                                    "dataset.snapshotted",
                                    "Dataset",
                                    "d1",
                                    link("generatedBy", "Generator", "g1"));

            assertThat(codes(marked, model)).containsExactly("UNCOVERED");
            assertThat(codes(generated, model)).containsExactly("UNCOVERED");
        }

        @Test
        void whatIsDerivedFromGeneratedDataIsNotReal() {
            GraphFixture story =
                    validated("PASS")
                            .event(
                                    "ml",
                                    "dataset.snapshotted",
                                    "Dataset",
                                    "d1",
                                    Map.of("origin", "REAL"),
                                    link("derivedFrom", "Cohort", "c1"))
                            .event(
                                    "ml",
                                    "cohort.generated",
                                    "Cohort",
                                    "c1",
                                    Map.of("origin", "SYNTHETIC"));

            assertThat(codes(story, model)).containsExactly("UNCOVERED");
        }

        @Test
        void realDataBesideGeneratedVerify() {
            GraphFixture story =
                    validated("PASS")
                            .event(
                                    "ml",
                                    "dataset.snapshotted",
                                    "Dataset",
                                    "d1",
                                    Map.of("origin", "SYNTHETIC"))
                            .event(
                                    "ml",
                                    "validation.finished",
                                    "Validation",
                                    "V-2",
                                    Map.of("metrics", List.of(Map.of("verdict", "PASS"))),
                                    link("evaluates", "Model", "m1"),
                                    link("evaluatedOn", "Dataset", "d2"));

            assertThat(codes(story, model)).containsExactly("VERIFIED");
        }

        @Test
        void whatNobodyRecordedIsUnresolved() {
            assertThat(codes(withModel(), node("TrainingRun", "t1"))).containsExactly("UNRESOLVED");
        }
    }
}
