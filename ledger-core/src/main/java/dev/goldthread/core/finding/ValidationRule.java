package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Models need a validation that passed every criterion, claims need something that supports them,
 * by their latest statement. A claim is judged by its own tests too, and by what the validations
 * say that support it. What was measured on generated data alone shows that a model does what the
 * generator expects, and stands in for nothing real. An artifact needs no validation, but one that
 * failed is heard as of a model: another that passes on the same digest does not undo it.
 */
final class ValidationRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Model")
                .filter(Node::isRecorded)
                .forEach(model -> judgeModel(model, scope, judgement));
        scope.nodes("Artifact")
                .filter(artifact -> scope.follows(artifact.ref()))
                .forEach(
                        artifact ->
                                failure(validations(artifact, scope))
                                        .ifPresent(found -> judgement.say(artifact, found)));
        DoubtedPasses doubted = new DoubtedPasses(scope);
        scope.nodes("Claim")
                .filter(Node::isRecorded)
                .forEach(claim -> judgeClaim(claim, scope, doubted, judgement));
    }

    private static void judgeModel(Node model, Scope scope, Judgement judgement) {
        List<Node> validations = validations(model, scope);
        if (validations.isEmpty()) {
            judgement.say(
                    model,
                    Finding.by("model-validation", "UNCOVERED", "no validation evaluates it"));
            return;
        }
        judgement.say(
                model,
                failure(validations)
                        .or(() -> lack(validations, scope))
                        .orElseGet(
                                () ->
                                        new Finding(
                                                "VERIFIED",
                                                "%s met every criterion"
                                                        .formatted(
                                                                real(validations, scope)
                                                                        .orElseThrow()
                                                                        .ref()))));
    }

    private static List<Node> validations(Node evaluated, Scope scope) {
        return scope.effects(evaluated.ref(), "evaluates")
                .filter(edge -> edge.counts() && edge.from().type().equals("Validation"))
                .flatMap(edge -> scope.node(edge.from()).stream())
                .toList();
    }

    private static Optional<Finding> failure(List<Node> validations) {
        return validations.stream()
                .flatMap(validation -> new ValidationResult(validation).failures().stream())
                .findFirst()
                .map(failed -> Finding.by("failed-criterion", "FAILED", failed));
    }

    /** That none of them passed anything, or none on real data. */
    private static Optional<Finding> lack(List<Node> validations, Scope scope) {
        List<Node> passed = passed(validations);
        if (passed.isEmpty()) {
            return Optional.of(
                    Finding.by(
                            "empty-validation",
                            "UNCOVERED",
                            "%s shows nothing: no criterion applied to anybody"
                                    .formatted(validations.getFirst().ref())));
        }
        return real(validations, scope).isPresent()
                ? Optional.empty()
                : Optional.of(synthetic(passed.getFirst().ref()));
    }

    private static List<Node> passed(List<Node> validations) {
        return validations.stream()
                .filter(validation -> new ValidationResult(validation).isPassed())
                .toList();
    }

    private static Optional<Node> real(List<Node> validations, Scope scope) {
        Synthetic synthetic = new Synthetic(scope.view());
        return passed(validations).stream()
                .filter(validation -> !synthetic.isAllThatWasMeasuredOn(validation))
                .findFirst();
    }

    private static void judgeClaim(
            Node claim, Scope scope, DoubtedPasses doubted, Judgement judgement) {
        CoverageRule.byTests(claim, scope, doubted).ifPresent(found -> judgement.say(claim, found));
        List<NodeRef> support =
                Scope.causes(claim, "supportedBy")
                        .filter(Edge::counts)
                        .filter(link -> SuspectLinks.isInForce(link, claim))
                        .map(Edge::to)
                        .distinct()
                        .toList();
        if (support.isEmpty()) {
            judgement.say(
                    claim,
                    Finding.by(
                            "claim-support",
                            "UNCOVERED",
                            "no validation or requirement supports it"));
            return;
        }
        List<Node> validations =
                support.stream()
                        .filter(ref -> ref.type().equals("Validation"))
                        .map(scope.view()::node)
                        .filter(Node::isRecorded) // what nobody recorded is UNRESOLVED
                        .toList();
        boolean isAll = validations.size() == support.size();
        failure(validations)
                .or(() -> isAll ? lack(validations, scope) : Optional.empty())
                .ifPresent(found -> judgement.say(claim, found));
    }

    private static Finding synthetic(NodeRef validation) {
        return Finding.by(
                "synthetic-evidence",
                "UNCOVERED",
                "only synthetic evidence: %s was measured on generated data alone"
                        .formatted(validation));
    }
}
