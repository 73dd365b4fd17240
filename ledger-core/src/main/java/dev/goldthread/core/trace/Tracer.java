package dev.goldthread.core.trace;

import dev.goldthread.core.environment.RunningRule;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.FindingRules;
import dev.goldthread.core.finding.RequiredEvidence;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Walk;
import dev.goldthread.core.walk.Way;
import java.util.Optional;

/**
 * Answers questions of a graph: walk, then judge what was found on the way. Stateless, safe for any
 * thread.
 */
public final class Tracer {

    private final Vocabulary vocabulary;
    private final FindingRules threadRules;
    private final FindingRules impactRules;
    private final FindingRules neighbourhoodRules;

    public Tracer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.threadRules =
                FindingRules.ofThread(vocabulary, RequiredEvidence.OF_RELEASE, new RunningRule());
        this.impactRules = FindingRules.ofImpact(vocabulary, RequiredEvidence.OF_RELEASE);
        this.neighbourhoodRules = FindingRules.ofNeighbourhood(vocabulary);
    }

    /** {@link #release(GraphView, Product, String, TraceFilter)} of all there is. */
    public Optional<Trace> release(GraphView view, Product product, String version) {
        return release(view, product, version, TraceFilter.NONE);
    }

    /**
     * What happened for a release, and what is missing; empty when nothing is known of it.
     *
     * @throws TooLargeException when the answer has more than {@link Walk#NODES_MAX} nodes
     */
    public Optional<Trace> release(
            GraphView view, Product product, String version, TraceFilter filter) {
        NodeRef root = new NodeRef(product, "Release", version);
        return follow(view, root, vocabulary.traversal("release"), threadRules, filter);
    }

    /**
     * The traceability matrix of a release; empty when nothing is known of it.
     *
     * @throws TooLargeException when its trace has more than {@link Walk#NODES_MAX} nodes
     */
    public Optional<Matrix> matrix(GraphView view, Product product, String version) {
        return scope(view, product, version)
                .map(scope -> matrix(scope, Trace.judged(scope, threadRules)));
    }

    private Matrix matrix(Scope scope, Trace trace) {
        return MatrixMaker.make(scope, trace, completeness(scope, trace));
    }

    /**
     * Every gap of a release, and how complete its evidence is; empty when nothing is known of it.
     *
     * @throws TooLargeException when its trace has more than {@link Walk#NODES_MAX} nodes
     */
    public Optional<ReleaseGaps> gaps(GraphView view, Product product, String version) {
        return scope(view, product, version)
                .map(
                        scope -> {
                            Trace trace = Trace.judged(scope, threadRules);
                            return ReleaseGaps.of(
                                    trace, scope, completeness(scope, trace), vocabulary);
                        });
    }

    /**
     * The hazards that the changes of a release touch, each from its controls to its residual risk;
     * empty when nothing is known of the release.
     *
     * @throws TooLargeException when its trace has more than {@link Walk#NODES_MAX} nodes
     */
    public Optional<HazardChains> hazards(GraphView view, Product product, String version) {
        return scope(view, product, version)
                .map(
                        scope -> {
                            Trace trace = Trace.judged(scope, threadRules);
                            return HazardChains.of(matrix(scope, trace), trace, scope);
                        });
    }

    /**
     * Who approved what of a release; empty when nothing is known of it.
     *
     * @throws TooLargeException when its trace has more than {@link Walk#NODES_MAX} nodes
     */
    public Optional<ReleaseApprovals> approvals(GraphView view, Product product, String version) {
        return scope(view, product, version).map(ReleaseApprovals::of);
    }

    private Completeness completeness(Scope scope, Trace trace) {
        return EvidenceCounter.count(RequiredEvidence.OF_RELEASE, vocabulary, scope, trace);
    }

    private Optional<Scope> scope(GraphView view, Product product, String version) {
        NodeRef root = new NodeRef(product, "Release", version);
        return isKnown(view, root)
                ? view.position(product)
                        .map(
                                asOf ->
                                        new Scope(
                                                view,
                                                Walk.along(
                                                        new LastSeenView(view),
                                                        root,
                                                        vocabulary.traversal("release"),
                                                        TraceFilter.NONE),
                                                asOf))
                : Optional.empty();
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
     * @throws TooLargeException when the answer has more than {@link Walk#NODES_MAX} nodes
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
     * @throws TooLargeException when the answer has more than {@link Walk#NODES_MAX} nodes
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
     * @throws TooLargeException when the answer has more than {@link Walk#NODES_MAX} nodes
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
     * The shortest way between two nodes, over links and nodes that the filter takes, no longer
     * than its depth; of several the one whose nodes come first. Empty when nothing is known of one
     * of the two; of the last one nobody can tell as long as its product's log is not seen.
     *
     * @param filter its types are those of the nodes between the two
     * @throws TooLargeException when more than {@link Walk#NODES_MAX} nodes were visited in search
     */
    public Optional<TracePath> path(
            GraphView view, NodeRef from, NodeRef to, Way way, TraceFilter filter) {
        return isKnown(view, from) && (isKnown(view, to) || !view.sees(to.product()))
                ? view.position(from.product())
                        .map(
                                asOf ->
                                        PathSearch.between(
                                                new LastSeenView(view),
                                                from,
                                                to,
                                                way,
                                                filter,
                                                asOf))
                : Optional.empty();
    }

    /** {@link #around(GraphView, NodeRef, Way, TraceFilter)}, over every relation. */
    public Optional<Trace> around(GraphView view, NodeRef root, Way way, int depth) {
        return around(view, root, way, TraceFilter.ofDepth(depth));
    }

    /**
     * What lies around a node. Coverage and decisions are not judged here: what they rest on may
     * lie beyond the last hop. Of a node whose events were all taken back that much is known.
     *
     * @throws TooLargeException when the answer has more than {@link Walk#NODES_MAX} nodes
     */
    public Optional<Trace> around(GraphView view, NodeRef root, Way way, TraceFilter filter) {
        return isKnown(view, root) || !view.node(root).takenBack().isEmpty()
                ? answer(
                                view,
                                Walk.around(new LastSeenView(view), root, way, filter),
                                neighbourhoodRules)
                        .map(trace -> trace.shown(filter))
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
                                Walk.along(new LastSeenView(view), root, traversal, filter),
                                filter.isWhole() ? rules : neighbourhoodRules)
                        .map(trace -> trace.shown(filter))
                : Optional.empty();
    }

    /** Whether an event is about the node, or links to it. */
    public static boolean isKnown(GraphView view, NodeRef root) {
        Node node = view.node(root);
        return !node.facts().isEmpty() || !node.causes().isEmpty() || !view.effects(root).isEmpty();
    }

    private static Optional<Trace> answer(GraphView view, Walk walk, FindingRules rules) {
        return view.position(walk.root().product())
                .map(asOf -> Trace.judged(new Scope(view, walk, asOf), rules));
    }
}
