package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * INCOMPLETE: a release that was installed in production although no event fixed its contents, or
 * no event made it available.
 */
final class ReleaseRule implements FindingRules.Rule {

    private record Needed(String event, String rule, String lack) {}

    private static final List<Needed> NEEDED =
            List.of(
                    new Needed(
                            "release.manifested",
                            "release-contents",
                            "its contents were never fixed"),
                    new Needed(
                            "release.published", "release-publication", "it was never published"));

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Release")
                .filter(Node::isRecorded)
                .forEach(
                        release -> {
                            List<Node> environments = production(release, scope);
                            if (!environments.isEmpty()) {
                                judge(release, environments, judgement);
                            }
                        });
    }

    private static void judge(Node release, List<Node> environments, Judgement judgement) {
        boolean isKnown = environments.stream().anyMatch(each -> each.text("kind").isPresent());
        String where =
                isKnown
                        ? "production"
                        : "%s, whose kind is not known"
                                .formatted(environments.getFirst().ref().id());
        NEEDED.stream()
                .filter(needed -> release.latest(needed.event()).isEmpty())
                .forEach(
                        needed ->
                                judgement.say(
                                        release,
                                        Finding.by(
                                                needed.rule(),
                                                "INCOMPLETE",
                                                "it was deployed into %s, but %s"
                                                        .formatted(where, needed.lack()))));
    }

    /** Where it or what it includes was deployed, of what counted as production then. */
    private static List<Node> production(Node release, Scope scope) {
        Stream<NodeRef> contents = Scope.causes(release, "includes").map(Edge::to);
        Map<NodeRef, List<Edge>> byDeployment =
                Stream.concat(Stream.of(release.ref()), contents)
                        .distinct()
                        .flatMap(item -> scope.effects(item, "deploys"))
                        .collect(
                                Collectors.groupingBy(
                                        Edge::from, TreeMap::new, Collectors.toList()));
        return byDeployment.entrySet().stream()
                .flatMap(each -> production(each.getKey(), each.getValue(), scope))
                .toList();
    }

    private static Stream<Node> production(NodeRef deployment, List<Edge> deploys, Scope scope) {
        return scope.node(deployment).stream()
                .flatMap(node -> Installation.ofOwn(node, scope.view()).stream())
                .filter(use -> deploys.stream().anyMatch(use::isSaidOf))
                .flatMap(use -> PriorApproval.production(use, scope.view()));
    }
}
