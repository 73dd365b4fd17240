package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;

/**
 * ERASED: evidence of a node was erased on record; a hold that refused it kept the evidence. What
 * only stands beside the trace is not asked.
 */
final class ErasureRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes().stream()
                .filter(node -> scope.follows(node.ref()))
                .forEach(node -> judge(node, scope, judgement));
    }

    private static void judge(Node node, Scope scope, Judgement judgement) {
        scope.allEffects(node.ref()).stream()
                .filter(
                        edge ->
                                edge.relation().equals("concerns")
                                        && edge.from().type().equals("Erasure"))
                .map(Edge::from)
                .distinct()
                .flatMap(erasure -> scope.view().node(erasure).latest("evidence.erased").stream())
                .filter(fact -> !fact.data().text("result").equals(Optional.of("REFUSED_BY_HOLD")))
                .forEach(fact -> judgement.say(node, "ERASED", reason(fact)));
    }

    private static String reason(NodeFact fact) {
        return "%s was erased at %s: %s"
                .formatted(
                        fact.data().text("scope").orElse("evidence"),
                        fact.occurredAt(),
                        fact.data().text("basis").orElse("no ground is on record"));
    }
}
