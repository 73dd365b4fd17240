package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event that gave a configuration or flag a state, and where: an event that names environments
 * or releases says nothing of others. One that names none says it of all that were named before.
 *
 * @param appliesTo environments and releases; empty where nothing said any by then
 */
record Declaration(NodeFact fact, Set<NodeRef> appliesTo) {

    Declaration {
        appliesTo = Set.copyOf(appliesTo);
    }

    /** Every one of a setting, in the order in which they happened. */
    static List<Declaration> of(Node setting) {
        Map<Said, Set<NodeRef>> named =
                Scope.causes(setting, "appliesTo")
                        .filter(Edge::counts)
                        .collect(
                                Collectors.groupingBy(
                                        Said::of,
                                        Collectors.mapping(Edge::to, Collectors.toSet())));
        List<NodeFact> facts = setting.facts().stream().filter(Declaration::isOf).toList();
        Set<NodeRef> before = besides(named, facts);
        List<Declaration> all = new ArrayList<>();
        for (NodeFact fact : facts) {
            Set<NodeRef> own = named.getOrDefault(Said.of(fact), Set.of());
            all.add(new Declaration(fact, own.isEmpty() ? before : own));
            before.addAll(own);
        }
        return all;
    }

    private static boolean isOf(NodeFact fact) {
        return fact.type().equals("config.changed") || fact.type().startsWith("flag.");
    }

    /** What events about other things, such as a release, say that the setting applies to. */
    private static Set<NodeRef> besides(Map<Said, Set<NodeRef>> named, List<NodeFact> facts) {
        Set<Said> own = facts.stream().map(Said::of).collect(Collectors.toSet());
        Set<NodeRef> others = new HashSet<>();
        named.forEach(
                (said, targets) -> {
                    if (!own.contains(said)) {
                        others.addAll(targets);
                    }
                });
        return others;
    }

    /** Whether it gave the setting the state that it is in. */
    boolean isOf(Held held) {
        return digest().equals(held.digest()) && revision().equals(held.revision());
    }

    boolean isBy(Instant then) {
        return !fact.occurredAt().isAfter(then);
    }

    Optional<String> revision() {
        return fact.data().text("revision");
    }

    Optional<String> digest() {
        return fact.data().text("digest");
    }

    Stream<NodeRef> releases() {
        return appliesTo.stream().filter(to -> to.type().equals("Release")).sorted();
    }
}
