package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the rules judge: the nodes and edges of one walk, and the graph behind them for what lies
 * outside it.
 */
public final class Scope {

    /** Types of nodes whose id is the digest of what can be shipped. */
    private static final Set<String> DIGESTS = Set.of("Artifact", "Model");

    /**
     * Types whose ids are judged as one where crosswalks join them; of others each is by itself.
     */
    private static final Set<String> JUDGED_AS_ONE = Set.of("Requirement", "RiskControl");

    private final GraphView view;
    private final Walk walk;
    private final GraphView.Position asOf;
    private final Map<NodeRef, List<Edge>> effects = new HashMap<>();
    private final Map<NodeRef, List<NodeRef>> tested = new HashMap<>();
    private final Crosswalks crosswalks;

    public Scope(GraphView view, Walk walk, GraphView.Position asOf) {
        this.view = view;
        this.walk = walk;
        this.asOf = asOf;
        this.crosswalks =
                new Crosswalks(
                        ref -> walk.node(ref).orElseGet(() -> view.node(ref)), walk::effects);
    }

    public GraphView view() {
        return view;
    }

    public NodeRef root() {
        return walk.root();
    }

    public GraphView.Position asOf() {
        return asOf;
    }

    /**
     * The time that due dates are held against: when the last entry was recorded, so that a replay
     * judges the same, or the time that was asked for.
     */
    public Instant now() {
        return view.validAt().orElse(asOf.sealedAt());
    }

    public Collection<Node> nodes() {
        return walk.nodes();
    }

    public Stream<Node> nodes(String type) {
        return walk.nodes().stream().filter(node -> node.ref().type().equals(type));
    }

    public Optional<Node> node(NodeRef ref) {
        return walk.node(ref);
    }

    public boolean contains(NodeRef ref) {
        return walk.node(ref).isPresent();
    }

    /**
     * Whether the walk went on from this node: it belongs to what was asked for. Where a branch
     * ended, as at a component or an earlier build, the node only stands beside it.
     */
    public boolean follows(NodeRef ref) {
        return walk.follows(ref);
    }

    public Crosswalks crosswalks() {
        return crosswalks;
    }

    /** All ids of what is judged as one with this one, which is among them, in order. */
    public List<NodeRef> judgedWith(NodeRef ref) {
        return JUDGED_AS_ONE.contains(ref.type()) ? crosswalks.idsOf(ref) : List.of(ref);
    }

    /**
     * The id of the trace under which a thing is shown and counted once: one that an event recorded
     * before one that nothing did, then one of the product that is asked about, then the first.
     */
    public NodeRef shown(NodeRef ref) {
        List<NodeRef> ids = judgedWith(ref);
        return ids.size() == 1
                ? ref
                : ids.stream()
                        .filter(this::contains)
                        .min(
                                Comparator.comparing((NodeRef id) -> !view.node(id).isRecorded())
                                        .thenComparing(id -> !id.product().equals(root().product()))
                                        .thenComparing(Comparator.naturalOrder()))
                        .orElse(ref);
    }

    public boolean isShown(NodeRef ref) {
        return shown(ref).equals(ref);
    }

    /** The edges that end at any id of this thing and start at a node of the trace. */
    public Stream<Edge> effectsOnAll(NodeRef ref, String relation) {
        return crosswalks.idsOf(ref).stream().flatMap(id -> effects(id, relation));
    }

    /** The edges that end here and start at a node of the trace. */
    public Stream<Edge> effects(NodeRef ref, String relation) {
        return effects.computeIfAbsent(ref, this::effectsInTrace).stream()
                .filter(edge -> edge.relation().equals(relation));
    }

    /**
     * The digests of what was asked for that the test run was on; looked up once for all its tests.
     * A commit or a build is none: something else may have come out of it.
     */
    public List<NodeRef> testedBy(NodeRef run) {
        return tested.computeIfAbsent(
                run,
                ref ->
                        causes(view.node(ref), "tests")
                                .filter(Edge::counts)
                                .map(Edge::to)
                                .filter(to -> DIGESTS.contains(to.type()) && follows(to))
                                .distinct()
                                .toList());
    }

    private List<Edge> effectsInTrace(NodeRef ref) {
        return walk.effects(ref).stream().filter(edge -> contains(edge.from())).toList();
    }

    /** Every edge of the walk, in order. */
    public List<Edge> edges() {
        return walk.edges();
    }

    /** The edges that end here, wherever they start. */
    public List<Edge> allEffects(NodeRef ref) {
        return walk.effects(ref);
    }

    /** The edges of this relation that start at the node, wherever they end. */
    public static Stream<Edge> causes(Node node, String relation) {
        return node.causes().stream().filter(edge -> edge.relation().equals(relation));
    }
}
