package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;

/**
 * INCOMPLETE: what is too long for one event comes in numbered parts, and some of these have not
 * come. What only stands beside the trace is not asked.
 */
final class PartsRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes().stream()
                .filter(node -> scope.follows(node.ref()))
                .forEach(node -> judge(node, judgement));
    }

    private static void judge(Node node, Judgement judgement) {
        for (MissingParts missing : MissingParts.of(node)) {
            judgement.say(node, Finding.by("parts", "INCOMPLETE", missing.text()));
        }
    }
}
