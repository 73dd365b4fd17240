package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;

/**
 * SUSPECT: a node whose link means an older revision of another than the one in force. It stands
 * with the node that has to be looked at again, unlike in the coverage of a release, where it
 * stands with what is not covered any more.
 */
record SuspectRule(SuspectLinks links) implements FindingRules.Rule {

    SuspectRule(Vocabulary vocabulary) {
        this(new SuspectLinks(vocabulary));
    }

    @Override
    public void judge(Scope scope, Judgement judgement) {
        for (Edge link : scope.edges()) {
            Optional<Node> from = scope.node(link.from());
            Optional<Node> to = scope.node(link.to());
            if (from.isPresent() && to.isPresent()) {
                links.reason(link, from.get(), to.get())
                        .ifPresent(reason -> judgement.say(from.get(), "SUSPECT", reason));
            }
        }
    }
}
