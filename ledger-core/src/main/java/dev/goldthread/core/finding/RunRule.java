package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.finding.TestOutcomes.Ending;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What ran on a digest of this release, or should have, and of which no requirement or control here
 * speaks. FAILED, FLAKY: a test of something else, such as of an earlier release, did not pass; or
 * a run counts more failures than it names. NOT_RUN: a plan for this release chose the test; or its
 * run says that it passed and {@link DoubtedPasses leaves no room for that}.
 */
record RunRule(RequiredEvidence required) implements FindingRules.Rule {

    private static final String REGRESSION = "regression-test";

    @Override
    public void judge(Scope scope, Judgement judgement) {
        Set<NodeRef> spokenOf = spokenOf(scope);
        DoubtedPasses doubted = new DoubtedPasses(scope);
        scope.nodes("TestCase")
                .filter(test -> !spokenOf.contains(test.ref()))
                .forEach(test -> judgeTest(test, scope, doubted, judgement));
        scope.nodes("TestRun")
                .filter(run -> !scope.testedBy(run.ref()).isEmpty())
                .forEach(run -> judgeRun(run, judgement));
        scope.nodes("TestPlan")
                .filter(plan -> scope.follows(plan.ref()))
                .forEach(plan -> judgePlan(plan, spokenOf, scope, doubted, judgement));
    }

    /** Tests whose results are judged with what they verify. */
    private Set<NodeRef> spokenOf(Scope scope) {
        return CoverageRule.coverable(scope)
                .filter(node -> CoverageRule.notRequired(node, scope, required).isEmpty())
                .flatMap(node -> CoverageRule.tests(node.ref(), scope))
                .map(Edge::from)
                .collect(Collectors.toSet());
    }

    private static void judgeTest(
            Node test, Scope scope, DoubtedPasses doubted, Judgement judgement) {
        Collection<Edge> runs = TestOutcomes.lastOnEach(test.ref(), scope);
        for (Edge run : runs) {
            switch (Ending.of(run)) {
                case FAILED ->
                        judgement.say(
                                test,
                                Finding.by(
                                        REGRESSION,
                                        "FAILED",
                                        "it %s in %s"
                                                .formatted(TestOutcomes.words(run), run.from())));
                case FLAKY ->
                        judgement.say(
                                test,
                                Finding.by(
                                        REGRESSION,
                                        "FLAKY",
                                        "it both passed and failed in " + run.from()));
                case PASSED ->
                        passed(run, test, scope, doubted)
                                .ifPresent(found -> judgement.say(test, found));
                case NOT_RUN -> {}
            }
        }
    }

    private static Optional<Finding> passed(
            Edge run, Node test, Scope scope, DoubtedPasses doubted) {
        return doubted.of(run)
                .map(
                        doubt ->
                                doubt.isOfFailures()
                                        ? Finding.by(
                                                REGRESSION,
                                                "FAILED",
                                                doubt.words(test.ref(), run.from()))
                                        : new Finding(
                                                "NOT_RUN", doubt.words(test.ref(), run.from())))
                .or(
                        () ->
                                TestOutcomes.failedBeside(run, test, scope)
                                        .map(
                                                failed ->
                                                        Finding.by(
                                                                REGRESSION,
                                                                "FLAKY",
                                                                CoverageRule.flaky(
                                                                        test.ref(), run, failed))));
    }

    private static void judgeRun(Node run, Judgement judgement) {
        Optional<NodeFact> last = run.latest("testrun.finished");
        if (last.isEmpty()) {
            return;
        }
        long named = RunCounts.failuresNamed(run, RunCounts.report(run, last.get()));
        long counted = RunCounts.of(last.get()).map(RunCounts::failed).orElse(0L);
        Object outcome = last.get().data().fields().get("outcome");
        boolean failed = "FAILED".equals(outcome) || "ERROR".equals(outcome);
        if (counted > named) {
            judgement.say(
                    run,
                    Finding.by(
                            "unnamed-failure",
                            "FAILED",
                            "it counts %d tests that did not pass, and names %d of them"
                                    .formatted(counted, named)));
        } else if (failed && named == 0) {
            judgement.say(
                    run,
                    Finding.by(
                            "unnamed-failure",
                            "FAILED",
                            "it ended %s, and names no test that did not pass".formatted(outcome)));
        }
    }

    private static void judgePlan(
            Node plan,
            Set<NodeRef> spokenOf,
            Scope scope,
            DoubtedPasses doubted,
            Judgement judgement) {
        Plan.of(plan)
                .tests()
                .filter(test -> !spokenOf.contains(test))
                .flatMap(test -> notRun(test, scope, doubted).stream())
                .forEach(because -> judgement.say(plan, "NOT_RUN", because));
    }

    /** Why a test did not run; that it failed is said of itself. */
    private static Optional<String> notRun(NodeRef test, Scope scope, DoubtedPasses doubted) {
        boolean ran =
                TestOutcomes.decisive(test, scope)
                        .filter(run -> Ending.of(run) != Ending.NOT_RUN)
                        .isPresent();
        return ran
                ? TestOutcomes.lastOnEach(test, scope).stream()
                        .filter(run -> Ending.of(run) == Ending.PASSED)
                        .flatMap(run -> notRun(test, run, doubted).stream())
                        .findFirst()
                : Optional.of(CoverageRule.notRun(test, scope));
    }

    private static Optional<String> notRun(NodeRef test, Edge passed, DoubtedPasses doubted) {
        return doubted.of(passed)
                .filter(doubt -> !doubt.isOfFailures())
                .map(doubt -> doubt.words(test, passed.from()));
    }
}
