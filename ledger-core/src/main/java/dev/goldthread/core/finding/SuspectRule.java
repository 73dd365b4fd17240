package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * SUSPECT: a node whose link means an older revision of another than the one in force. It stands
 * with the node that has to be looked at again: the test, the control, the claim. Where results of
 * tests are judged, those tell of their links themselves, and there SUSPECT stands with what is not
 * covered any more.
 */
record SuspectRule(SuspectLinks links, Place place) implements FindingRules.Rule {

    /** What was walked. */
    enum Place {
        /** What a change touches; no results are judged. */
        IMPACT,
        /** A thread to all its ends, with the results of its tests. */
        THREAD
    }

    private static final Set<String> BY_RESULTS = Set.of("verifies", "validates");

    SuspectRule(Vocabulary vocabulary, Place place) {
        this(new SuspectLinks(vocabulary), place);
    }

    @Override
    public void judge(Scope scope, Judgement judgement) {
        for (Edge link : scope.edges()) {
            if (links.isHeld(link) && !isJudgedByResults(link)) {
                judge(link, scope, judgement);
            }
        }
    }

    private void judge(Edge link, Scope scope, Judgement judgement) {
        Optional<Node> from = scope.node(link.from());
        Optional<Node> to = scope.node(link.to());
        if (from.isPresent() && to.isPresent()) {
            links.finding(link, from.get(), to.get(), scope.crosswalks())
                    .ifPresent(finding -> judgement.say(from.get(), finding));
        }
    }

    private boolean isJudgedByResults(Edge link) {
        return place == Place.THREAD
                && BY_RESULTS.contains(link.relation())
                && CoverageRule.isJudgedByTests(link.to());
    }
}
