package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Coverage of requirements, risk controls and claims: one finding each, the worst over their tests.
 * A test counts when the latest statement about it says, by a link that is not INFERRED, that it
 * verifies or validates the node. A result counts when its run was on a digest of this release; a
 * run that is in the trace for another reason, such as the defect it found on an earlier build,
 * proves nothing here, nor does one on a commit. What has no test of its own may be covered by what
 * refines or implements it.
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
    }

    @Override
    public void judge(Scope scope, Judgement judgement) {
        coverable(scope).forEach(node -> judge(node, scope, judgement));
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

    private void judge(Node node, Scope scope, Judgement judgement) {
        Optional<String> exempt = required.notRequired(node);
        if (exempt.isPresent()) {
            judgement.say(node, "NOT_REQUIRED", exempt.get());
            return;
        }
        Optional<Finding> worst = byTests(node, scope);
        if (worst.isPresent()) {
            judgement.say(node, worst.get());
            return;
        }
        CoveredByOthers others = new CoveredByOthers(scope, required);
        if (!others.covers(node)) {
            judgement.say(node, uncovered(node, others));
        }
    }

    /** The worst that the tests of something say of it; empty when it has none. */
    static Optional<Finding> byTests(Node node, Scope scope) {
        return tests(node.ref(), scope)
                .flatMap(link -> results(link, node, scope))
                .min(Comparator.comparing(Result::coverage))
                .map(Result::finding);
    }

    /** The tests that count; what a test verified before it was changed counts no longer. */
    public static Stream<Edge> tests(NodeRef ref, Scope scope) {
        return Stream.of("verifies", "validates")
                .flatMap(relation -> scope.effects(ref, relation))
                .filter(Edge::counts)
                .filter(link -> SuspectLinks.isInForce(link, scope.view().node(link.from())));
    }

    static Finding uncovered(Node node, CoveredByOthers others) {
        return new Finding(
                "UNCOVERED", "no test case verifies or validates it" + others.doubts(node));
    }

    private static Stream<Result> results(Edge testLink, Node node, Scope scope) {
        Collection<Edge> runs = TestOutcomes.lastOnEach(testLink.from(), scope);
        return runs.isEmpty()
                ? Stream.of(new Result(Coverage.NOT_RUN, notRun(testLink.from(), scope)))
                : runs.stream().map(run -> result(testLink, run, node, scope));
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

    private static Result result(Edge testLink, Edge run, Node node, Scope scope) {
        NodeRef test = testLink.from();
        return switch (TestOutcomes.Ending.of(run)) {
            case PASSED -> passed(testLink, run, node, scope);
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

    private static Result passed(Edge testLink, Edge run, Node node, Scope scope) {
        Node test = scope.view().node(testLink.from());
        Optional<String> current = node.text("revision");
        String basis = "";
        if (!TestOutcomes.isSame(testLink.revision(), current)) {
            Confirmations looks = Confirmations.of(testLink, test, node, current.orElseThrow());
            if (looks.confirmed().isEmpty()) {
                return new Result(
                        Coverage.SUSPECT,
                        "%s verifies revision %s, but revision %s is in force%s"
                                .formatted(
                                        testLink.from(),
                                        testLink.revision().orElseThrow(),
                                        current.get(),
                                        looks.doubt()),
                        Optional.of(testLink.relation()));
            }
            basis = confirmed(looks.confirmed().get(), current.get());
        }
        Optional<String> testRevision = test.text("revision");
        if (!TestOutcomes.isSame(run.revision(), testRevision)) {
            return new Result(
                    Coverage.SUSPECT,
                    "%s ran revision %s of %s, but revision %s is in force"
                            .formatted(
                                    run.from(),
                                    run.revision().orElse("?"),
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
        return new Result(Coverage.VERIFIED, testLink.from() + " passed in " + run.from() + basis);
    }

    static String flaky(NodeRef test, Edge passed, Edge failed) {
        return "%s passed in %s, but ended %s in %s, on the same digest"
                .formatted(test, passed.from(), failed.outcome().orElse("?"), failed.from());
    }

    private static String confirmed(NodeFact look, String revision) {
        return "; that it holds at revision %s rests on %s of %s at %s: %s"
                .formatted(
                        revision,
                        look.event(),
                        look.actor().id(),
                        look.occurredAt(),
                        look.reason().orElse("no reason is on record"));
    }
}
