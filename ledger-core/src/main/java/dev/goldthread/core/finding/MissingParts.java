package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.Collection;
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
 * one. How many there should be is what a producer says, so they are counted and never listed. What
 * a whole statement took the place of is none ({@link Retold}).
 *
 * @param first the earliest part that came
 * @param count of those that have not
 * @param firstNumber of those that have not, from 1
 * @param besides the latest statement of its type that is whole, where there is one
 */
public record MissingParts(
        NodeFact first, long count, long firstNumber, Optional<Besides> besides) {

    private static final List<String> NAMES =
            List.of("documentDigest", "manifestDigest", "fingerprint", "listDigest");

    /**
     * One that is whole, and does not take the place of the one that lacks parts.
     *
     * @param because why not
     */
    public record Besides(NodeFact whole, String because) {

        /** To be put behind a reason. */
        String text() {
            return "; event %s is whole, but %s".formatted(whole.event(), because);
        }
    }

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
                .filter(parts -> !isComplete(parts))
                .filter(parts -> !isOver(parts, look))
                .flatMap(parts -> missing(node, parts, wholes.values()).stream())
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

    private static boolean isComplete(List<NodeFact> parts) {
        return came(parts).size() == Part.of(parts.getFirst()).total();
    }

    /** All came, and one source said them. */
    private static boolean isOfOne(List<NodeFact> parts) {
        return isComplete(parts)
                && parts.stream()
                                .map(part -> List.of(part.product(), part.source()))
                                .distinct()
                                .count()
                        == 1;
    }

    private static SortedSet<Long> came(List<NodeFact> parts) {
        long total = Part.of(parts.getFirst()).total();
        return parts.stream()
                .map(part -> Part.of(part).number())
                .filter(number -> number <= total)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<MissingParts> missing(
            Node node, List<NodeFact> parts, Collection<List<NodeFact>> inParts) {
        Retold.Place place =
                Retold.place(node, parts, complete(node, parts.getFirst().type(), inParts));
        if (place.isTaken()) {
            return Optional.empty();
        }
        SortedSet<Long> came = came(parts);
        long next = 1;
        while (came.contains(next)) {
            next++;
        }
        long total = Part.of(parts.getFirst()).total();
        return Optional.of(
                new MissingParts(parts.getFirst(), total - came.size(), next, place.besides()));
    }

    /** Statements of a type of which all is here, each by one event, in order. */
    private static List<NodeFact> complete(
            Node node, String type, Collection<List<NodeFact>> inParts) {
        List<NodeFact> lacking =
                type.equals(Bill.EVENT)
                        ? Bill.of(node).stream()
                                .filter(Bill::isShort)
                                .flatMap(bill -> bill.told().stream())
                                .toList()
                        : List.of();
        return Stream.concat(
                        node.facts().stream().filter(fact -> Part.of(fact).total() <= 1),
                        inParts.stream().filter(MissingParts::isOfOne).map(List::getFirst))
                .filter(fact -> fact.type().equals(type))
                .filter(fact -> lacking.stream().noneMatch(each -> each.compareTo(fact) == 0))
                .sorted()
                .toList();
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

    /** Whether it is what an artifact contains that is not all known. */
    public boolean isOfBill() {
        return first.type().equals(Bill.EVENT);
    }

    /** In words, as every answer says it. */
    public String text() {
        return "%s comes in %d parts, but %d of them have not come, the first is %d%s"
                .formatted(
                        first.type(),
                        total(),
                        count,
                        firstNumber,
                        besides.map(Besides::text).orElse(""));
    }
}
