package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;

/**
 * CORRECTED_IN_PART: somebody set aside a part of an event that states something of the node or a
 * link of it. All of the event counts still, so nothing that rests on it is settled until it is
 * taken back as a whole and said anew.
 */
record CorrectedRule() implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        for (Node node : scope.nodes()) {
            node.correctedInPart().stream()
                    .map(Finding::of)
                    .forEach(each -> judgement.say(node, each.code(), each.reason()));
        }
    }
}
