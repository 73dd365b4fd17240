package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Comparator;
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
        } else if (!isCoveredByOthers(node, scope)) {
            judgement.say(node, "UNCOVERED", "no test case verifies or validates it");
        }
    }

    /** The worst that the tests of something say of it; empty when it has none. */
    static Optional<Finding> byTests(Node node, Scope scope) {
        return tests(node.ref(), scope)
                .map(link -> result(link, node, scope))
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

    /** The last run of the test on something of this release. */
    public static Optional<Edge> lastRun(NodeRef test, Scope scope) {
        return scope.effects(test, "executes")
                .filter(edge -> !scope.testedBy(edge.from()).isEmpty())
                .max(Comparator.comparing(Edge::occurredAt).thenComparing(Edge::event));
    }

    /**
     * A need is met by what refines it, a control by the requirement that implements it; those
     * carry findings of their own.
     */
    static boolean isCoveredByOthers(Node node, Scope scope) {
        boolean isRefined = scope.effects(node.ref(), "refines").anyMatch(Edge::counts);
        boolean isImplemented =
                Scope.causes(node, "implementedBy")
                        .anyMatch(edge -> edge.counts() && scope.contains(edge.to()));
        return isRefined || isImplemented;
    }

    private static Result result(Edge testLink, Node node, Scope scope) {
        NodeRef test = testLink.from();
        Optional<Edge> last = lastRun(test, scope);
        if (last.isEmpty()) {
            return new Result(Coverage.NOT_RUN, "%s did not run on this release".formatted(test));
        }
        Edge run = last.get();
        String outcome = run.outcome().orElse("SKIPPED");
        return switch (outcome) {
            case "PASSED" -> passed(testLink, run, node, scope);
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

    private static Result passed(Edge testLink, Edge run, Node node, Scope scope) {
        Node test = scope.view().node(testLink.from());
        Optional<String> current = node.text("revision");
        String basis = "";
        if (!isSame(testLink.revision(), current)) {
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
        if (!isSame(run.revision(), testRevision)) {
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
        // Most requirements end here, and formatting is what costs.
        return new Result(Coverage.VERIFIED, testLink.from() + " passed in " + run.from() + basis);
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

    /** A link that names no revision means whatever is in force. */
    private static boolean isSame(Optional<String> meant, Optional<String> current) {
        return meant.isEmpty() || current.isEmpty() || meant.equals(current);
    }
}
