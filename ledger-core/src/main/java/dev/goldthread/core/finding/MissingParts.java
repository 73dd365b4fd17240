package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A statement that comes in numbered parts of which some have not come. Parts belong together when
 * they are of one type and number of parts and name the same document or state, where they name
 * one.
 *
 * @param first the earliest part that came
 * @param numbers of those that have not, from 1
 */
public record MissingParts(NodeFact first, SortedSet<Long> numbers) {

    private static final List<String> NAMES =
            List.of("documentDigest", "manifestDigest", "fingerprint");

    public MissingParts {
        numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
    }

    /** All that are missing of what is stated of the node, in a fixed order. */
    public static List<MissingParts> of(Node node) {
        Map<String, List<NodeFact>> wholes =
                node.facts().stream()
                        .filter(fact -> Part.of(fact).total() > 1)
                        .collect(
                                Collectors.groupingBy(
                                        MissingParts::whole, TreeMap::new, Collectors.toList()));
        List<MissingParts> missing = new ArrayList<>();
        for (List<NodeFact> parts : wholes.values()) {
            NodeFact first = parts.getFirst();
            SortedSet<Long> numbers =
                    LongStream.rangeClosed(1, Part.of(first).total())
                            .boxed()
                            .collect(Collectors.toCollection(TreeSet::new));
            parts.forEach(part -> numbers.remove(Part.of(part).number()));
            if (!numbers.isEmpty()) {
                missing.add(new MissingParts(first, numbers));
            }
        }
        return missing;
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
