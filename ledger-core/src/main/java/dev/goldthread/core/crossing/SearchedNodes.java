package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** About which nodes it was asked who else speaks of them, and who could not say. */
final class SearchedNodes {

    private final Set<NodeRef> asked = new HashSet<>();
    private final Set<NodeRef> unasked = new HashSet<>();
    private final SortedMap<Integer, String> partitions = new TreeMap<>();

    /**
     * Those about which it was not asked yet, as far as there is room for more, in order.
     *
     * @param nodes each once
     */
    List<NodeRef> fresh(Stream<NodeRef> nodes, Predicate<NodeRef> isWanted) {
        List<NodeRef> fresh =
                nodes.filter(node -> !asked.contains(node)).filter(isWanted).sorted().toList();
        int room = Math.min(fresh.size(), Crossing.SEARCHED_MAX - asked.size());
        asked.addAll(fresh.subList(0, room));
        unasked.addAll(fresh.subList(room, fresh.size()));
        return fresh.subList(0, room);
    }

    void add(Mentions.Found answer) {
        partitions.putAll(answer.unasked());
    }

    void clear() {
        asked.clear();
        unasked.clear();
        partitions.clear();
    }

    Crossing.Searched searched() {
        return new Crossing.Searched(asked.size(), unasked.size(), partitions);
    }
}
