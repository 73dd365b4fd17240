package dev.goldthread.api.component;

import dev.goldthread.api.component.PartitionParts.Made;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was made with what, while it is found link by link. Not thread-safe. */
final class MadeOf {

    /** What lies between stays in memory, and is asked of every partition. */
    static final int NODES_MAX = 20_000;

    private static final Set<String> SHIPPED = Set.of("Artifact", "Model");

    private final Map<NodeRef, SortedSet<NodeRef>> links = new HashMap<>();
    private final Map<NodeRef, Optional<String>> names = new HashMap<>();

    /**
     * Takes the links of one round.
     *
     * @param beginning what the first round asked about
     * @return what nobody was asked about yet
     */
    SortedSet<NodeRef> add(List<Made> round, Collection<NodeRef> beginning) {
        SortedSet<NodeRef> fresh = new TreeSet<>();
        for (Made each : round) {
            links.computeIfAbsent(each.with(), any -> new TreeSet<>()).add(each.made());
            boolean isNew = !names.containsKey(each.made()) && !beginning.contains(each.made());
            names.merge(each.made(), each.name(), (one, other) -> one.or(() -> other));
            if (isNew) {
                fresh.add(each.made());
            }
        }
        requireAtMost(
                names.size(), NODES_MAX, "builds and artifacts were made with what contains it");
        return fresh;
    }

    static void requireAtMost(int count, int most, String what) {
        if (count > most) {
            throw new UnfitQueryException(
                    "more than %,d %s; ask for one version, or goldthread impact of one artifact"
                            .formatted(most, what));
        }
    }

    /** Whether it may be released, so that people know it by a name. */
    static boolean isShipped(NodeRef node) {
        return SHIPPED.contains(node.type());
    }

    /** The artifacts and models that were made with it, at any distance, each with its name. */
    SortedMap<NodeRef, Optional<String>> of(NodeRef with) {
        SortedMap<NodeRef, Optional<String>> made = new TreeMap<>();
        Set<NodeRef> seen = new HashSet<>(Set.of(with));
        Deque<NodeRef> ahead = new ArrayDeque<>(seen);
        while (!ahead.isEmpty()) {
            for (NodeRef next : links.getOrDefault(ahead.remove(), new TreeSet<>())) {
                if (seen.add(next)) {
                    ahead.add(next);
                    if (isShipped(next)) {
                        made.put(next, names.getOrDefault(next, Optional.empty()));
                    }
                }
            }
        }
        return made;
    }
}
