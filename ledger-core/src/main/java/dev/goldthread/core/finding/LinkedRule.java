package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Coverage where the question names no digest that results could be held against. LINKED: a test
 * verifies it that is not suspect. UNCOVERED: no test does, and nothing that covers it does. Where
 * every test is suspect the tests say so, and it has no finding of its own.
 */
record LinkedRule(RequiredEvidence required, SuspectLinks links) implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        CoveredByOthers others = new CoveredByOthers(scope, required);
        CoverageRule.coverable(scope)
                .filter(node -> scope.follows(node.ref()))
                .forEach(node -> judge(node, scope, others, judgement));
    }

    private void judge(Node node, Scope scope, CoveredByOthers others, Judgement judgement) {
        Optional<String> exempt = CoverageRule.notRequired(node, scope, required);
        List<Edge> tests = CoverageRule.tests(node.ref(), scope).toList();
        long sound =
                tests.stream()
                        .filter(link -> !isSuspect(link, scope))
                        .map(Edge::from)
                        .distinct()
                        .count();
        if (exempt.isPresent()) {
            judgement.say(node, "NOT_REQUIRED", exempt.get());
        } else if (sound > 0) {
            judgement.say(
                    node,
                    "LINKED",
                    sound == 1 ? "1 test verifies it" : "%d tests verify it".formatted(sound));
        } else if (tests.isEmpty() && !others.covers(node)) {
            judgement.say(node, CoverageRule.uncovered(node, others, scope));
        }
    }

    private boolean isSuspect(Edge link, Scope scope) {
        return links.finding(
                        link,
                        scope.view().node(link.from()),
                        scope.view().node(link.to()),
                        scope.crosswalks())
                .isPresent();
    }
}
