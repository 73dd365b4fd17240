package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphView;
import java.util.Optional;

/**
 * Answers questions of a graph: walk, then judge what was found on the way. Stateless, safe for any
 * thread.
 */
public final class Tracer {

    /** A trace of more nodes than this is refused, never cut silently. */
    public static final int NODES_MAX = 200_000;

    private final Vocabulary vocabulary;
    private final FindingRules threadRules;
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
                    "the trace of %s has more than %d nodes; ask with a smaller depth"
                            .formatted(root, NODES_MAX));
        }
    }

    public Tracer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.threadRules = FindingRules.ofThread(vocabulary);
        this.neighbourhoodRules = FindingRules.ofNeighbourhood(vocabulary);
    }

    /**
     * What happened for a release, and what is missing; empty when nothing is known of it.
     *
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> release(GraphView view, Product product, String version) {
        return follow(
                view, new NodeRef(product, "Release", version), vocabulary.traversal("release"));
    }

    /**
     * Which requirements a digest satisfies and how it got there; empty when nothing is known of
     * it.
     *
     * @param digest {@code sha256:} and 64 hexadecimal digits, of an artifact or a model
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> digest(GraphView view, Product product, String digest) {
        Traversal traversal = vocabulary.traversal("digest");
        return traversal.root().stream()
                .map(type -> new NodeRef(product, type, digest))
                .flatMap(root -> follow(view, root, traversal).stream())
                .findFirst();
    }

    /**
     * What lies around a node, over every relation. Coverage and decisions are not judged here:
     * what they rest on may lie beyond the last hop.
     *
     * @param depth hops, from 0
     * @throws TooLargeException when the answer has more than {@link #NODES_MAX} nodes
     */
    public Optional<Trace> around(GraphView view, NodeRef root, Way way, int depth) {
        return isKnown(view, root)
                ? answer(view, Walk.around(view, root, way, depth), neighbourhoodRules)
                : Optional.empty();
    }

    private Optional<Trace> follow(GraphView view, NodeRef root, Traversal traversal) {
        return isKnown(view, root)
                ? answer(view, Walk.along(view, root, traversal), threadRules)
                : Optional.empty();
    }

    private static boolean isKnown(GraphView view, NodeRef root) {
        return view.node(root).isRecorded()
                || !view.node(root).causes().isEmpty()
                || !view.effects(root).isEmpty();
    }

    private static Optional<Trace> answer(GraphView view, Walk walk, FindingRules rules) {
        return view.position(walk.root().product())
                .map(
                        asOf -> {
                            Scope scope = new Scope(view, walk, asOf);
                            return new Trace(
                                    walk.root().product(),
                                    walk.root(),
                                    asOf,
                                    rules.judge(scope),
                                    walk.edges());
                        });
    }
}
