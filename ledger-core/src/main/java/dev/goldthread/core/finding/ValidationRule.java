package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models need a validation that passed every criterion, claims need something that supports them.
 * What was measured on generated data alone shows that a model does what the generator expects, and
 * stands in for nothing real.
 */
final class ValidationRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Model")
                .filter(Node::isRecorded)
                .forEach(model -> judgeModel(model, scope, judgement));
        scope.nodes("Claim")
                .filter(Node::isRecorded)
                .forEach(claim -> judgeClaim(claim, scope, judgement));
    }

    private static void judgeModel(Node model, Scope scope, Judgement judgement) {
        List<Node> validations =
                scope.effects(model.ref(), "evaluates")
                        .filter(edge -> edge.counts() && edge.from().type().equals("Validation"))
                        .flatMap(edge -> scope.node(edge.from()).stream())
                        .toList();
        if (validations.isEmpty()) {
            judgement.say(
                    model,
                    Finding.by("model-validation", "UNCOVERED", "no validation evaluates it"));
            return;
        }
        Optional<String> failed =
                validations.stream().flatMap(ValidationRule::failures).findFirst();
        if (failed.isPresent()) {
            judgement.say(model, Finding.by("failed-criterion", "FAILED", failed.get()));
            return;
        }
        Synthetic synthetic = new Synthetic(scope.view());
        validations.stream()
                .filter(validation -> !synthetic.isAllThatWasMeasuredOn(validation))
                .findFirst()
                .ifPresentOrElse(
                        real ->
                                judgement.say(
                                        model,
                                        "VERIFIED",
                                        "%s met every criterion".formatted(real.ref())),
                        () -> judgement.say(model, synthetic(validations.getFirst().ref())));
    }

    private static Stream<String> failures(Node validation) {
        Object metrics = validation.attributes().get("metrics");
        return metrics instanceof List<?> list
                ? list.stream()
                        .filter(
                                metric ->
                                        metric instanceof Map<?, ?> m
                                                && "FAIL".equals(m.get("verdict")))
                        .map(
                                metric ->
                                        "%s did not meet %s"
                                                .formatted(
                                                        validation.ref(),
                                                        ((Map<?, ?>) metric).get("criterion")))
                : Stream.of("%s has no metrics".formatted(validation.ref()));
    }

    private static void judgeClaim(Node claim, Scope scope, Judgement judgement) {
        List<Edge> support = Scope.causes(claim, "supportedBy").filter(Edge::counts).toList();
        Synthetic synthetic = new Synthetic(scope.view());
        if (support.isEmpty()) {
            judgement.say(
                    claim,
                    Finding.by(
                            "claim-support",
                            "UNCOVERED",
                            "no validation or requirement supports it"));
        } else if (support.stream()
                .allMatch(
                        edge ->
                                edge.to().type().equals("Validation")
                                        && synthetic.isAllThatWasMeasuredOn(
                                                scope.view().node(edge.to())))) {
            judgement.say(claim, synthetic(support.getFirst().to()));
        }
    }

    private static Finding synthetic(NodeRef validation) {
        return Finding.by(
                "synthetic-evidence",
                "UNCOVERED",
                "only synthetic evidence: %s was measured on generated data alone"
                        .formatted(validation));
    }
}
