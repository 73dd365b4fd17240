package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;

/**
 * NOT_AS_APPROVED: the last look at a production environment found an artifact running that no
 * approved release includes. A release in this trace that is not approved says so itself.
 */
final class RunningRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Environment")
                .filter(PriorApproval::isProduction)
                .forEach(environment -> judge(environment, scope, judgement));
    }

    private static void judge(Node environment, Scope scope, Judgement judgement) {
        Optional<NodeFact> snapshot = environment.latest("environment.snapshotted");
        snapshot.ifPresent(
                last ->
                        Scope.causes(environment, "runs")
                                .filter(
                                        edge ->
                                                edge.event().equals(last.event())
                                                        && edge.to().type().equals("Artifact"))
                                .filter(edge -> !isApproved(edge.to(), scope))
                                .forEach(
                                        edge ->
                                                judgement.say(
                                                        environment,
                                                        "NOT_AS_APPROVED",
                                                        "%s runs, which no approved release includes"
                                                                .formatted(edge.to().id()))));
    }

    private static boolean isApproved(NodeRef artifact, Scope scope) {
        List<NodeRef> releases =
                scope.view().effects(artifact).stream()
                        .filter(
                                edge ->
                                        edge.relation().equals("includes")
                                                && edge.from().type().equals("Release"))
                        .map(Edge::from)
                        .toList();
        return releases.stream()
                .anyMatch(
                        release ->
                                scope.contains(release)
                                        || ApprovalRule.granted(release, scope.view())
                                                .findAny()
                                                .isPresent());
    }
}
