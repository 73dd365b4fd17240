package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.CorrectedInPart;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What in an answer rests on events of which a part was set aside.
 *
 * @param nodes those of which such an event states something or a link, each with who set aside
 *     what, in order; a node without a mark is none of them
 */
public record PartMarks(SortedMap<NodeRef, List<CorrectedInPart>> nodes) {

    public static final PartMarks NONE = new PartMarks(Map.of());

    public PartMarks {
        SortedMap<NodeRef, List<CorrectedInPart>> copy = new TreeMap<>();
        nodes.forEach((node, parts) -> copy.put(node, parts.stream().sorted().toList()));
        nodes = Collections.unmodifiableSortedMap(copy);
    }

    public PartMarks(Map<NodeRef, List<CorrectedInPart>> nodes) {
        this(new TreeMap<>(nodes));
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Of a node; mostly none. */
    public List<CorrectedInPart> of(NodeRef node) {
        return nodes.getOrDefault(node, List.of());
    }

    /** What this one and another graph know. */
    public PartMarks and(PartMarks other) {
        SortedMap<NodeRef, List<CorrectedInPart>> all = new TreeMap<>(nodes);
        other.nodes.forEach((node, parts) -> all.merge(node, parts, PartMarks::joined));
        return new PartMarks(all);
    }

    private static List<CorrectedInPart> joined(
            List<CorrectedInPart> one, List<CorrectedInPart> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
