package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Walk;
import java.time.Instant;
import java.util.Optional;

/**
 * What is different between two releases, or in one since a time. Each answer is empty when nothing
 * is known of a release.
 */
public final class Differences {

    /**
     * The state that a release is to be held against is none of an earlier time, or not its own.
     */
    public static final class NotEarlierException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotEarlierException(String message) {
            super(message);
        }
    }

    private final Traversal traversal;

    public Differences(Vocabulary vocabulary) {
        traversal = vocabulary.traversal("release");
    }

    /**
     * @throws dev.goldthread.core.walk.TooLargeException when a trace on the way has more than
     *     {@link Walk#NODES_MAX} nodes
     */
    public Optional<ReleaseDifference> between(
            GraphView view, Product product, String from, String to) {
        NodeRef earlier = new NodeRef(product, "Release", from);
        NodeRef later = new NodeRef(product, "Release", to);
        return Tracer.isKnown(view, earlier) && Tracer.isKnown(view, later)
                ? view.position(product)
                        .map(asOf -> DifferenceMaker.between(view, asOf, traversal, earlier, later))
                : Optional.empty();
    }

    /**
     * What had happened by then counts as then, whenever it was recorded.
     *
     * @throws NotEarlierException when the view ends before it
     * @throws dev.goldthread.core.walk.TooLargeException when its trace has more than {@link
     *     Walk#NODES_MAX} nodes
     */
    public Optional<ReleaseDifference> since(
            GraphView view, Product product, String version, Instant since) {
        return now(view, product, version).map(now -> since(view, now, since));
    }

    /**
     * Since an approval was decided last; empty, too, when nothing is known of the approval.
     *
     * @throws NotEarlierException when it is not of this release or of something in it, or nobody
     *     decided it
     */
    public Optional<ReleaseDifference> since(
            GraphView view, Product product, String version, NodeRef approval) {
        return now(view, product, version)
                .filter(_ -> Tracer.isKnown(view, approval))
                .map(now -> since(view, now, decidedAt(approval, now, view)));
    }

    private static Instant decidedAt(NodeRef approval, Scope now, GraphView view) {
        Optional<NodeFact> decided = view.node(approval).latest();
        if (now.node(approval).isEmpty() || decided.isEmpty()) {
            throw new NotEarlierException(
                    "%s does not decide %s or anything in it; goldthread approvals %s %s lists those that do"
                            .formatted(
                                    approval,
                                    now.root(),
                                    now.root().product().name(),
                                    now.root().id()));
        }
        return decided.get().occurredAt();
    }

    private ReleaseDifference since(GraphView view, Scope now, Instant since) {
        Instant end = view.validAt().orElse(now.asOf().sealedAt());
        if (since.isAfter(end)) {
            throw new NotEarlierException(
                    "since is %s, but the answer stands on %s; give an earlier time"
                            .formatted(since, end));
        }
        Product product = now.root().product();
        GraphView then = AsOf.earlier(view, product, since);
        return SinceMaker.between(scope(then, now.root(), now.asOf()), now, since);
    }

    private Optional<Scope> now(GraphView view, Product product, String version) {
        NodeRef release = new NodeRef(product, "Release", version);
        return Tracer.isKnown(view, release)
                ? view.position(product).map(asOf -> scope(view, release, asOf))
                : Optional.empty();
    }

    private Scope scope(GraphView view, NodeRef release, GraphView.Position asOf) {
        return new Scope(view, Walk.along(view, release, traversal, TraceFilter.NONE), asOf);
    }
}
