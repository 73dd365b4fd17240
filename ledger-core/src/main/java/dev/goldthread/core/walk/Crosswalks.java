package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which ids are one thing: nodes of one type that crosswalks join, over however many. A guessed
 * crosswalk (INFERRED) joins nothing, until somebody records it without guessing. Two products that
 * recorded one content are two. Not thread-safe.
 */
public final class Crosswalks {

    private static final String SAME_AS = "sameAs";

    private final Function<NodeRef, Node> nodes;
    private final Function<NodeRef, List<Edge>> effects;
    private final Map<NodeRef, List<NodeRef>> known = new HashMap<>();

    public Crosswalks(GraphView view) {
        this(view::node, view::effects);
    }

    /**
     * @param effects the edges that end at a node
     */
    Crosswalks(Function<NodeRef, Node> nodes, Function<NodeRef, List<Edge>> effects) {
        this.nodes = nodes;
        this.effects = effects;
    }

    /** Whether such a link makes one thing of two ids. */
    public static boolean joins(Edge link) {
        return link.relation().equals(SAME_AS)
                && link.counts()
                && !link.isDerived()
                && link.from().type().equals(link.to().type());
    }

    /** All ids of what goes by this one, which is among them, in order. */
    public List<NodeRef> idsOf(NodeRef ref) {
        List<NodeRef> ids = known.get(ref);
        if (ids == null) {
            List<NodeRef> found = List.copyOf(search(ref));
            found.forEach(id -> known.put(id, found));
            ids = found;
        }
        return ids;
    }

    private Set<NodeRef> search(NodeRef ref) {
        Set<NodeRef> ids = new TreeSet<>();
        Deque<NodeRef> todo = new ArrayDeque<>();
        ids.add(ref);
        todo.add(ref);
        for (NodeRef each = todo.poll(); each != null; each = todo.poll()) {
            joined(each).filter(ids::add).forEach(todo::add);
        }
        return ids;
    }

    private Stream<NodeRef> joined(NodeRef ref) {
        return links(ref).map(link -> link.from().equals(ref) ? link.to() : link.from());
    }

    private Stream<Edge> links(NodeRef ref) {
        return Stream.concat(nodes.apply(ref).causes().stream(), effects.apply(ref).stream())
                .filter(Crosswalks::joins);
    }

    /** When the first crosswalk joined this id with another; empty when none does. */
    public Optional<Instant> joinedSince(NodeRef ref) {
        return links(ref).map(Edge::occurredAt).min(Comparator.naturalOrder());
    }

    /** As {@link #idsOf}, each with what is known of it. */
    public List<Node> nodesOf(NodeRef ref) {
        return idsOf(ref).stream().map(nodes).toList();
    }

    /** The ids beside this one. */
    public Stream<NodeRef> others(NodeRef ref) {
        return idsOf(ref).stream().filter(id -> !id.equals(ref));
    }
}
