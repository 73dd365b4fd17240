package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules on what was released, let out and installed, and on which results count for it. */
class OperationRulesTest {

    private static final Map<String, Object> PRODUCTION = Map.of("kind", "PRODUCTION");
    private static final NodeRef RELEASE = node("Release", "1.0");
    private static final NodeRef PROD = node("Environment", "prod");

    private static GraphFixture release() {
        return new GraphFixture()
                .event("rm", "release.created", "Release", "1.0")
                .event(
                        "rm",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"));
    }

    private static GraphFixture approve(GraphFixture story, String who) {
        return story.event(
                who,
                "approval.granted",
                "Approval",
                "AP-" + who,
                Map.of("boundDigest", "a1"),
                link("approves", "Release", "1.0"));
    }

    private static GraphFixture deploy(GraphFixture story, String id, String artifact) {
        return story.event(
                "ops",
                "deployment.finished",
                "Deployment",
                id,
                Map.of("outcome", "SUCCEEDED"),
                link("deploys", "Artifact", artifact),
                link("into", "Environment", "prod"));
    }

    private static GraphFixture snapshot(GraphFixture story, String... artifacts) {
        return story.event(
                "watch",
                "environment.snapshotted",
                "Environment",
                "prod",
                PRODUCTION,
                Stream.of(artifacts)
                        .map(artifact -> link("runs", "Artifact", artifact))
                        .toArray(Link[]::new));
    }

    private static GraphFixture publish(GraphFixture story) {
        return story.event(
                "rm", "release.published", "Release", "1.0", link("includes", "Artifact", "a1"));
    }

    private static List<Finding> findings(GraphFixture story, NodeRef ref) {
        return findings(story, "1.0", ref);
    }

    private static List<Finding> findings(GraphFixture story, String release, NodeRef ref) {
        Trace trace =
                new Tracer(Vocabulary.GOLDTHREAD)
                        .release(story.graph(), PUMP, release)
                        .orElseThrow();
        return trace.node(ref).orElseThrow().findings();
    }

    private static List<String> codes(GraphFixture story, NodeRef ref) {
        return findings(story, ref).stream().map(Finding::code).toList();
    }

    @Nested
    class Released {

        @Test
        void whatIsInProductionHasToBePublished() {
            GraphFixture story = snapshot(deploy(approve(release(), "q"), "d1", "a1"), "a1");

            assertThat(codes(story, RELEASE)).containsExactly("INCOMPLETE");
            assertThat(codes(publish(story), RELEASE)).isEmpty();
        }

        @Test
        void itsContentsHaveToBeFixed() {
            GraphFixture story =
                    snapshot(deploy(approve(publish(new GraphFixture()), "q"), "d1", "a1"), "a1");

            assertThat(codes(story, RELEASE)).containsExactly("INCOMPLETE");
        }

        @Test
        void whereNobodySaysWhatItIsForMayBeProduction() {
            GraphFixture story = deploy(approve(release(), "q"), "d1", "a1");

            assertThat(findings(story, RELEASE))
                    .singleElement()
                    .satisfies(
                            found -> {
                                assertThat(found.code()).isEqualTo("INCOMPLETE");
                                assertThat(found.reason())
                                        .contains("prod, whose kind is not known");
                            });
        }

        @Test
        void whatIsNotInProductionNeedNotBePublishedYet() {
            assertThat(codes(approve(release(), "q"), RELEASE)).isEmpty();
        }

        @Test
        void aDeploymentBeforeTheLastApprovalThatWasAskedForIsUnapproved() {
            GraphFixture story =
                    release()
                            .event(
                                    "rm",
                                    "approval.requested",
                                    "ApprovalRequest",
                                    "AR",
                                    Map.of("quorum", 2L),
                                    link("for", "Release", "1.0"));
            approve(snapshot(deploy(approve(story, "q"), "d1", "a1"), "a1"), "m");
            deploy(story, "d2", "a1");

            assertThat(codes(story, node("Deployment", "d1"))).containsExactly("UNAPPROVED");
            assertThat(codes(story, node("Deployment", "d2"))).isEmpty();
        }
    }

    @Nested
    class Exceptions {

        private GraphFixture reviewed() {
            return release()
                    .event(
                            "q",
                            "exception.reviewed",
                            "Exception",
                            "X-1",
                            link("waives", "Release", "1.0"));
        }

        @Test
        void oneThatNobodyGrantedIsUnapproved() {
            assertThat(codes(reviewed(), node("Exception", "X-1"))).containsExactly("UNAPPROVED");
        }

        @Test
        void oneThatAPersonGrantedIsNot() {
            GraphFixture story =
                    reviewed()
                            .event(
                                    "boss",
                                    "exception.granted",
                                    "Exception",
                                    "X-1",
                                    link("waives", "Release", "1.0"));

            assertThat(codes(story, node("Exception", "X-1"))).isEmpty();
        }
    }

    @Nested
    class Installed {

        /** Both images belong to releases that are approved. */
        private GraphFixture approved() {
            return approve(
                    release()
                            .event(
                                    "rm",
                                    "release.manifested",
                                    "Release",
                                    "0.9",
                                    link("includes", "Artifact", "a0"))
                            .event(
                                    "q",
                                    "approval.granted",
                                    "Approval",
                                    "AP-0.9",
                                    Map.of("boundDigest", "a0"),
                                    link("approves", "Release", "0.9")),
                    "q");
        }

        private GraphFixture rollBack(GraphFixture story, String deployment) {
            return story.event(
                    "ops",
                    "rollback.finished",
                    "Rollback",
                    "rb-" + deployment,
                    Map.of("outcome", "SUCCEEDED"),
                    link("reverts", "Deployment", deployment),
                    link("restores", "Artifact", "a0"));
        }

        @Test
        void whatWasInstalledAndSeenIsNoConflict() {
            assertThat(codes(snapshot(deploy(approved(), "d1", "a1"), "a1"), PROD)).isEmpty();
        }

        @Test
        void nobodyHasLookedSinceTheLastInstallation() {
            GraphFixture story = deploy(snapshot(approved(), "a0"), "d1", "a1");

            assertThat(codes(story, PROD))
                    .as("a look from before the deployment contradicts nothing")
                    .containsExactly("INCOMPLETE");
            assertThat(codes(snapshot(story, "a0"), PROD))
                    .as("the old one runs, which nothing put there, and the new one does not")
                    .containsExactly("CONFLICT", "CONFLICT");
        }

        @Test
        void nobodyHasEverLooked() {
            GraphFixture story = deploy(approved(), "d1", "a1");
            assertThat(codes(story, PROD))
                    .as("one look would end it, so it is one gap")
                    .containsExactly("UNRESOLVED");

            story.event("watch", "environment.compared", "Environment", "prod", PRODUCTION);

            assertThat(findings(story, PROD))
                    .singleElement()
                    .satisfies(
                            found -> {
                                assertThat(found.code()).isEqualTo("INCOMPLETE");
                                assertThat(found.rule()).hasValue("not-looked-at");
                                assertThat(found.reason()).contains("nobody has ever looked");
                            });
        }

        @Test
        void anInstallationThatIsNotOnRecordShows() {
            GraphFixture story = snapshot(rollBack(deploy(approved(), "d1", "a1"), "d1"), "a1");

            assertThat(findings(story, PROD))
                    .extracting(Finding::reason)
                    .satisfiesExactly(
                            one -> assertThat(one).contains("Artifact a1", "put it there"),
                            other -> assertThat(other).contains("put a0 there", "does not see"));
        }

        @Test
        void whatARollbackBroughtBackIsWhatShouldRun() {
            GraphFixture story = snapshot(rollBack(deploy(approved(), "d1", "a1"), "d1"), "a0");

            assertThat(codes(story, PROD)).isEmpty();
        }

        @Test
        void aDeploymentOfAPartOfItsReleasePutNoOtherThere() {
            GraphFixture story =
                    approved()
                            .event(
                                    "rm",
                                    "release.manifested",
                                    "Release",
                                    "1.0",
                                    link("includes", "Artifact", "a1"),
                                    link("includes", "Artifact", "b1"))
                            .event(
                                    "ops",
                                    "deployment.finished",
                                    "Deployment",
                                    "d1",
                                    Map.of("outcome", "SUCCEEDED"),
                                    link("deploys", "Release", "1.0"),
                                    link("deploys", "Artifact", "a1"),
                                    link("into", "Environment", "prod"));

            assertThat(codes(snapshot(story, "a1"), PROD)).doesNotContain("CONFLICT");
        }

        @Test
        void theReleaseSaysItInTheWordsOfTheEnvironment() {
            GraphFixture story = deploy(snapshot(approved(), "a0"), "d1", "a1");
            assertThat(findings(story, PROD))
                    .as("nobody has looked since")
                    .isEqualTo(state(story).inForce().getFirst().findings());

            snapshot(story, "a0");

            assertThat(findings(story, PROD))
                    .as("a later look does not see it, but another one")
                    .hasSize(2)
                    .containsAll(state(story).findings())
                    .containsAll(state(story).inForce().getFirst().findings());
        }

        private static EnvironmentState state(GraphFixture story) {
            return EnvironmentState.of(story.graph(), PROD).orElseThrow();
        }

        @Test
        void anInstallationThatFailedPutNothingThere() {
            GraphFixture story =
                    snapshot(deploy(approved(), "d1", "a1"), "a1")
                            .event(
                                    "ops",
                                    "deployment.finished",
                                    "Deployment",
                                    "d2",
                                    Map.of("outcome", "FAILED"),
                                    link("deploys", "Artifact", "a2"),
                                    link("into", "Environment", "prod"));

            assertThat(codes(story, PROD)).isEmpty();
        }
    }

    @Nested
    class Running {

        /**
         * 1.0 was replaced by 1.1; beside that a look sees one stranger, and another came since.
         */
        private GraphFixture story() {
            GraphFixture story = approve(release(), "q");
            story.event(
                            "rm",
                            "release.manifested",
                            "Release",
                            "1.1",
                            link("includes", "Artifact", "a2"))
                    .event(
                            "q",
                            "approval.granted",
                            "Approval",
                            "AP-1.1",
                            Map.of("boundDigest", "a2"),
                            link("approves", "Release", "1.1"));
            deploy(deploy(story, "d1", "a1"), "d2", "a2");
            return deploy(snapshot(story, "a2", "seen"), "hidden", "installed");
        }

        private List<String> notAsApproved(GraphFixture story, String release) {
            return findings(story, release, PROD).stream()
                    .filter(found -> found.code().equals("NOT_AS_APPROVED"))
                    .map(Finding::reason)
                    .toList();
        }

        @Test
        void allThatRunsAndIsNotApprovedIsNamedWhetherSeenOrInstalled() {
            assertThat(notAsApproved(story(), "1.1"))
                    .hasSize(2)
                    .anyMatch(reason -> reason.contains("Artifact seen"))
                    .anyMatch(reason -> reason.contains("Artifact installed"));
        }

        @Test
        void aReleaseThatWasReplacedDoesNotAnswerForWhatCameAfterIt() {
            assertThat(findings(story(), "1.0", PROD)).isEmpty();
        }

        @Test
        void theLastReleaseAnswersForAStrangerInItsPlace() {
            GraphFixture story = snapshot(deploy(approve(release(), "q"), "d1", "a1"), "seen");

            assertThat(notAsApproved(story, "1.0"))
                    .singleElement()
                    .asString()
                    .contains("Artifact seen");
        }

        @Test
        void aReleaseThatWasWithdrawnAndStillRunsIsNotAsApproved() {
            GraphFixture story = deploy(approve(release(), "q"), "d1", "a1");
            assertThat(notAsApproved(story, "1.0")).isEmpty();

            story.event("rm", "release.withdrawn", "Release", "1.0");

            assertThat(notAsApproved(story, "1.0"))
                    .singleElement()
                    .asString()
                    .contains("Artifact a1", "was withdrawn");
        }

        @Test
        void whatAReleaseThatIsNotOfThisTraceIncludesNeedsItsApproval() {
            GraphFixture story = deploy(approve(release(), "q"), "d1", "a1");
            story.event(
                    "rm",
                    "release.manifested",
                    "Release",
                    "other",
                    link("includes", "Artifact", "b1"));
            snapshot(story, "a1", "b1");

            assertThat(notAsApproved(story, "1.0"))
                    .singleElement()
                    .asString()
                    .contains("Artifact b1", "Release other");
        }
    }

    @Nested
    class Results {

        private final NodeRef requirement = node("Requirement", "REQ-1");

        private GraphFixture withRequirement() {
            return release()
                    .event(
                            "p",
                            "requirement.recorded",
                            "Requirement",
                            "REQ-1",
                            Map.of("revision", "2"))
                    .event(
                            "d",
                            "defect.recorded",
                            "Defect",
                            "DEF-1",
                            link("triggeredBy", "TestRun", "early"))
                    .event(
                            "d",
                            "change_request.opened",
                            "ChangeRequest",
                            "CR-1",
                            link("addresses", "Requirement", "REQ-1"),
                            link("addresses", "Defect", "DEF-1"))
                    .event(
                            "p",
                            "testplan.selected",
                            "TestPlan",
                            "TP",
                            link("for", "Release", "1.0"))
                    .event(
                            "rm",
                            "release.published",
                            "Release",
                            "1.0",
                            link("includes", "Change", "repo#1"))
                    .event(
                            "d",
                            "change.proposed",
                            "Change",
                            "repo#1",
                            link("implements", "ChangeRequest", "CR-1"));
        }

        private GraphFixture test(GraphFixture story, String type, String revision) {
            return story.event(
                    "t",
                    type,
                    "TestCase",
                    "T-1",
                    pinned("verifies", "Requirement", "REQ-1", revision));
        }

        private GraphFixture run(GraphFixture story, String run, String artifact, String outcome) {
            return story.event(
                    "ci",
                    "testrun.finished",
                    "TestRun",
                    run,
                    executed("T-1", outcome),
                    executed("other", "PASSED"),
                    link("tests", "Artifact", artifact));
        }

        @Test
        void aRunOnAnEarlierBuildIsInTheTraceButProvesNothing() {
            GraphFixture story =
                    run(test(withRequirement(), "testcase.recorded", "2"), "early", "a0", "PASSED");

            assertThat(codes(story, node("TestRun", "early"))).isEmpty();
            assertThat(codes(story, node("Artifact", "a0"))).containsExactly("UNRESOLVED");
            assertThat(codes(story, requirement)).containsExactly("NOT_RUN");

            run(story, "late", "a1", "PASSED");
            assertThat(codes(story, requirement)).containsExactly("VERIFIED");
        }

        @Test
        void aTestThatWasRevisedVerifiesWhatItsLatestStatementSays() {
            GraphFixture story =
                    run(test(withRequirement(), "testcase.recorded", "1"), "late", "a1", "PASSED");
            assertThat(codes(story, requirement)).containsExactly("SUSPECT");

            test(story, "testcase.changed", "2");
            assertThat(codes(story, requirement)).as("it ran before").containsExactly("SUSPECT");
            run(story, "later", "a1", "PASSED");
            assertThat(codes(story, requirement)).containsExactly("VERIFIED");
        }

        @Test
        void aTestThatOnlyRanNeedsNoRecord() {
            GraphFixture story = run(withRequirement(), "late", "a1", "PASSED");

            assertThat(codes(story, node("TestCase", "other"))).isEmpty();
            assertThat(codes(story, requirement)).containsExactly("UNCOVERED");
        }
    }
}
