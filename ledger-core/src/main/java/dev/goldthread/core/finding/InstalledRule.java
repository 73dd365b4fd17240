package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CONFLICT: what a deployment or rollback last put into a production environment is not what a
 * later look saw running there: an installation is not on record. INCOMPLETE: nobody has looked
 * since; a look from before contradicts nothing. Where what runs is NOT_AS_APPROVED, that is said
 * instead.
 */
final class InstalledRule implements FindingRules.Rule {

    private record Installation(NodeFact fact, Set<NodeRef> artifacts) {}

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Environment")
                .filter(PriorApproval::isProduction)
                .filter(
                        environment ->
                                judgement.of(environment.ref()).stream()
                                        .noneMatch(
                                                finding ->
                                                        finding.code().equals("NOT_AS_APPROVED")))
                .forEach(environment -> judge(environment, scope, judgement));
    }

    private static void judge(Node environment, Scope scope, Judgement judgement) {
        Optional<Installation> last =
                deployments(environment, scope)
                        .flatMap(deployment -> installations(deployment, scope))
                        .max(Comparator.comparing(Installation::fact));
        LastLook look = LastLook.at(environment);
        if (last.isEmpty() || environment.latest("environment.snapshotted").isEmpty()) {
            return;
        }
        Set<NodeRef> running =
                Scope.causes(environment, "runs")
                        .filter(look::leaves)
                        .map(Edge::to)
                        .collect(Collectors.toSet());
        if (Stream.concat(running.stream(), last.get().artifacts().stream())
                .noneMatch(scope::follows)) {
            return; // a release that was replaced does not answer for what came after it
        }
        if (look.last().isEmpty()) {
            judgement.say(
                    environment,
                    Finding.by("parts", "INCOMPLETE", "of no look at it all parts have come"));
            return;
        }
        last.get().artifacts().stream()
                .filter(artifact -> !running.contains(artifact))
                .sorted()
                .findFirst()
                .ifPresent(
                        artifact ->
                                say(
                                        environment,
                                        last.get().fact(),
                                        artifact,
                                        look.last().get(),
                                        judgement));
    }

    private static void say(
            Node environment,
            NodeFact installed,
            NodeRef artifact,
            NodeFact snapshot,
            Judgement judgement) {
        boolean isOlder = snapshot.compareTo(installed) < 0;
        judgement.say(
                environment,
                Finding.by(
                        isOlder ? "not-looked-at" : "installation",
                        isOlder ? "INCOMPLETE" : "CONFLICT",
                        "%s put %s there, %s"
                                .formatted(
                                        installed.event(),
                                        artifact.id(),
                                        isOlder
                                                ? "and nobody has looked since: snapshot %s is older"
                                                        .formatted(snapshot.event())
                                                : "but snapshot %s does not see it running"
                                                        .formatted(snapshot.event()))));
    }

    private static Stream<Node> deployments(Node environment, Scope scope) {
        return scope.view().effects(environment.ref()).stream()
                .filter(edge -> edge.relation().equals("into"))
                .map(Edge::from)
                .distinct()
                .map(scope.view()::node);
    }

    /** What a deployment put there when it ended, and what every rollback of it brought back. */
    private static Stream<Installation> installations(Node deployment, Scope scope) {
        Stream<Installation> itself =
                deployment.latest("deployment.finished").stream()
                        .filter(fact -> isSuccess(fact))
                        .map(fact -> new Installation(fact, deployed(deployment, scope)));
        Stream<Installation> rollbacks =
                scope.view().effects(deployment.ref()).stream()
                        .filter(edge -> edge.relation().equals("reverts"))
                        .map(edge -> scope.view().node(edge.from()))
                        .flatMap(
                                rollback ->
                                        rollback.latest("rollback.finished").stream()
                                                .filter(fact -> isSuccess(fact))
                                                .map(fact -> restored(rollback, fact)));
        return Stream.concat(itself, rollbacks);
    }

    private static boolean isSuccess(NodeFact fact) {
        return fact.data().text("outcome").orElse("SUCCEEDED").equals("SUCCEEDED");
    }

    private static Set<NodeRef> deployed(Node deployment, Scope scope) {
        return Scope.causes(deployment, "deploys")
                .map(Edge::to)
                .flatMap(
                        item ->
                                item.type().equals("Release")
                                        ? Scope.causes(scope.view().node(item), "includes")
                                                .map(Edge::to)
                                        : Stream.of(item))
                .filter(item -> item.type().equals("Artifact"))
                .collect(Collectors.toSet());
    }

    private static Installation restored(Node rollback, NodeFact fact) {
        Set<NodeRef> artifacts =
                Scope.causes(rollback, "restores")
                        .map(Edge::to)
                        .filter(item -> item.type().equals("Artifact"))
                        .collect(Collectors.toSet());
        return new Installation(fact, artifacts);
    }
}
