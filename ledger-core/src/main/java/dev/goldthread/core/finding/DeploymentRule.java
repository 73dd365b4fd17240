package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * UNAPPROVED on a deployment into production that started before all that it installed had the
 * approvals that were asked for, or that never had them; each use of its id is judged by itself.
 * One that an exception in force then lets be done answers for it there. CONFLICT: its id was used
 * again for something else, so whatever else is said of the id may be of either.
 */
final class DeploymentRule implements FindingRules.Rule {

    /** So many things are named in one sentence. */
    private static final int NAMED_MAX = 3;

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Deployment")
                .filter(Node::isRecorded)
                .forEach(deployment -> judge(deployment, scope, judgement));
    }

    private static void judge(Node deployment, Scope scope, Judgement judgement) {
        List<PriorApproval> all = PriorApproval.of(deployment, scope.view());
        all.forEach(prior -> judge(deployment, prior, judgement));
        if (!all.isEmpty() && all.getFirst().uses() > 1) {
            judgeId(deployment, Installation.ofOwn(deployment, scope.view()), judgement);
        }
    }

    private static void judgeId(Node deployment, List<Installation> uses, Judgement judgement) {
        List<Installation> distinct = distinct(uses);
        for (int i = 0; i < distinct.size(); i++) {
            Installation use = distinct.get(i);
            Optional<Installation> other =
                    distinct.subList(i + 1, distinct.size()).stream()
                            .filter(use::differsFrom)
                            .findFirst();
            if (other.isPresent()) {
                judgement.say(
                        deployment,
                        Finding.by(
                                "deployment-id",
                                "CONFLICT",
                                "its id was used %d times, and not for the same: %s; %s"
                                        .formatted(uses.size(), told(use), told(other.get()))));
                return;
            }
        }
    }

    /** The first of those that installed the same: a name that is used each day is used often. */
    private static List<Installation> distinct(List<Installation> uses) {
        Map<List<Object>, Installation> first = new LinkedHashMap<>();
        uses.forEach(use -> first.putIfAbsent(List.of(Set.copyOf(use.items()), use.named()), use));
        return List.copyOf(first.values());
    }

    private static String told(Installation use) {
        return "%s says %s into %s"
                .formatted(
                        use.facts().getFirst().event(),
                        use.items().size() > NAMED_MAX
                                ? "%s and %d more"
                                        .formatted(use.items().getFirst(), use.items().size() - 1)
                                : use.items().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")),
                        use.environments().stream()
                                .map(environment -> environment.id())
                                .collect(Collectors.joining(", ")));
    }

    private static void judge(Node deployment, PriorApproval prior, Judgement judgement) {
        switch (prior.verdict()) {
            case APPROVED_AFTER ->
                    judgement.say(
                            deployment,
                            Finding.by(
                                    "deployment-approval",
                                    "UNAPPROVED",
                                    "started at %s, approved only at %s"
                                            .formatted(
                                                    prior.startedAt(),
                                                    prior.approvedAt().orElseThrow())));
            case NOT_APPROVED ->
                    judgement.say(
                            deployment,
                            "UNAPPROVED",
                            "started at %s without approval: %s"
                                    .formatted(prior.startedAt(), prior.because().orElseThrow()));
            case APPROVED_BEFORE, BY_EXCEPTION -> {}
        }
    }
}
