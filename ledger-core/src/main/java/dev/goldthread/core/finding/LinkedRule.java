package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;

/**
 * Coverage where the question names no digest that results could be held against. LINKED: a test
 * verifies it. UNCOVERED: none does, and nothing that covers it does.
 */
record LinkedRule(RequiredEvidence required) implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        CoverageRule.coverable(scope)
                .filter(node -> scope.follows(node.ref()))
                .forEach(node -> judge(node, scope, judgement));
    }

    private void judge(Node node, Scope scope, Judgement judgement) {
        Optional<String> exempt = required.notRequired(node);
        long tests = CoverageRule.tests(node.ref(), scope).count();
        if (exempt.isPresent()) {
            judgement.say(node, "NOT_REQUIRED", exempt.get());
        } else if (tests > 0) {
            judgement.say(
                    node,
                    "LINKED",
                    tests == 1 ? "1 test verifies it" : "%d tests verify it".formatted(tests));
        } else if (!CoverageRule.isCoveredByOthers(node, scope)) {
            judgement.say(node, "UNCOVERED", "no test case verifies or validates it");
        }
    }
}
