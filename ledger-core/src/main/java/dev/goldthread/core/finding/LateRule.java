package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * LATE: an event that was recorded long after it occurred. What occurred before the log was opened
 * could not have been recorded in time: such history is imported, and not late. A log that no
 * product.opened opens begins with the first record that the trace holds.
 *
 * @param after how long is long
 */
record LateRule(Duration after) implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        Instant opened = opened(scope);
        for (Node node : scope.nodes()) {
            node.facts().stream()
                    .filter(fact -> fact.occurredAt().isAfter(opened))
                    .filter(fact -> fact.sealedAt().isAfter(fact.occurredAt().plus(after)))
                    .forEach(
                            fact ->
                                    judgement.say(
                                            node,
                                            "LATE",
                                            "%s occurred at %s, but was recorded at %s"
                                                    .formatted(
                                                            fact.event(),
                                                            fact.occurredAt(),
                                                            fact.sealedAt())));
        }
    }

    private static Instant opened(Scope scope) {
        var product = scope.root().product();
        return scope.view()
                .node(new NodeRef(product, "Product", product.name()))
                .latest("product.opened")
                .map(NodeFact::sealedAt)
                .orElseGet(
                        () ->
                                scope.nodes().stream()
                                        .flatMap(node -> node.facts().stream())
                                        .map(NodeFact::sealedAt)
                                        .min(Comparator.naturalOrder())
                                        .orElse(Instant.MAX));
    }
}
