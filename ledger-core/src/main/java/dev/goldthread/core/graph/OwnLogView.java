package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one product's own log states of any node, whatever other logs the view behind it holds; of
 * what had happened by a time, where one is given. For a question that no other product may answer.
 */
public final class OwnLogView extends ForwardingView {

    private final GraphView behind;
    private final Product home;
    private final Optional<Instant> then;

    private OwnLogView(GraphView behind, Product home, Optional<Instant> then) {
        super(behind);
        this.behind = behind;
        this.home = home;
        this.then = then;
    }

    public static OwnLogView of(GraphView view, Product home) {
        return new OwnLogView(view, home, Optional.empty());
    }

    /** Only what had happened by then, at that very moment too. */
    public static OwnLogView of(GraphView view, Product home, Instant then) {
        return new OwnLogView(view, home, Optional.of(then));
    }

    @Override
    public Node node(NodeRef ref) {
        Node node = behind.node(ref);
        return allFactsCount(node.facts()) && allCount(node.causes())
                ? node
                : new Node(
                        ref,
                        node.facts().stream().filter(this::counts).toList(),
                        node.causes().stream().filter(this::counts).toList(),
                        node.takenBack().stream().filter(each -> counts(each.fact())).toList(),
                        node.linksTakenBack().stream().filter(each -> counts(each.link())).toList(),
                        node.correctedInPart());
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return counting(behind.effects(ref));
    }

    /** Asks for as much behind: thousands of deployments may end where one release includes it. */
    @Override
    public List<Edge> effects(NodeRef ref, String relation) {
        return counting(behind.effects(ref, relation));
    }

    private List<Edge> counting(List<Edge> edges) {
        return allCount(edges) ? edges : edges.stream().filter(this::counts).toList();
    }

    private boolean allFactsCount(List<NodeFact> facts) {
        for (NodeFact fact : facts) {
            if (!counts(fact)) {
                return false;
            }
        }
        return true;
    }

    private boolean allCount(List<Edge> edges) {
        for (Edge edge : edges) {
            if (!counts(edge)) {
                return false;
            }
        }
        return true;
    }

    private boolean counts(NodeFact fact) {
        return fact.product().equals(home) && hadHappened(fact.occurredAt());
    }

    private boolean counts(Edge edge) {
        return edge.product().equals(home) && hadHappened(edge.occurredAt());
    }

    private boolean hadHappened(Instant occurredAt) {
        return then.filter(occurredAt::isAfter).isEmpty();
    }

    @Override
    public Optional<Position> position(Product product) {
        return sees(product) ? behind.position(product) : Optional.empty();
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return sees(product) ? behind.positionAt(product, seq) : Optional.empty();
    }

    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        return sees(product) ? behind.positionAt(product, recordedAt) : Optional.empty();
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return sees(product) ? behind.corrected(product) : Set.of();
    }

    @Override
    public GraphView stated() {
        return new OwnLogView(behind.stated(), home, then);
    }

    @Override
    public GraphView known() {
        return new OwnLogView(behind.known(), home, Optional.empty());
    }

    @Override
    public boolean sees(Product product) {
        return product.equals(home) && behind.sees(product);
    }

    @Override
    public Optional<Instant> validAt() {
        return then.isPresent() ? then : behind.validAt();
    }
}
