package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the logs of some products state together, wherever each of them lies, and nothing that
 * another log states. It notes whose nodes were asked for. For one thread.
 */
final class UnionView implements GraphView {

    private final Map<Product, GraphView> logs;
    private final Twins twins;
    private final List<GraphView> graphs;
    private final SortedSet<Product> missed = new TreeSet<>();
    private final Map<Product, Set<NodeRef>> nodes = new HashMap<>();

    /**
     * @param logs the graph that holds each product's log
     * @param twins stand in the view as links {@code sameAs}, as far as these logs go
     */
    UnionView(Map<Product, GraphView> logs, Twins twins) {
        this.twins = twins;
        this.logs = Map.copyOf(logs);
        Set<GraphView> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        graphs = logs.values().stream().filter(distinct::add).toList();
    }

    @Override
    public Node node(NodeRef ref) {
        note(ref);
        Node node = stated(ref);
        List<Edge> same = same(twins.from(ref));
        if (same.isEmpty()) {
            return node;
        }
        List<Edge> causes = new ArrayList<>(node.causes());
        causes.addAll(same);
        return new Node(ref, node.facts(), causes);
    }

    private Node stated(NodeRef ref) {
        if (graphs.size() == 1) {
            return counting(graphs.getFirst().node(ref));
        }
        List<NodeFact> facts = new ArrayList<>();
        List<Edge> causes = new ArrayList<>();
        for (GraphView graph : graphs) {
            Node node = graph.node(ref);
            facts.addAll(stated(node.facts()));
            causes.addAll(counting(node.causes()));
        }
        Collections.sort(facts);
        Collections.sort(causes);
        return new Node(ref, facts, causes);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        List<Edge> same = same(twins.to(ref));
        if (graphs.size() == 1 && same.isEmpty()) {
            return counting(graphs.getFirst().effects(ref));
        }
        List<Edge> effects = new ArrayList<>(same);
        graphs.forEach(graph -> effects.addAll(counting(graph.effects(ref))));
        Collections.sort(effects);
        return effects;
    }

    /** Links that no event states; each rests on what a log states of its own node first. */
    private List<Edge> same(List<Twins.Pair> pairs) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        return pairs.stream()
                .filter(pair -> sees(pair.from().product()) && sees(pair.to().product()))
                .flatMap(pair -> witnesses(pair).min(Comparator.comparingLong(Edge::seq)).stream())
                .toList();
    }

    private Stream<Edge> witnesses(Twins.Pair pair) {
        NodeRef ref = pair.witnessed();
        Node node = stated(ref);
        return Stream.concat(
                        node.facts().stream().map(fact -> Edge.same(pair.from(), pair.to(), fact)),
                        Stream.of(node.causes(), stating(ref))
                                .flatMap(List::stream)
                                .map(edge -> Edge.same(pair.from(), pair.to(), edge)))
                .filter(edge -> edge.product().equals(pair.witness()));
    }

    private List<Edge> stating(NodeRef ref) {
        return graphs.stream().flatMap(graph -> counting(graph.effects(ref)).stream()).toList();
    }

    /** The same node when all of it counts, as it mostly does. */
    private Node counting(Node node) {
        return seesFacts(node.facts()) && seesEdges(node.causes())
                ? node
                : new Node(node.ref(), stated(node.facts()), counting(node.causes()));
    }

    private List<NodeFact> stated(List<NodeFact> facts) {
        return seesFacts(facts)
                ? facts
                : facts.stream().filter(fact -> sees(fact.product())).toList();
    }

    private List<Edge> counting(List<Edge> edges) {
        return seesEdges(edges)
                ? edges
                : edges.stream().filter(edge -> sees(edge.product())).toList();
    }

    private boolean seesFacts(List<NodeFact> facts) {
        for (NodeFact fact : facts) {
            if (!sees(fact.product())) {
                return false;
            }
        }
        return true;
    }

    private boolean seesEdges(List<Edge> edges) {
        for (Edge edge : edges) {
            if (!sees(edge.product())) {
                return false;
            }
        }
        return true;
    }

    private void note(NodeRef ref) {
        nodes.computeIfAbsent(ref.product(), product -> new HashSet<>()).add(ref);
        if (!sees(ref.product())) {
            missed.add(ref.product());
        }
    }

    @Override
    public boolean sees(Product product) {
        return logs.containsKey(product);
    }

    /** Products whose nodes were asked for, but whose logs are none of these. */
    SortedSet<Product> missed() {
        return missed;
    }

    /** Every node that was asked for, in no order. */
    Stream<NodeRef> asked() {
        return nodes.values().stream().flatMap(Set::stream);
    }

    /** Nodes of a product that were asked for. */
    Set<NodeRef> asked(Product product) {
        return nodes.getOrDefault(product, Set.of());
    }

    /** How many different nodes of a product were asked for. */
    long nodes(Product product) {
        return asked(product).size();
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        GraphView log = logs.get(product);
        return log == null ? Set.of() : log.corrected(product);
    }

    @Override
    public Optional<Position> position(Product product) {
        return Optional.ofNullable(logs.get(product)).flatMap(graph -> graph.position(product));
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return Optional.ofNullable(logs.get(product))
                .flatMap(graph -> graph.positionAt(product, seq));
    }

    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        return Optional.ofNullable(logs.get(product))
                .flatMap(graph -> graph.positionAt(product, recordedAt));
    }
}
