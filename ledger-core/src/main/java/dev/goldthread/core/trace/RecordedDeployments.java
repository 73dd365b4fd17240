package dev.goldthread.core.trace;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.population.Sources;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deployments that a product's log has, by who said them. For one thread. */
final class RecordedDeployments {

    private final List<Node> all;
    private final Map<NodeRef, List<Node>> into;

    /** How many of the source of a list were recorded before, by the event of the list. */
    private final Map<EventId, Long> counts = new HashMap<>();

    RecordedDeployments(List<Node> all) {
        this.all = all;
        this.into = new HashMap<>();
        for (Node deployment : all) {
            Scope.causes(deployment, "into")
                    .map(Edge::to)
                    .distinct()
                    .forEach(
                            to -> into.computeIfAbsent(to, _ -> new ArrayList<>()).add(deployment));
        }
    }

    List<Node> all() {
        return all;
    }

    List<Node> into(NodeRef environment) {
        return into.getOrDefault(environment, List.of());
    }

    /** What the product's own log says of a deployment. */
    static List<NodeFact> facts(Node deployment) {
        return deployment.facts().stream()
                .filter(fact -> fact.product().equals(deployment.ref().product()))
                .filter(fact -> fact.type().startsWith("deployment."))
                .toList();
    }

    /** Whether the source, or a part of it, said so. */
    static boolean isOf(NodeRef source, NodeFact fact) {
        return Sources.isUnder(fact.source(), source.id());
    }

    /** Whether the list was compared with something that its source said of the deployment. */
    boolean isIn(DeploymentList list, Node deployment) {
        return facts(deployment).stream()
                .anyMatch(
                        fact ->
                                list.isAfter(fact)
                                        && list.isAbout(fact)
                                        && isOf(list.source(), fact));
    }

    DeploymentList.Counts counts(DeploymentList list, NodeRef environment) {
        return new DeploymentList.Counts(
                into(environment).stream().filter(each -> isIn(list, each)).count(),
                counts.computeIfAbsent(list.fact().event(), _ -> recorded(list)));
    }

    /** Of whatever time and place: a list may be of more than this one environment. */
    private long recorded(DeploymentList list) {
        return all.stream()
                .filter(
                        each ->
                                facts(each).stream()
                                        .anyMatch(
                                                fact ->
                                                        list.isAfter(fact)
                                                                && isOf(list.source(), fact)))
                .count();
    }

    /** What a source said first of what went into the environment. */
    Optional<NodeFact> first(NodeRef environment, NodeRef source) {
        return into(environment).stream()
                .flatMap(each -> facts(each).stream())
                .filter(fact -> isOf(source, fact))
                .min(NodeFact::compareTo);
    }

    /** What went into the environment first, whoever said it. */
    Optional<NodeFact> first(NodeRef environment) {
        return into(environment).stream()
                .flatMap(each -> facts(each).stream())
                .min(NodeFact::compareTo);
    }

    /** The addresses of those who said something of a deployment. */
    static List<String> sources(Node deployment) {
        return facts(deployment).stream().map(NodeFact::source).distinct().toList();
    }
}
