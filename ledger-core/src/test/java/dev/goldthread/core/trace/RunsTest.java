package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;
import static dev.goldthread.core.trace.SmallRelease.REQUIREMENT;
import static dev.goldthread.core.trace.SmallRelease.codes;
import static dev.goldthread.core.trace.SmallRelease.findings;
import static dev.goldthread.core.trace.SmallRelease.matrix;
import static dev.goldthread.core.trace.SmallRelease.passed;
import static dev.goldthread.core.trace.SmallRelease.release;
import static dev.goldthread.core.trace.SmallRelease.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which runs show something of a release, and what they show. */
class RunsTest {

    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static GraphFixture run(GraphFixture graph, String run, Link... links) {
        return run(graph, run, Map.of(), links);
    }

    private static GraphFixture run(
            GraphFixture graph, String run, Map<String, Object> data, Link... links) {
        return graph.event("ci", "testrun.finished", "TestRun", run, data, links);
    }

    private static Link inferred(Link link) {
        return with(link, link.digest(), Link.Strength.INFERRED);
    }

    private static Link with(Link link, Optional<String> digest, Link.Strength strength) {
        return new Link(
                link.from(),
                link.relation(),
                link.to(),
                link.revision(),
                digest,
                link.outcome(),
                strength);
    }

    private static Link ofRevision(String test, String revision, String outcome) {
        Link link = executed(test, outcome);
        return new Link(
                link.from(),
                link.relation(),
                link.to(),
                Optional.of(revision),
                link.digest(),
                link.outcome(),
                link.strength());
    }

    @Test
    void aGuessedRunShowsNothing() {
        Link ran = executed("T-1", "PASSED");
        Link on = link("tests", "Artifact", "a1");

        assertThat(codes(run(release(), "run-1", inferred(ran), on), REQUIREMENT))
                .containsExactly("NOT_RUN");
        assertThat(codes(run(release(), "run-1", ran, inferred(on)), REQUIREMENT))
                .containsExactly("NOT_RUN");
        assertThat(codes(run(release(), "run-1", ran, on), REQUIREMENT))
                .containsExactly("VERIFIED");
    }

    @Test
    void aRunOnACommitOrBuildIsNoneOnTheDigest() {
        for (Link on : List.of(link("tests", "Commit", "c1"), link("tests", "Build", "b1"))) {
            GraphFixture graph = run(release(), "run-1", executed("T-1", "PASSED"), on);

            assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
            assertThat(findings(graph, REQUIREMENT).getFirst().reason())
                    .isEqualTo(
                            "TestCase T-1 did not run on this release; TestRun run-1 was on %s,"
                                            .formatted(on.to())
                                    + " which is no digest of it");
            assertThat(matrix(graph).rows().getFirst().tests().getFirst().result()).isEmpty();
        }
    }

    @Test
    void aPassOnOneDigestHidesNoFailureOnAnother() {
        GraphFixture graph =
                passed(
                        release()
                                .built("b1", "c1", "a2")
                                .event(
                                        "p",
                                        "release.manifested",
                                        "Release",
                                        "1.0",
                                        link("includes", "Artifact", "a1"),
                                        link("includes", "Artifact", "a2"))
                                .ran("run-0", "T-1", "FAILED", "a2"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("FAILED");
        Matrix.Result shown = matrix(graph).rows().getFirst().tests().getFirst().result().get();
        assertThat(shown.outcome()).isEqualTo("FAILED");
        assertThat(shown.on()).containsExactly(node("Artifact", "a2"));
    }

    @Test
    void anOlderRevisionOfTheTestThatFailedSaysNothingOfTheNewOne() {
        Link on = link("tests", "Artifact", "a1");
        GraphFixture graph =
                run(
                        run(release(), "run-1", ofRevision("T-1", "2", "FAILED"), on),
                        "run-2",
                        ofRevision("T-1", "3", "PASSED"),
                        on);

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
    }

    /** Its revision 4 came between the two runs, and neither says which one it ran. */
    @Test
    void whatARunThatNamesNoRevisionRanIsWhatWasInForce() {
        GraphFixture graph =
                release()
                        .ran("run-1", "T-1", "FAILED", "a1")
                        .event(
                                "p",
                                "testcase.changed",
                                "TestCase",
                                "T-1",
                                Map.of("revision", "4"),
                                pinned("verifies", "Requirement", "REQ-1", "1"))
                        .ran("run-2", "T-1", "PASSED", "a1");

        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
    }

    @Test
    void aTestThatARunNamesTwiceEndedAsTheWorstOfIt() {
        Link passed = executed("T-1", "PASSED");
        Link failed = executed("T-1", "FAILED");
        Link on = link("tests", "Artifact", "a1");

        for (List<Link> links : List.of(List.of(passed, failed), List.of(failed, passed))) {
            GraphFixture graph = run(release(), "run-1", links.get(0), links.get(1), on);

            assertThat(codes(graph, REQUIREMENT)).containsExactly("FAILED");
            assertThat(
                            matrix(graph)
                                    .rows()
                                    .getFirst()
                                    .tests()
                                    .getFirst()
                                    .result()
                                    .map(Matrix.Result::outcome))
                    .hasValue("FAILED");
        }
    }

    /** It verifies a requirement that no change of this release touches. */
    private static GraphFixture withOldTest() {
        return passed(release())
                .event("p", "requirement.recorded", "Requirement", "OLD", revision("1"))
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-OLD",
                        Map.of("revision", "1"),
                        link("verifies", "Requirement", "OLD"));
    }

    @Test
    void aRegressionTestThatFailedIsAGap() {
        GraphFixture graph = withOldTest().ran("run-2", "T-OLD", "FAILED", "a1");

        assertThat(codes(graph, node("TestCase", "T-OLD"))).containsExactly("FAILED");
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(codes(graph.ran("run-3", "T-OLD", "PASSED", "a1"), node("TestCase", "T-OLD")))
                .containsExactly("FLAKY");
        assertThat(
                        codes(
                                withOldTest().ran("run-2", "T-OLD", "PASSED", "a1"),
                                node("TestCase", "T-OLD")))
                .isEmpty();
    }

    @Test
    void aRunThatCountsMoreFailuresThanItNamesIsAGap() {
        Map<String, Object> counts =
                Map.of("passed", 1, "failed", 2, "errors", 1, "skipped", 0, "flaky", 0);
        Link on = link("tests", "Artifact", "a1");
        GraphFixture counted =
                run(
                        release(),
                        "run-1",
                        Map.of("outcome", "FAILED", "counts", counts),
                        executed("T-1", "PASSED"),
                        on);
        GraphFixture uncounted =
                run(release(), "run-1", Map.of("outcome", "FAILED"), executed("T-1", "PASSED"), on);
        GraphFixture elsewhere =
                run(
                        passed(release()),
                        "run-2",
                        Map.of("outcome", "FAILED"),
                        executed("T-1", "PASSED"),
                        link("tests", "Artifact", "another"));

        assertThat(findings(counted, node("TestRun", "run-1")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "FAILED: it counts 3 tests that did not pass, and names 0 of them");
        assertThat(codes(uncounted, node("TestRun", "run-1"))).containsExactly("FAILED");
        assertThat(codes(elsewhere, REQUIREMENT)).containsExactly("VERIFIED");
    }

    private static GraphFixture counted(String outcome, int passed, int failed, Link... links) {
        Link[] all = java.util.Arrays.copyOf(links, links.length + 1);
        all[links.length] = link("tests", "Artifact", "a1");
        return run(
                release(),
                "run-1",
                Map.of("outcome", outcome, "counts", counts(passed, failed, 0)),
                all);
    }

    private static Map<String, Object> counts(int passed, int failed, int skipped) {
        return Map.of(
                "passed", passed, "failed", failed, "errors", 0, "skipped", skipped, "flaky", 0);
    }

    /** Of the two failures that it does not name one may be this test. */
    @Test
    void aPassThatTheCountsOfItsRunLeaveNoRoomForIsNone() {
        GraphFixture graph = counted("PASSED", 0, 2, executed("T-1", "PASSED"));

        assertThat(findings(graph, REQUIREMENT))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "FAILED: TestRun run-1 says that TestCase T-1 passed, but counts 0 that did where it names 1, and 2 that did not pass and that it does not name");
        assertThat(SmallRelease.count(graph, "requirement-verification").present()).isZero();
        assertThat(codes(graph, node("TestRun", "run-1"))).containsExactly("FAILED");
    }

    @Test
    void whereItCountsNoOtherFailureTheTestDidNotRun() {
        GraphFixture graph =
                run(
                        release(),
                        "run-1",
                        Map.of("outcome", "PASSED", "counts", counts(0, 0, 1)),
                        executed("T-1", "PASSED"),
                        link("tests", "Artifact", "a1"));

        assertThat(findings(graph, REQUIREMENT))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "NOT_RUN: TestRun run-1 says that TestCase T-1 passed, but counts 0 that did where it names 1");
    }

    /** Most reports name few of their tests. */
    @Test
    void aTestThatARunNamesKeepsItsResultWhateverElseFailedInIt() {
        for (String outcome : List.of("PASSED", "FAILED")) {
            assertThat(codes(counted(outcome, 1, 2, executed("T-1", "PASSED")), REQUIREMENT))
                    .containsExactly("VERIFIED");
        }
        assertThat(
                        codes(
                                counted(
                                        "FAILED",
                                        1,
                                        1,
                                        executed("T-1", "PASSED"),
                                        executed("T-OLD", "FAILED")),
                                REQUIREMENT))
                .containsExactly("VERIFIED");
    }

    @Test
    void aTestThatARunDoesNotNameOrOfWhichItSaysNoOutcomeDidNotRun() {
        assertThat(codes(counted("PASSED", 1, 2, executed("other", "PASSED")), REQUIREMENT))
                .containsExactly("NOT_RUN");
        assertThat(codes(counted("PASSED", 1, 2, link("executes", "TestCase", "T-1")), REQUIREMENT))
                .containsExactly("NOT_RUN");
    }

    /** In two parts of one time, each of which has the counts of all. */
    private static GraphFixture parted(String ofOther, int passed, int failed) {
        Link on = link("tests", "Artifact", "a1");
        GraphFixture graph = release();
        for (int number = 1; number <= 2; number++) {
            graph.at(
                    Instant.parse("2026-03-02T10:00:00Z"),
                    "ci",
                    "testrun.finished",
                    "TestRun",
                    "run-1",
                    Map.of(
                            "outcome",
                            "FAILED",
                            "counts",
                            counts(passed, failed, 0),
                            "part",
                            Map.of("number", (long) number, "total", 2L)),
                    number == 1 ? executed("T-1", "PASSED") : executed("T-2", ofOther),
                    on);
        }
        return graph;
    }

    @Test
    void theCountsOfARunAreThoseOfAllItsParts() {
        assertThat(codes(parted("FAILED", 1, 1), REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(codes(parted("PASSED", 2, 0), REQUIREMENT)).containsExactly("VERIFIED");
        assertThat(codes(parted("PASSED", 1, 1), REQUIREMENT)).containsExactly("FAILED");
    }

    /** Two reports of one run, of which the first names the failure that it counts. */
    private static GraphFixture reportedAgain(GraphFixture graph, Link... named) {
        Link on = link("tests", "Artifact", "a1");
        Map<String, Object> data = Map.of("outcome", "FAILED", "counts", counts(0, 1, 0));
        run(graph, "run-1", data, executed("T-2", "FAILED"), on);
        Link[] all = java.util.Arrays.copyOf(named, named.length + 1);
        all[named.length] = on;
        return run(graph, "run-1", data, all);
    }

    @Test
    void aFailureThatOneReportOfARunNamesIsNoneOfAnother() {
        GraphFixture graph = reportedAgain(release(), executed("T-1", "PASSED"));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("FAILED");
        assertThat(findings(graph, node("TestRun", "run-1")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "FAILED: it counts 1 tests that did not pass, and names 0 of them");
        assertThat(
                        codes(
                                reportedAgain(release(), executed("T-1", "FAILED")),
                                node("TestRun", "run-1")))
                .isEmpty();
    }

    @Test
    void theFailuresOfARunAreThoseOfAllItsParts() {
        assertThat(codes(parted("FAILED", 1, 1), node("TestRun", "run-1"))).isEmpty();
        assertThat(codes(parted("FAILED", 1, 2), node("TestRun", "run-1")))
                .containsExactly("FAILED");
    }

    private static GraphFixture ranOld(int failed) {
        return run(
                withOldTest(),
                "run-2",
                Map.of("outcome", "PASSED", "counts", counts(0, failed, 1)),
                executed("T-OLD", "PASSED"),
                link("tests", "Artifact", "a1"));
    }

    @Test
    void aRegressionTestWhosePassTheCountsLeaveNoRoomForIsAGap() {
        assertThat(findings(ranOld(2), node("TestCase", "T-OLD")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "FAILED: TestRun run-2 says that TestCase T-OLD passed, but counts 0 that did where it names 1, and 2 that did not pass and that it does not name");
        assertThat(findings(ranOld(0), node("TestCase", "T-OLD")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "NOT_RUN: TestRun run-2 says that TestCase T-OLD passed, but counts 0 that did where it names 1");
    }

    @Test
    void aPlannedTestWhosePassTheCountsLeaveNoRoomForDidNotRun() {
        assertThat(findings(planned(ranOld(0)), node("TestPlan", "TP-1")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly(
                        "NOT_RUN: TestRun run-2 says that TestCase T-OLD passed, but counts 0 that did where it names 1");
        assertThat(codes(planned(ranOld(2)), node("TestPlan", "TP-1")))
                .as("said of the test itself")
                .isEmpty();
    }

    @Test
    void aTestThatARunNamesTwiceIsOneOfThoseThatItCounts() {
        assertThat(
                        codes(
                                counted(
                                        "PASSED",
                                        1,
                                        0,
                                        executed("T-1", "PASSED"),
                                        executed("T-1", "PASSED")),
                                REQUIREMENT))
                .containsExactly("VERIFIED");
    }

    private static GraphFixture planned(GraphFixture graph) {
        return graph.event(
                "p",
                "testplan.selected",
                "TestPlan",
                "TP-1",
                Map.of("plannedCases", 2),
                link("plans", "TestCase", "T-1"),
                link("plans", "TestCase", "T-OLD"),
                link("for", "Release", "1.0"));
    }

    @Test
    void aPlannedTestThatDidNotRunIsAGapOfThePlan() {
        assertThat(findings(planned(withOldTest()), node("TestPlan", "TP-1")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly("NOT_RUN: TestCase T-OLD did not run on this release");
        assertThat(
                        codes(
                                planned(withOldTest()).ran("run-2", "T-OLD", "PASSED", "a1"),
                                node("TestPlan", "TP-1")))
                .isEmpty();
    }

    private static GraphFixture plannedPart(GraphFixture graph, long part, String test, int cases) {
        return graph.event(
                "p",
                "testplan.selected",
                "TestPlan",
                "TP-1",
                Map.of(
                        "scope",
                        "all",
                        "plannedCases",
                        cases,
                        "part",
                        Map.of("number", part, "total", 2L)),
                link("plans", "TestCase", test),
                link("for", "Release", "1.0"));
    }

    @Test
    void aPlanThatCountsMoreCasesThanItNamesIsIncomplete() {
        GraphFixture graph =
                passed(release())
                        .event(
                                "p",
                                "testplan.selected",
                                "TestPlan",
                                "TP-1",
                                Map.of("plannedCases", 2),
                                link("plans", "TestCase", "T-1"),
                                GraphFixture.inferred("plans", "TestCase", "T-OLD"),
                                link("for", "Release", "1.0"));

        assertThat(findings(graph, node("TestPlan", "TP-1")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactly("INCOMPLETE: it plans 2 cases, but names 1");
    }

    @Test
    void allPartsOfAPlanAreOne() {
        GraphFixture graph = plannedPart(withOldTest(), 1, "T-OLD", 3);
        assertThat(findings(graph, node("TestPlan", "TP-1")))
                .filteredOn(finding -> finding.code().equals("INCOMPLETE"))
                .singleElement()
                .extracting(finding -> finding.reason())
                .asString()
                .contains("have not come");

        plannedPart(graph, 2, "T-1", 3);

        assertThat(findings(graph, node("TestPlan", "TP-1")))
                .extracting(finding -> finding.code() + ": " + finding.reason())
                .containsExactlyInAnyOrder(
                        "NOT_RUN: TestCase T-OLD did not run on this release",
                        "INCOMPLETE: it plans 3 cases, but names 2");
    }

    @Test
    void aLinkThatPinsAnotherDigestThanItsTargetsCountsNowhere() {
        GraphFixture graph =
                release()
                        .built("b1", "c1", A)
                        .event(
                                "p",
                                "release.manifested",
                                "Release",
                                "1.0",
                                link("includes", "Artifact", A));
        Link on = link("tests", "Artifact", A);
        run(
                graph,
                "run-1",
                executed("T-1", "PASSED"),
                with(on, Optional.of(B), Link.Strength.OBSERVED));

        assertThat(codes(graph, REQUIREMENT)).containsExactly("NOT_RUN");
        assertThat(codes(graph, node("TestRun", "run-1"))).containsExactly("CONFLICT");
        run(
                graph,
                "run-2",
                executed("T-1", "PASSED"),
                with(on, Optional.of(A), Link.Strength.OBSERVED));
        assertThat(codes(graph, REQUIREMENT)).containsExactly("VERIFIED");
    }
}
