package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.Optional;
import java.util.Set;

/**
 * Answers questions of a graph: walk, then judge what was found on the way. Stateless, safe for any
 * thread.
 */
public final class Tracer {

    /** A trace of more nodes than this is refused, never cut silently. */
    public static final int NODES_MAX = 200_000;

    private final Vocabulary vocabulary;
    private final FindingRules threadRules;
    private final FindingRules impactRules;
    private final FindingRules neighbourhoodRules;

    /** Where to go from a node: UP to its causes, DOWN to its effects. */
    public enum Way {
        UP,
        DOWN,
        BOTH
    }

    /** A question whose answer would be too large; the message names a smaller one. */
    public static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLargeException(NodeRef root) {
            super(
                    "the trace of %s has more than %d nodes; ask with a smaller depth, or for fewer relations"
                            .formatted(root, NODES_MAX));
        }
    }

    public Tracer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.threadRules = FindingRules.ofThread(vocabulary);
        this.impactRules = FindingRules.ofImpact(vocabulary);
        this.neighbourhoodRules = FindingRules.ofNeighbourhood(vocabulary);
    }

    /** {@link #release(GraphView, Product, String, TraceFilter)} of all there is. */
    public Optional<Trace> release(GraphView view, Product product, String version) {
        return release(view, product, version, TraceFilter.NONE);
    }

    /**
     * What happened for a release, and what is missing; empty when nothing is known of it.
     *
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> release(
            GraphView view, Product product, String version, TraceFilter filter) {
        NodeRef root = new NodeRef(product, "Release", version);
        return follow(view, root, vocabulary.traversal("release"), threadRules, filter);
    }

    /** {@link #digest(GraphView, Product, String, TraceFilter)} of all there is. */
    public Optional<Trace> digest(GraphView view, Product product, String digest) {
        return digest(view, product, digest, TraceFilter.NONE);
    }

    /**
     * Which requirements a digest satisfies and how it got there; empty when nothing is known of
     * it.
     *
     * @param digest {@code sha256:} and 64 hexadecimal digits, of an artifact or a model
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> digest(
            GraphView view, Product product, String digest, TraceFilter filter) {
        Traversal traversal = vocabulary.traversal("digest");
        return traversal.root().stream()
                .map(type -> new NodeRef(product, type, digest))
                .flatMap(root -> follow(view, root, traversal, threadRules, filter).stream())
                .findFirst();
    }

    /**
     * Where a deployment comes from: what it put where, and all that is behind the release; empty
     * when nothing is known of it.
     *
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> deployment(
            GraphView view, Product product, String id, TraceFilter filter) {
        NodeRef root = new NodeRef(product, "Deployment", id);
        return follow(view, root, vocabulary.traversal("deployment"), threadRules, filter);
    }

    /**
     * What a change of the node touches, and which links mean an older revision than the one in
     * force; empty when nothing is known of it.
     *
     * @throws IllegalArgumentException when a change of such a node is not something that the
     *     vocabulary follows
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> impact(GraphView view, NodeRef root, TraceFilter filter) {
        Traversal traversal = vocabulary.traversal("impact");
        if (!traversal.root().contains(root.type())) {
            throw new IllegalArgumentException(
                    "type must be one of %s, but is %s; goldthread trace node follows any type"
                            .formatted(String.join(", ", traversal.root()), root.type()));
        }
        return follow(view, root, traversal, impactRules, filter);
    }

    /**
     * The shortest way between two nodes, over links of any relation or of those given; of several
     * the one whose nodes come first. Empty when nothing is known of one of them.
     *
     * @param hopsMax how many links long it may be
     * @throws TooLargeException when more than {@link #NODES_MAX} nodes were visited in search
     */
    public Optional<TracePath> path(
            GraphView view, NodeRef from, NodeRef to, Way way, Set<String> relations, int hopsMax) {
        return isKnown(view, from) && isKnown(view, to)
                ? view.position(from.product())
                        .map(
                                asOf ->
                                        PathSearch.between(
                                                view, from, to, way, relations, hopsMax, asOf))
                : Optional.empty();
    }

    /** {@link #around(GraphView, NodeRef, Way, TraceFilter)}, over every relation. */
    public Optional<Trace> around(GraphView view, NodeRef root, Way way, int depth) {
        return around(view, root, way, TraceFilter.ofDepth(depth));
    }

    /**
     * What lies around a node. Coverage and decisions are not judged here: what they rest on may
     * lie beyond the last hop.
     *
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> around(GraphView view, NodeRef root, Way way, TraceFilter filter) {
        return isKnown(view, root)
                ? answer(view, Walk.around(view, root, way, filter), neighbourhoodRules)
                        .map(filter::shown)
                : Optional.empty();
    }

    /** A walk that was cut short is judged like a neighbourhood. */
    private Optional<Trace> follow(
            GraphView view,
            NodeRef root,
            Traversal traversal,
            FindingRules rules,
            TraceFilter filter) {
        return isKnown(view, root)
                ? answer(
                                view,
                                Walk.along(view, root, traversal, filter),
                                filter.isWhole() ? rules : neighbourhoodRules)
                        .map(filter::shown)
                : Optional.empty();
    }

    private static boolean isKnown(GraphView view, NodeRef root) {
        Node node = view.node(root);
        return !node.facts().isEmpty() || !node.causes().isEmpty() || !view.effects(root).isEmpty();
    }

    private static Optional<Trace> answer(GraphView view, Walk walk, FindingRules rules) {
        return view.position(walk.root().product())
                .map(asOf -> rules.judge(new Scope(view, walk, asOf)));
    }
}
