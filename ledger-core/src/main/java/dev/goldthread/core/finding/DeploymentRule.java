package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.stream.Stream;

/**
 * UNAPPROVED on a deployment into production that started before all that it installed had the
 * approvals that were asked for, or that never had them; each use of its id is judged by itself.
 * One that an exception in force then lets be done answers for it there. SELF_APPROVED: only
 * whoever wrote it had approved it, or granted the exception. The same of a rollback, by what it
 * restored: the trace of that says it, and of what belongs to no release the trace of what was
 * undone, for what was replaced does not answer for what came after it. CONFLICT where its {@link
 * DeploymentId id} was used again for something else. INCOMPLETE where it started, wherever that
 * was, and no event says how it ended.
 */
final class DeploymentRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        PriorApprovals approvals = new PriorApprovals(scope.view());
        Stream.of("Deployment", "Rollback")
                .flatMap(scope::nodes)
                .filter(Node::isRecorded)
                .forEach(deployment -> judge(deployment, scope, approvals, judgement));
    }

    private static void judge(
            Node deployment, Scope scope, PriorApprovals approvals, Judgement judgement) {
        List<Installation> every = Installation.ofOwn(deployment, scope.view());
        List<Installation> uses =
                every.stream().filter(use -> !use.isRollback() || isConcerned(use, scope)).toList();
        List<PriorApproval> all = approvals.of(uses);
        all.forEach(prior -> judge(deployment, prior, judgement));
        if (scope.follows(deployment.ref())) {
            uses.stream()
                    .filter(Installation::isOpen)
                    .forEach(use -> judgement.say(deployment, open(use)));
        }
        if (!all.isEmpty() && every.size() > 1) {
            DeploymentId.conflict(every).ifPresent(found -> judgement.say(deployment, found));
        }
    }

    private static boolean isConcerned(Installation rollback, Scope scope) {
        List<NodeRef> restored = rollback.items();
        return restored.stream().anyMatch(scope::follows)
                || restored.stream()
                        .flatMap(item -> ReleaseContents.including(item, scope.view()))
                        .findAny()
                        .isEmpty();
    }

    private static Finding open(Installation use) {
        return Finding.by(
                "deployment-end",
                "INCOMPLETE",
                "it started in %s at %s, and no event says how it ended"
                        .formatted(use.places(), use.startedAt()));
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
            case SELF_APPROVED ->
                    judgement.say(
                            deployment,
                            Finding.by(
                                    "deployment-approval",
                                    "SELF_APPROVED",
                                    "started at %s: %s"
                                            .formatted(
                                                    prior.startedAt(),
                                                    prior.because().orElseThrow())));
            case APPROVED_BEFORE, BY_EXCEPTION -> {}
        }
    }
}
