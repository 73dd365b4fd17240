package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.walk.TooLargeException;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Walk;
import dev.goldthread.core.walk.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Breadth first, neighbours in order: the first way found is a shortest one, and of these the one
 * whose nodes come first, so that the same graph always gives the same way.
 */
final class PathSearch {

    private record Hop(NodeRef there, Edge edge) {
        static final Comparator<Hop> ORDER =
                Comparator.comparing(Hop::there).thenComparing(Hop::edge);
    }

    private record Reached(NodeRef ref, int hops) {}

    private final GraphView view;
    private final NodeRef from;
    private final NodeRef to;
    private final Way way;
    private final TraceFilter filter;
    private final Map<NodeRef, Optional<Edge>> cameBy = new HashMap<>();

    private PathSearch(GraphView view, NodeRef from, NodeRef to, Way way, TraceFilter filter) {
        this.view = view;
        this.from = from;
        this.to = to;
        this.way = way;
        this.filter = filter;
    }

    static TracePath between(
            GraphView view,
            NodeRef from,
            NodeRef to,
            Way way,
            TraceFilter filter,
            GraphView.Position asOf) {
        PathSearch search = new PathSearch(view, from, to, way, filter);
        return search.reachesTo()
                ? search.backFromTo(asOf)
                : new TracePath(from, to, asOf, List.of(), List.of());
    }

    private boolean reachesTo() {
        Deque<Reached> todo = new ArrayDeque<>(List.of(new Reached(from, 0)));
        cameBy.put(from, Optional.empty());
        while (!todo.isEmpty() && !cameBy.containsKey(to)) {
            Reached reached = todo.remove();
            if (!filter.reaches(reached.hops() + 1)) {
                return false;
            }
            for (Hop hop : hops(reached.ref())) {
                if (cameBy.putIfAbsent(hop.there(), Optional.of(hop.edge())) == null) {
                    todo.add(new Reached(hop.there(), reached.hops() + 1));
                }
            }
            if (cameBy.size() > Walk.NODES_MAX) {
                throw new TooLargeException(from);
            }
        }
        return cameBy.containsKey(to);
    }

    private List<Hop> hops(NodeRef ref) {
        List<Hop> hops = new ArrayList<>();
        if (way != Way.DOWN) {
            view.node(ref).causes().forEach(edge -> hops.add(new Hop(edge.to(), edge)));
        }
        if (way != Way.UP) {
            view.effects(ref).forEach(edge -> hops.add(new Hop(edge.from(), edge)));
        }
        return hops.stream()
                .filter(hop -> filter.follows(hop.edge().relation()) && passes(hop.there()))
                .sorted(Hop.ORDER)
                .toList();
    }

    /** A way would be none without the nodes that are not of these types. */
    private boolean passes(NodeRef there) {
        return filter.types().isEmpty() || filter.isShown(there, to);
    }

    private TracePath backFromTo(GraphView.Position asOf) {
        Deque<NodeRef> refs = new ArrayDeque<>(List.of(to));
        Deque<Edge> edges = new ArrayDeque<>();
        for (Optional<Edge> by = last(to); by.isPresent(); by = last(refs.getFirst())) {
            Edge edge = by.get();
            edges.addFirst(edge);
            refs.addFirst(edge.from().equals(refs.getFirst()) ? edge.to() : edge.from());
        }
        return new TracePath(
                from, to, asOf, refs.stream().map(view::node).toList(), List.copyOf(edges));
    }

    private Optional<Edge> last(NodeRef ref) {
        return cameBy.getOrDefault(ref, Optional.empty());
    }
}
