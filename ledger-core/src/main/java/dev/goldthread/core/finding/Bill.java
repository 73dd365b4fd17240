package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A bill of materials of an artifact: one document, whichever events tell of it and in however many
 * parts.
 *
 * @param told in order
 * @param named how many components links name that are not INFERRED, each once
 */
record Bill(List<NodeFact> told, long named) {

    static final String EVENT = "sbom.attached";

    private static final String COUNT = "componentCount";
    private static final String WITHOUT_PURL = "componentsWithoutPurl";

    Bill {
        told = List.copyOf(told);
    }

    /** All bills of an artifact, in a fixed order. */
    static List<Bill> of(Node artifact) {
        Map<String, List<NodeFact>> documents = new TreeMap<>();
        for (NodeFact fact : artifact.facts()) {
            if (fact.type().equals(EVENT)) {
                documents.computeIfAbsent(document(fact), _ -> new ArrayList<>()).add(fact);
            }
        }
        if (documents.isEmpty()) {
            return List.of();
        }
        Map<Said, Set<NodeRef>> named = new HashMap<>();
        Scope.causes(artifact, "contains")
                .filter(Edge::counts)
                .forEach(
                        link ->
                                named.computeIfAbsent(Said.of(link), _ -> new HashSet<>())
                                        .add(link.to()));
        return documents.values().stream().map(told -> of(told, named)).toList();
    }

    private static Bill of(List<NodeFact> told, Map<Said, Set<NodeRef>> named) {
        Set<NodeRef> components = new HashSet<>();
        told.forEach(fact -> components.addAll(named.getOrDefault(Said.of(fact), Set.of())));
        return new Bill(told, components.size());
    }

    private static String document(NodeFact fact) {
        return fact.data().text("documentDigest").orElseGet(() -> "event " + fact.event().value());
    }

    /** Where it does not count it lacks nothing. */
    boolean isShort() {
        return counted() > named + withoutPurl().orElse(0);
    }

    boolean isWhole() {
        return Part.areAll(told) && !isShort();
    }

    long counted() {
        return number(count(), COUNT).orElse(0);
    }

    /** Empty when it does not say; events did not, before there was such a field. */
    OptionalLong withoutPurl() {
        return number(count(), WITHOUT_PURL);
    }

    /** The event that counts, the last one that may. */
    NodeFact count() {
        return counting().getLast();
    }

    /**
     * Those that say what no link can name, where there are any: before events did, a component
     * that stood in a document twice was counted twice.
     */
    private List<NodeFact> counting() {
        List<NodeFact> say =
                told.stream().filter(fact -> number(fact, WITHOUT_PURL).isPresent()).toList();
        return say.isEmpty() ? told : say;
    }

    /** In words, why not all that is told of it can be true: one document counts one way. */
    Optional<String> contradiction() {
        NodeFact first = counting().getFirst();
        Optional<String> differing =
                counting().stream()
                        .filter(fact -> !counts(fact).equals(counts(first)))
                        .findFirst()
                        .map(
                                fact ->
                                        "%s and %s tell of one bill of materials, %s, but the one counts %s, the other %s"
                                                .formatted(
                                                        first.event(),
                                                        fact.event(),
                                                        document(fact),
                                                        counts(first),
                                                        counts(fact)));
        return differing.isPresent() ? differing : namesMore();
    }

    /** One event alone that does is refused by the gate; several parts of one are not. */
    private Optional<String> namesMore() {
        long least = named + withoutPurl().orElse(0);
        return number(count(), COUNT).stream().anyMatch(counted -> counted < least)
                ? Optional.of(
                        "its bill of materials %s counts %s, but names %d"
                                .formatted(count().event(), counts(count()), named))
                : Optional.empty();
    }

    private static String counts(NodeFact fact) {
        OptionalLong counted = number(fact, COUNT);
        OptionalLong without = number(fact, WITHOUT_PURL);
        return (counted.isPresent() ? counted.getAsLong() + " components" : "no components")
                + (without.isPresent()
                        ? ", %d of them without a package URL".formatted(without.getAsLong())
                        : "");
    }

    private static OptionalLong number(NodeFact fact, String field) {
        return fact.data().fields().get(field) instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }
}
