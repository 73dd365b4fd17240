package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;

/**
 * CONFLICT: what is said of a node cannot all be true. One revision is stated twice with different
 * content, one bill of materials counts its components in two ways or names more than it counts, or
 * a link leads to content of one digest and pins another. Such a link counts nowhere.
 */
final class ContradictionRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        for (Node node : scope.nodes()) {
            Restated.of(node)
                    .map(restated -> Finding.by(Restated.RULE, "CONFLICT", restated.words()))
                    .ifPresent(finding -> judgement.say(node, finding));
        }
        scope.nodes("Artifact").forEach(artifact -> judgeBills(artifact, judgement));
        for (Edge link : scope.edges()) {
            if (link.pinsAnotherDigest()) {
                scope.node(link.from()).ifPresent(node -> judgement.say(node, finding(link)));
            }
        }
    }

    private static void judgeBills(Node artifact, Judgement judgement) {
        for (Bill bill : Bill.of(artifact)) {
            bill.contradiction()
                    .map(words -> Finding.by("bill-document", "CONFLICT", words))
                    .ifPresent(finding -> judgement.say(artifact, finding));
        }
    }

    private static Finding finding(Edge link) {
        return Finding.by(
                "pinned-digest",
                "CONFLICT",
                "%s says %s %s, but pins %s"
                        .formatted(
                                link.event(),
                                link.relation(),
                                link.to(),
                                link.digest().orElseThrow()));
    }
}
