package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that comes in numbered parts of which some have not come. Parts belong together when
 * they are of one type and number of parts and name the same document or state, where they name
 * one. How many there should be is what a producer says, so they are counted and never listed.
 *
 * @param first the earliest part that came
 * @param count of those that have not
 * @param firstNumber of those that have not, from 1
 */
public record MissingParts(NodeFact first, long count, long firstNumber) {

    private static final List<String> NAMES =
            List.of("documentDigest", "manifestDigest", "fingerprint", "listDigest");

    /** All that are missing of what is stated of the node, in a fixed order. */
    public static List<MissingParts> of(Node node) {
        Map<String, List<NodeFact>> wholes =
                node.facts().stream()
                        .filter(fact -> Part.of(fact).total() > 1)
                        .collect(
                                Collectors.groupingBy(
                                        MissingParts::whole, TreeMap::new, Collectors.toList()));
        if (wholes.isEmpty()) {
            return List.of(); // as of nearly every node, and rules ask all of them
        }
        Optional<NodeFact> look = LastLook.at(node).last();
        return wholes.values().stream()
                .filter(parts -> !isOver(parts, look))
                .flatMap(parts -> missing(parts).stream())
                .toList();
    }

    /** What is missing of a look matters no more once a later one is whole. */
    private static boolean isOver(List<NodeFact> parts, Optional<NodeFact> look) {
        return look.filter(
                        last ->
                                parts.getLast().type().equals(last.type())
                                        && parts.getLast().compareTo(last) < 0)
                .isPresent();
    }

    private static Optional<MissingParts> missing(List<NodeFact> parts) {
        long total = Part.of(parts.getFirst()).total();
        SortedSet<Long> came =
                parts.stream()
                        .map(part -> Part.of(part).number())
                        .filter(number -> number <= total)
                        .collect(Collectors.toCollection(TreeSet::new));
        long next = 1;
        while (came.contains(next)) {
            next++;
        }
        return came.size() < total
                ? Optional.of(new MissingParts(parts.getFirst(), total - came.size(), next))
                : Optional.empty();
    }

    private static String whole(NodeFact part) {
        String named =
                NAMES.stream()
                        .flatMap(name -> part.data().text(name).stream())
                        .collect(Collectors.joining(" "));
        return Stream.of(part.type(), "" + Part.of(part).total(), named)
                .collect(Collectors.joining(" "));
    }

    /** How many parts there should be. */
    public long total() {
        return Part.of(first).total();
    }
}
