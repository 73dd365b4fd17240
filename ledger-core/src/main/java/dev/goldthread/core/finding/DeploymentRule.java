package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.finding.PriorApproval.Verdict;
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
        if (prior.verdict() == Verdict.APPROVED_AFTER) {
            prior.approvedAt()
                    .ifPresent(
                            approvedAt ->
                                    judgement.say(
                                            deployment,
                                            unapproved(
                                                    "started at %s, approved only at %s"
                                                            .formatted(
                                                                    prior.startedAt(),
                                                                    approvedAt))));
        } else if (prior.verdict() == Verdict.NOT_APPROVED) {
            judgement.say(
                    deployment,
                    unapproved(
                            "started at %s without approval: %s"
                                    .formatted(prior.startedAt(), prior.because().orElse("?"))));
        }
    }

    private static Finding unapproved(String reason) {
        return Finding.by("deployment-approval", "UNAPPROVED", reason);
    }
}
