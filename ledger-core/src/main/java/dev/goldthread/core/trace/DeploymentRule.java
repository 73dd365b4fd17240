package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.FindingRules.Judgement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * UNAPPROVED on a deployment into production that started before its release was approved. Where
 * nothing was approved at all, the release itself says so. A deployment that relies on an exception
 * answers for it there.
 */
final class DeploymentRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Deployment")
                .filter(Node::isRecorded)
                .filter(deployment -> isIntoProduction(deployment, scope))
                .filter(
                        deployment ->
                                Scope.causes(deployment, "reliesOn")
                                        .noneMatch(edge -> edge.to().type().equals("Exception")))
                .forEach(deployment -> judge(deployment, scope, judgement));
    }

    private static boolean isIntoProduction(Node deployment, Scope scope) {
        return Scope.causes(deployment, "into")
                .map(edge -> scope.view().node(edge.to()))
                .anyMatch(
                        environment -> environment.text("kind").equals(Optional.of("PRODUCTION")));
    }

    private static void judge(Node deployment, Scope scope, Judgement judgement) {
        Instant startedAt = deployment.facts().getFirst().occurredAt();
        List<Instant> approvals =
                releases(deployment, scope)
                        .flatMap(release -> ApprovalRule.granted(release, scope))
                        .map(NodeFact::occurredAt)
                        .toList();
        Optional<Instant> first = approvals.stream().min(Comparator.naturalOrder());
        first.filter(approvedAt -> approvedAt.isAfter(startedAt))
                .ifPresent(
                        approvedAt ->
                                judgement.say(
                                        deployment,
                                        "UNAPPROVED",
                                        "started at %s, approved only at %s"
                                                .formatted(startedAt, approvedAt)));
    }

    /** The releases it deploys, itself or by something that they include. */
    private static Stream<NodeRef> releases(Node deployment, Scope scope) {
        return Scope.causes(deployment, "deploys")
                .map(Edge::to)
                .flatMap(
                        deployed ->
                                deployed.type().equals("Release")
                                        ? Stream.of(deployed)
                                        : scope.effects(deployed, "includes").map(Edge::from));
    }
}
