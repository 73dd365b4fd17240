package dev.goldthread.core.finding;

import dev.goldthread.core.finding.Conditions.Terms;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;

/**
 * INCOMPLETE: a condition that an approval or a request in force requires, and that is not
 * fulfilled. OVERDUE: one that should have been. What nothing in force requires is not asked for
 * any more.
 */
final class ConditionRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Condition")
                .filter(condition -> Conditions.fulfilledAt(condition).isEmpty())
                .forEach(
                        condition -> {
                            List<Node> requiring =
                                    Conditions.requiring(condition, scope.view()).stream()
                                            .filter(Conditions::isInForce)
                                            .toList();
                            if (!requiring.isEmpty()) {
                                judgement.say(condition, open(condition, requiring, scope.now()));
                            }
                        });
    }

    private static Finding open(Node condition, List<Node> requiring, Instant now) {
        Terms terms =
                Terms.together(
                        requiring.stream()
                                .map(each -> Conditions.terms(each, condition.ref()))
                                .toList());
        boolean isOverdue = terms.dueAt().filter(now::isAfter).isPresent();
        return Finding.by(
                "condition-fulfilment",
                isOverdue ? "OVERDUE" : "INCOMPLETE",
                "%s requires it, and it is not fulfilled%s%s"
                        .formatted(
                                requiring.getFirst().ref(),
                                terms.statement().map(": %s"::formatted).orElse(""),
                                terms.dueAt().map(at -> due(isOverdue, at)).orElse("")));
    }

    private static String due(boolean isOverdue, Instant at) {
        return "; it %s due at %s".formatted(isOverdue ? "was" : "is", at);
    }
}
