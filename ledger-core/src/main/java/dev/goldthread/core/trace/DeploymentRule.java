package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.FindingRules.Judgement;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * UNAPPROVED on a deployment into production that started before its release had all the approvals
 * that were asked for. Where they are not complete to this day, the release itself says so. A
 * deployment that relies on an exception answers for it there.
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

    static boolean isIntoProduction(Node deployment, Scope scope) {
        return Scope.causes(deployment, "into")
                .map(edge -> scope.view().node(edge.to()))
                .anyMatch(
                        environment -> environment.text("kind").equals(Optional.of("PRODUCTION")));
    }

    private static void judge(Node deployment, Scope scope, Judgement judgement) {
        Instant startedAt = deployment.facts().getFirst().occurredAt();
        Optional<Instant> first =
                releases(deployment, scope)
                        .flatMap(release -> approvedAt(release, scope).stream())
                        .min(Comparator.naturalOrder());
        first.filter(approvedAt -> approvedAt.isAfter(startedAt))
                .ifPresent(
                        approvedAt ->
                                judgement.say(
                                        deployment,
                                        "UNAPPROVED",
                                        "started at %s, approved only at %s"
                                                .formatted(startedAt, approvedAt)));
    }

    /** When the last of the approvals came that the release needs, each by another person. */
    private static Optional<Instant> approvedAt(NodeRef release, Scope scope) {
        Map<String, Instant> firstByPerson =
                ApprovalRule.granted(release, scope)
                        .collect(
                                Collectors.toMap(
                                        fact -> fact.actor().id(),
                                        NodeFact::occurredAt,
                                        BinaryOperator.minBy(Comparator.naturalOrder())));
        return firstByPerson.values().stream()
                .sorted()
                .skip(ApprovalRule.quorum(release, scope) - 1)
                .findFirst();
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
