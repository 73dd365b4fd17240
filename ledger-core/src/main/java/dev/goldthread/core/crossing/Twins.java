package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes of two products that are one content. For one thread. */
final class Twins {

    /**
     * @param from the one that uses
     * @param to the one that it comes from
     * @param witness whose log shows that there is another one
     */
    record Pair(NodeRef from, NodeRef to, Product witness) {

        NodeRef witnessed() {
            return from.product().equals(witness) ? from : to;
        }
    }

    private final Map<NodeRef, List<Pair>> byFrom = new HashMap<>();
    private final Map<NodeRef, List<Pair>> byTo = new HashMap<>();
    private final Set<Set<NodeRef>> known = new HashSet<>();

    /**
     * The one whose log says where the content came from is what the other comes from; where both
     * do or none, it is the one that was asked about.
     *
     * @param isOrigin whether that is the mentioned one
     */
    void add(Mention mention, boolean isOrigin) {
        NodeRef from = isOrigin ? mention.node() : mention.twin();
        NodeRef to = isOrigin ? mention.twin() : mention.node();
        if (known.add(Set.of(from, to))) {
            Pair pair = new Pair(from, to, mention.product());
            byFrom.computeIfAbsent(from, _ -> new ArrayList<>()).add(pair);
            byTo.computeIfAbsent(to, _ -> new ArrayList<>()).add(pair);
        }
    }

    List<Pair> from(NodeRef ref) {
        return byFrom.getOrDefault(ref, List.of());
    }

    List<Pair> to(NodeRef ref) {
        return byTo.getOrDefault(ref, List.of());
    }

    void clear() {
        known.clear();
        byFrom.clear();
        byTo.clear();
    }
}
