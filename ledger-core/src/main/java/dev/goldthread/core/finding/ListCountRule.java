package dev.goldthread.core.finding;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * INCOMPLETE: a list that counts more than it names. Only the last one is asked, over all of its
 * parts; that parts of it have not come is said by another rule.
 */
final class ListCountRule implements FindingRules.Rule {

    private record Counted(
            String type, String event, String name, String count, String relation, String what) {}

    private static final List<Counted> LISTS =
            List.of(
                    new Counted(
                            "Release",
                            "release.manifested",
                            "manifestDigest",
                            "itemCount",
                            "includes",
                            "its manifest counts %d items, but names %d"));

    @Override
    public void judge(Scope scope, Judgement judgement) {
        for (Counted list : LISTS) {
            scope.nodes(list.type())
                    .filter(node -> scope.follows(node.ref()))
                    .forEach(
                            node ->
                                    lack(node, list)
                                            .ifPresent(found -> judgement.say(node, found)));
        }
    }

    private static Optional<Finding> lack(Node node, Counted list) {
        return node.latest(list.event())
                .filter(_ -> MissingParts.of(node).isEmpty())
                .flatMap(
                        last -> {
                            long named = named(node, last, list);
                            return last.data().fields().get(list.count()) instanceof Number count
                                            && count.longValue() > named
                                    ? Optional.of(
                                            Finding.by(
                                                    "list-count",
                                                    "INCOMPLETE",
                                                    list.what()
                                                            .formatted(count.longValue(), named)))
                                    : Optional.empty();
                        });
    }

    private static long named(Node node, NodeFact last, Counted list) {
        Set<EventId> parts =
                node.facts().stream()
                        .filter(fact -> fact.type().equals(list.event()))
                        .filter(
                                fact ->
                                        fact.data()
                                                .text(list.name())
                                                .equals(last.data().text(list.name())))
                        .map(NodeFact::event)
                        .collect(Collectors.toSet());
        Set<NodeRef> named =
                Scope.causes(node, list.relation())
                        .filter(link -> parts.contains(link.event()))
                        .map(Edge::to)
                        .collect(Collectors.toSet());
        return named.size();
    }
}
