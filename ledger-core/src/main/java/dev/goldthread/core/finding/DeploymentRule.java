package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;

/**
 * UNAPPROVED on a deployment into production that started before all that it installed had the
 * approvals that were asked for, or that never had them. One that an exception in force then lets
 * be done answers for it there.
 */
final class DeploymentRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Deployment")
                .filter(Node::isRecorded)
                .filter(deployment -> PriorApproval.isIntoProduction(deployment, scope.view()))
                .forEach(deployment -> judge(deployment, scope, judgement));
    }

    private static void judge(Node deployment, Scope scope, Judgement judgement) {
        PriorApproval prior = PriorApproval.of(deployment, scope.view());
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
