package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.FindingRules.Judgement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Coverage of requirements, risk controls and claims: one finding each, the worst over their tests.
 * A test counts when the latest statement about it says, by a link that is not INFERRED, that it
 * verifies or validates the node. A result counts when its run was on something of this release; a
 * run that is in the trace for another reason, such as the defect it found on an earlier build,
 * proves nothing here. What has no test of its own may be covered by what refines or implements it.
 */
final class CoverageRule implements FindingRules.Rule {

    private static final Set<String> COVERABLE = Set.of("Requirement", "RiskControl");

    /** Worst first. */
    private enum Coverage {
        FAILED,
        NOT_RUN,
        SUSPECT,
        FLAKY,
        VERIFIED
    }

    private record Result(Coverage coverage, String because) {}

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes().stream()
                .filter(node -> COVERABLE.contains(node.ref().type()) && node.isRecorded())
                .forEach(node -> judge(node, scope, judgement));
    }

    private static void judge(Node node, Scope scope, Judgement judgement) {
        List<Edge> links = testLinks(node.ref(), scope).filter(Edge::counts).toList();
        if (links.isEmpty()) {
            if (!isCoveredByOthers(node, scope)) {
                judgement.say(node, "UNCOVERED", "no test case verifies or validates it");
            }
            return;
        }
        links.stream()
                .map(link -> result(link, node, scope))
                .min(Comparator.comparing(Result::coverage))
                .ifPresent(worst -> judgement.say(node, worst.coverage().name(), worst.because()));
    }

    private static Stream<Edge> testLinks(NodeRef ref, Scope scope) {
        return Stream.of("verifies", "validates")
                .flatMap(relation -> scope.effects(ref, relation))
                .filter(link -> isInForce(link, scope));
    }

    /** What a test verified before it was changed counts no longer. */
    private static boolean isInForce(Edge testLink, Scope scope) {
        return scope.view()
                .node(testLink.from())
                .latest("testcase.recorded", "testcase.changed")
                .map(latest -> latest.event().equals(testLink.event()))
                .orElse(true);
    }

    private static boolean ranOnThisRelease(NodeRef run, Scope scope) {
        return Scope.causes(scope.view().node(run), "tests")
                .anyMatch(edge -> scope.follows(edge.to()));
    }

    /**
     * A need is met by what refines it, a control by the requirement that implements it; those
     * carry findings of their own.
     */
    private static boolean isCoveredByOthers(Node node, Scope scope) {
        boolean isRefined = scope.effects(node.ref(), "refines").anyMatch(Edge::counts);
        boolean isImplemented =
                Scope.causes(node, "implementedBy")
                        .anyMatch(edge -> edge.counts() && scope.contains(edge.to()));
        return isRefined || isImplemented;
    }

    private static Result result(Edge testLink, Node node, Scope scope) {
        NodeRef test = testLink.from();
        Optional<Edge> last =
                scope.effects(test, "executes")
                        .filter(edge -> ranOnThisRelease(edge.from(), scope))
                        .max(Comparator.comparing(Edge::occurredAt).thenComparing(Edge::event));
        if (last.isEmpty()) {
            return new Result(Coverage.NOT_RUN, "%s did not run on this release".formatted(test));
        }
        Edge run = last.get();
        String outcome = run.outcome().orElse("SKIPPED");
        return switch (outcome) {
            case "PASSED" -> passed(testLink, run, node);
            case "FLAKY" ->
                    new Result(
                            Coverage.FLAKY,
                            "%s both passed and failed in %s".formatted(test, run.from()));
            case "SKIPPED" ->
                    new Result(
                            Coverage.NOT_RUN, "%s was skipped in %s".formatted(test, run.from()));
            default ->
                    new Result(
                            Coverage.FAILED,
                            "%s %s in %s"
                                    .formatted(test, outcome.toLowerCase(Locale.ROOT), run.from()));
        };
    }

    private static Result passed(Edge testLink, Edge run, Node node) {
        Optional<String> current = node.text("revision");
        boolean isCurrent =
                testLink.revision().isEmpty()
                        || current.isEmpty()
                        || testLink.revision().equals(current);
        if (!isCurrent) {
            return new Result(
                    Coverage.SUSPECT,
                    "%s verifies revision %s, but revision %s is in force"
                            .formatted(
                                    testLink.from(),
                                    testLink.revision().orElse("?"),
                                    current.orElse("?")));
        }
        return new Result(
                Coverage.VERIFIED, "%s passed in %s".formatted(testLink.from(), run.from()));
    }
}
