package dev.goldthread.core.trace;

import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.FindingRules.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models need a validation that passed every criterion, claims need something that supports them,
 * at the revision that is in force.
 */
record ValidationRule(SuspectLinks suspects) implements FindingRules.Rule {

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
            judgement.say(model, "UNCOVERED", "no validation evaluates it");
            return;
        }
        Optional<String> failed =
                validations.stream().flatMap(ValidationRule::failures).findFirst();
        failed.ifPresentOrElse(
                because -> judgement.say(model, "FAILED", because),
                () ->
                        judgement.say(
                                model,
                                "VERIFIED",
                                "%s met every criterion".formatted(validations.getFirst().ref())));
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

    private void judgeClaim(Node claim, Scope scope, Judgement judgement) {
        if (Scope.causes(claim, "supportedBy").noneMatch(Edge::counts)) {
            judgement.say(claim, "UNCOVERED", "no validation or requirement supports it");
        }
        Scope.causes(claim, "supportedBy")
                .flatMap(
                        link -> suspects.reason(link, claim, scope.view().node(link.to())).stream())
                .forEach(reason -> judgement.say(claim, "SUSPECT", reason));
    }
}
