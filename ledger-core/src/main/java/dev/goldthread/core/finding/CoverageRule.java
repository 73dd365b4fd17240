package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Coverage of requirements, risk controls and claims: one finding each, the worst over their tests.
 * A test counts when the latest statement about it says, by a link that is not INFERRED, that it
 * verifies or validates the node. A result counts when its run was on a digest of this release; a
 * run that is in the trace for another reason, such as the defect it found on an earlier build,
 * proves nothing here, nor does one on a commit, nor a pass that its run's own counts {@link
 * DoubtedPasses leave no room for}. What has no test of its own may be covered by what refines or
 * implements it. Ids that crosswalks join are one thing: a test of any of them is one of all, and
 * the finding stands with each.
 */
public record CoverageRule(RequiredEvidence required) implements FindingRules.Rule {

    private static final Set<String> COVERABLE = Set.of("Requirement", "RiskControl");

    /** Worst first. */
    private enum Coverage {
        FAILED,
        NOT_RUN,
        SUSPECT,
        FLAKY,
        VERIFIED
    }

    private record Result(Coverage coverage, String because, Optional<String> rule) {
        Result(Coverage coverage, String because) {
            this(coverage, because, Optional.empty());
        }

        Finding finding() {
            return new Finding(coverage.name(), because, rule);
        }

        /** Says which id the test is of, where there are several. */
        Result of(Edge testLink, Scope scope) {
            List<NodeRef> others = scope.crosswalks().others(testLink.to()).toList();
            return others.isEmpty()
                    ? this
                    : new Result(
                            coverage,
                            "%s; it is a test of %s, which is the same as %s"
                                    .formatted(because, testLink.to(), joined(others)),
                            rule);
        }
    }

    @Override
    public void judge(Scope scope, Judgement judgement) {
        DoubtedPasses doubted = new DoubtedPasses(scope);
        CoveredByOthers others = new CoveredByOthers(scope, required);
        coverable(scope).forEach(node -> judge(node, scope, doubted, others, judgement));
    }

    static Stream<Node> coverable(Scope scope) {
        return scope.nodes().stream().filter(node -> isCoverable(node.ref()) && node.isRecorded());
    }

    static boolean isCoverable(NodeRef ref) {
        return COVERABLE.contains(ref.type());
    }

    /** Whether results of tests say something of it: also of a claim, which can do without. */
    static boolean isJudgedByTests(NodeRef ref) {
        return isCoverable(ref) || ref.type().equals("Claim");
    }

    private void judge(
            Node node,
            Scope scope,
            DoubtedPasses doubted,
            CoveredByOthers others,
            Judgement judgement) {
        Optional<String> exempt = notRequired(node, scope, required);
        if (exempt.isPresent()) {
            judgement.say(node, "NOT_REQUIRED", exempt.get());
            return;
        }
        Optional<Finding> worst = byTests(node, scope, doubted);
        if (worst.isPresent()) {
            judgement.say(node, worst.get());
            return;
        }
        if (!others.covers(node)) {
            judgement.say(node, uncovered(node, others, scope));
        }
    }

    /** Why no test is asked for, under any id that an event recorded; empty when one is. */
    static Optional<String> notRequired(Node node, Scope scope, RequiredEvidence required) {
        if (scope.crosswalks().idsOf(node.ref()).size() == 1) {
            return required.notRequired(node); // as of nearly every node
        }
        List<Optional<String>> because =
                scope.crosswalks().nodesOf(node.ref()).stream()
                        .filter(Node::isRecorded)
                        .map(required::notRequired)
                        .toList();
        return because.isEmpty() || because.contains(Optional.<String>empty())
                ? Optional.empty()
                : because.getFirst();
    }

    /** The worst that the tests of something say of it; empty when it has none. */
    static Optional<Finding> byTests(Node node, Scope scope, DoubtedPasses doubted) {
        return tests(node.ref(), scope)
                .flatMap(
                        link -> results(link, scope, doubted).map(result -> result.of(link, scope)))
                .min(Comparator.comparing(Result::coverage))
                .map(Result::finding);
    }

    /**
     * The tests that count, of whatever id; what a test verified before it was changed counts no
     * longer.
     */
    public static Stream<Edge> tests(NodeRef ref, Scope scope) {
        return Stream.of("verifies", "validates")
                .flatMap(relation -> scope.effectsOnAll(ref, relation))
                .filter(Edge::counts)
                .filter(link -> SuspectLinks.isInForce(link, scope.view().node(link.from())));
    }

    static Finding uncovered(Node node, CoveredByOthers others, Scope scope) {
        List<NodeRef> ids = scope.crosswalks().idsOf(node.ref());
        return new Finding(
                "UNCOVERED",
                "no test case verifies or validates %s%s"
                        .formatted(ids.size() == 1 ? "it" : joined(ids), others.doubts(node)));
    }

    private static String joined(List<NodeRef> ids) {
        return ids.stream().map(NodeRef::toString).collect(Collectors.joining(" or "));
    }

    private static Stream<Result> results(Edge testLink, Scope scope, DoubtedPasses doubted) {
        Collection<Edge> runs = TestOutcomes.lastOnEach(testLink.from(), scope);
        return runs.isEmpty()
                ? Stream.of(new Result(Coverage.NOT_RUN, notRun(testLink.from(), scope)))
                : runs.stream().map(run -> result(testLink, run, scope, doubted));
    }

    /** A run on a commit or build is no run on the bytes that are shipped. */
    static String notRun(NodeRef test, Scope scope) {
        return "%s did not run on this release".formatted(test)
                + scope.effects(test, "executes")
                        .filter(Edge::counts)
                        .flatMap(run -> Scope.causes(scope.view().node(run.from()), "tests"))
                        .filter(on -> on.counts() && scope.follows(on.to()))
                        .max(Edge.BY_TIME)
                        .map(
                                on ->
                                        "; %s was on %s, which is no digest of it"
                                                .formatted(on.from(), on.to()))
                        .orElse("");
    }

    private static Result result(Edge testLink, Edge run, Scope scope, DoubtedPasses doubted) {
        NodeRef test = testLink.from();
        return switch (TestOutcomes.Ending.of(run)) {
            case PASSED ->
                    doubted.of(run)
                            .map(doubt -> doubted(doubt, test, run.from()))
                            .orElseGet(() -> passed(testLink, run, scope));
            case FLAKY ->
                    new Result(
                            Coverage.FLAKY,
                            "%s both passed and failed in %s".formatted(test, run.from()));
            case NOT_RUN ->
                    new Result(
                            Coverage.NOT_RUN, "%s was skipped in %s".formatted(test, run.from()));
            case FAILED ->
                    new Result(
                            Coverage.FAILED,
                            "%s %s in %s".formatted(test, TestOutcomes.words(run), run.from()));
        };
    }

    /** The worse of what a run says of a test counts. */
    private static Result doubted(DoubtedPasses.Doubt doubt, NodeRef test, NodeRef run) {
        return new Result(
                doubt.isOfFailures() ? Coverage.FAILED : Coverage.NOT_RUN, doubt.words(test, run));
    }

    private static Result passed(Edge testLink, Edge run, Scope scope) {
        Node test = scope.view().node(testLink.from());
        Node node = scope.view().node(testLink.to());
        MeantState meant = MeantState.of(testLink, run, test, node, scope.crosswalks());
        if (meant.doubt().isPresent()) {
            return new Result(
                    Coverage.SUSPECT, meant.doubt().get(), Optional.of(testLink.relation()));
        }
        Optional<String> testRevision = test.text("revision");
        Optional<String> ran = TestOutcomes.ranRevision(run, test);
        if (!TestOutcomes.isSame(ran, testRevision)) {
            return new Result(
                    Coverage.SUSPECT,
                    "%s ran revision %s of %s, but revision %s is in force"
                            .formatted(
                                    run.from(),
                                    ran.orElse("?"),
                                    testLink.from(),
                                    testRevision.orElse("?")),
                    Optional.of("executes"));
        }
        Optional<Restated> restated =
                Restated.of(node)
                        .filter(each -> run.occurredAt().isBefore(each.again().occurredAt()));
        if (restated.isPresent()) {
            return new Result(
                    Coverage.SUSPECT,
                    "%s ran before %s".formatted(run.from(), restated.get().words()),
                    Optional.of(Restated.RULE));
        }
        Optional<Edge> failed = TestOutcomes.failedBeside(run, test, scope);
        if (failed.isPresent()) {
            return new Result(Coverage.FLAKY, flaky(testLink.from(), run, failed.get()));
        }
        // Most requirements end here, and formatting is what costs.
        return new Result(
                Coverage.VERIFIED, testLink.from() + " passed in " + run.from() + meant.basis());
    }

    static String flaky(NodeRef test, Edge passed, Edge failed) {
        return "%s passed in %s, but ended %s in %s, on the same digest"
                .formatted(test, passed.from(), failed.outcome().orElse("?"), failed.from());
    }
}
