package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Traversal.Direction;
import dev.goldthread.core.event.Traversal.Step;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One walk over a graph, breadth first, and what it came by. */
public final class Walk {

    private static final int NODES_MAX_LEAST = 200_000;

    /** Of the heap for each node that may be visited: 200,000 in a GiB, about a third of it. */
    private static final long HEAP_BYTES_PER_NODE = 5_368;

    /** A walk over more nodes than this is refused, never cut silently; it goes with the heap. */
    public static final int NODES_MAX = nodesMax(Runtime.getRuntime().maxMemory());

    private record Visit(Node node, int depth) {}

    private final GraphView view;
    private final NodeRef root;
    private final TraceFilter filter;
    private final int nodesMax;
    private final Map<NodeRef, Node> nodes = new HashMap<>();
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();
    private List<Node> inOrder = List.of();
    private final Set<NodeRef> expanded = new HashSet<>();
    private final Deque<Visit> todo = new ArrayDeque<>();

    /** What the same content of another product was come to from; no way leads back from there. */
    private final Set<NodeRef> borders = new HashSet<>();

    private final Set<NodeRef> crossed = new HashSet<>();

    /** Every id of what was asked for; the others are added when the walk comes by a crosswalk. */
    private final Set<NodeRef> roots = new HashSet<>();

    /** {@link #NODES_MAX} of a process that has so much heap. */
    public static int nodesMax(long heapBytes) {
        long fitting = Math.min(inThirdOf(heapBytes), Integer.MAX_VALUE);
        return Math.max(NODES_MAX_LEAST, (int) fitting);
    }

    /** How many visited nodes are about a third of the heap, with all that is made of them. */
    public static long inThirdOf(long heapBytes) {
        return heapBytes / HEAP_BYTES_PER_NODE;
    }

    private Walk(GraphView view, NodeRef root, TraceFilter filter, int nodesMax) {
        this.view = view;
        this.root = root;
        this.filter = filter;
        this.nodesMax = nodesMax;
        roots.add(root);
        arrive(root, 0, Step.Then.GO_ON);
    }

    /** Follows only the steps of a traversal. */
    public static Walk along(
            GraphView view, NodeRef root, Traversal traversal, TraceFilter filter) {
        return along(view, root, traversal, filter, NODES_MAX);
    }

    /**
     * The same, of no more than so many nodes.
     *
     * @throws TooLargeException when there are more
     */
    public static Walk along(
            GraphView view, NodeRef root, Traversal traversal, TraceFilter filter, int nodesMax) {
        Walk walk = new Walk(view, root, filter, nodesMax);
        Optional<Set<NodeRef>> newCommits = ReleaseCommits.since(view, root);
        Map<String, List<Step>> stepsByType = new HashMap<>();
        for (Visit visit = walk.todo.poll(); visit != null; visit = walk.todo.poll()) {
            if (filter.reaches(visit.depth() + 1)) {
                String type = visit.node().ref().type();
                walk.take(
                        stepsByType.computeIfAbsent(type, traversal::stepsFrom), visit, newCommits);
            }
        }
        walk.closeOver(traversal);
        return walk.ended();
    }

    /** Follows every relation that the filter takes. */
    public static Walk around(GraphView view, NodeRef root, Way way, TraceFilter filter) {
        Walk walk = new Walk(view, root, filter, NODES_MAX);
        for (Visit visit = walk.todo.poll(); visit != null; visit = walk.todo.poll()) {
            if (!filter.reaches(visit.depth() + 1)) {
                continue;
            }
            if (way != Way.DOWN) {
                visit.node().causes().forEach(walk.hop(Direction.OUT, visit.depth()));
            }
            if (way != Way.UP) {
                walk.effects(visit.node().ref()).forEach(walk.hop(Direction.IN, visit.depth()));
            }
        }
        return walk.ended();
    }

    /** Sorts once what was found: on the way order would cost and say nothing. */
    private Walk ended() {
        NodeRef[] refs = nodes.keySet().toArray(NodeRef[]::new);
        Arrays.sort(refs);
        inOrder = Arrays.stream(refs).map(nodes::get).toList();
        return this;
    }

    private Consumer<Edge> hop(Direction direction, int depth) {
        return edge -> {
            if (filter.follows(edge.relation())) {
                edges.add(edge);
                arrive(
                        direction == Direction.OUT ? edge.to() : edge.from(),
                        depth + 1,
                        Step.Then.GO_ON);
            }
        };
    }

    private void take(List<Step> steps, Visit visit, Optional<Set<NodeRef>> newCommits) {
        visit.node()
                .causes()
                .forEach(edge -> take(edge, edge.to(), Direction.OUT, steps, visit, newCommits));
        if (steps.stream().anyMatch(step -> step.direction() == Direction.IN)) {
            effects(visit.node().ref())
                    .forEach(
                            edge ->
                                    take(
                                            edge,
                                            edge.from(),
                                            Direction.IN,
                                            steps,
                                            visit,
                                            newCommits));
        }
    }

    private void take(
            Edge edge,
            NodeRef there,
            Direction direction,
            List<Step> steps,
            Visit visit,
            Optional<Set<NodeRef>> newCommits) {
        if (!filter.follows(edge.relation())) {
            return;
        }
        for (Step step : steps) {
            boolean fits =
                    step.direction() == direction
                            && step.relation().equals(edge.relation())
                            && step.arrivesAt(there.type())
                            && (step.at() == Step.At.ANY || roots.contains(visit.node().ref()));
            boolean isOld =
                    step.relation().equals("follows")
                            && newCommits.isPresent()
                            && !newCommits.get().contains(there);
            if (fits && !isOld) {
                edges.add(edge);
                if (Crosswalks.joins(edge) && roots.contains(visit.node().ref())) {
                    roots.add(there);
                }
                arrive(there, visit, step, edge);
            }
        }
    }

    private void arrive(NodeRef there, Visit from, Step step, Edge by) {
        boolean isBorder = step.then() == Step.Then.ACROSS;
        boolean isAbroad = !there.product().equals(from.node().ref().product());
        boolean isBack = by.isDerived() && borders.contains(there);
        boolean ends = step.then() == Step.Then.END || (isBorder && !isAbroad) || isBack;
        arrive(there, from.depth() + 1, ends ? Step.Then.END : Step.Then.GO_ON);
        if (isBorder && !isAbroad && filter.reaches(from.depth() + 2)) {
            cross(there, from.depth() + 2);
        }
    }

    /** From a node where a branch ends, to the same content of the product that made it. */
    private void cross(NodeRef border, int depth) {
        if (!crossed.add(border)) {
            return; // breadth first, so it was not farther away then
        }
        for (Edge edge : Objects.requireNonNull(nodes.get(border)).causes()) {
            if (edge.isDerived() && filter.follows(edge.relation())) {
                borders.add(border);
                edges.add(edge);
                arrive(edge.to(), depth, Step.Then.GO_ON);
            }
        }
    }

    /**
     * A node where a branch ended before may still be gone on from when another branch comes by.
     */
    private void arrive(NodeRef ref, int depth, Step.Then then) {
        Node node = nodes.computeIfAbsent(ref, view::node);
        if (nodes.size() > nodesMax) {
            throw new TooLargeException(root);
        }
        if (then == Step.Then.GO_ON && expanded.add(ref)) {
            todo.add(new Visit(node, depth));
        }
    }

    /**
     * Adds the edges between two visited nodes that no step happened to take, so that the picture
     * has no missing lines.
     */
    private void closeOver(Traversal traversal) {
        Set<String> relations = traversal.relations();
        for (Node node : nodes.values()) {
            for (Edge edge : node.causes()) {
                if (relations.contains(edge.relation())
                        && filter.follows(edge.relation())
                        && nodes.containsKey(edge.to())) {
                    edges.add(edge);
                }
            }
        }
    }

    public NodeRef root() {
        return root;
    }

    /** The edges that end at the node, read once. */
    public List<Edge> effects(NodeRef ref) {
        return effects.computeIfAbsent(ref, view::effects);
    }

    /** In order. */
    public List<Node> nodes() {
        return inOrder;
    }

    public Optional<Node> node(NodeRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    /** Whether the walk went on from this node. */
    public boolean follows(NodeRef ref) {
        return expanded.contains(ref);
    }

    /** In order, each once, however often the walk came by it. */
    public List<Edge> edges() {
        edges.sort(null);
        List<Edge> distinct = new ArrayList<>(edges.size());
        for (Edge edge : edges) {
            if (distinct.isEmpty() || distinct.getLast().compareTo(edge) != 0) {
                distinct.add(edge);
            }
        }
        return distinct;
    }
}
