package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A graph in memory: for replays, verification and tests. Not safe for several threads. */
public final class TraceGraph implements GraphRows, GraphView, DigestibleGraph {

    private record Key(Product product, EventId id) {}

    private final SortedMap<NodeRef, SortedSet<NodeFact>> facts = new TreeMap<>();
    private final SortedMap<NodeRef, SortedSet<Edge>> causes = new TreeMap<>();
    private final Map<NodeRef, SortedSet<Edge>> effects = new HashMap<>();
    private final Map<Product, List<Instant>> logs = new HashMap<>();
    private final Map<Key, Long> seqs = new HashMap<>();
    private final Map<Product, SortedSet<NodeRef>> corrected = new HashMap<>();
    private long duplicates;

    /**
     * @throws Fold.GapException when an entry is missing before this one
     */
    public Applied apply(LedgerEntry entry) {
        return Fold.apply(entry, this);
    }

    @Override
    public long applied(Product product) {
        return sealedAt(product).size();
    }

    @Override
    public OptionalLong seqOf(Product product, EventId id) {
        Long seq = seqs.get(new Key(product, id));
        return seq == null ? OptionalLong.empty() : OptionalLong.of(seq);
    }

    @Override
    public void add(LedgerEntry entry) {
        add(Statement.of(entry));
        if (entry.content() instanceof LedgerEntry.Content.Decoded decoded) {
            for (NodeRef event : Corrections.namedBy(decoded.body().event())) {
                corrected.computeIfAbsent(entry.product(), _ -> new TreeSet<>()).add(event);
            }
        }
    }

    /**
     * Adds what an entry states, without its place in a log; for a graph that holds pieces of logs.
     */
    public void add(Statement statement) {
        facts.computeIfAbsent(statement.node(), ref -> new TreeSet<>()).add(statement.fact());
        statement.edges().forEach(this::add);
    }

    private void add(Edge edge) {
        causes.computeIfAbsent(edge.from(), ref -> new TreeSet<>()).add(edge);
        effects.computeIfAbsent(edge.to(), ref -> new TreeSet<>()).add(edge);
    }

    @Override
    public void advance(LedgerEntry entry, Applied as) {
        logs.computeIfAbsent(entry.product(), product -> new ArrayList<>()).add(entry.sealedAt());
        if (as == Applied.DUPLICATE) {
            duplicates++;
        } else if (entry.content() instanceof LedgerEntry.Content.Decoded decoded) {
            seqs.put(new Key(entry.product(), decoded.body().event().id()), entry.seq());
        }
    }

    @Override
    public Node node(NodeRef ref) {
        return new Node(
                ref,
                List.copyOf(facts.getOrDefault(ref, new TreeSet<>())),
                List.copyOf(causes.getOrDefault(ref, new TreeSet<>())));
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return List.copyOf(effects.getOrDefault(ref, new TreeSet<>()));
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        return new TreeSet<>(corrected.getOrDefault(product, new TreeSet<>()));
    }

    @Override
    public Optional<Position> position(Product product) {
        return positionAt(product, applied(product) - 1);
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return seq < 0 || seq >= applied(product)
                ? Optional.empty()
                : Optional.of(new Position(seq, sealedAt(product).get(Math.toIntExact(seq))));
    }

    /** A log's times never go back. */
    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        long later =
                sealedAt(product).reversed().stream()
                        .takeWhile(time -> time.isAfter(recordedAt))
                        .count();
        return positionAt(product, applied(product) - 1 - later);
    }

    private List<Instant> sealedAt(Product product) {
        return logs.getOrDefault(product, List.of());
    }

    /** Entries whose id had come before. */
    public long duplicates() {
        return duplicates;
    }

    @Override
    public Iterable<Node> nodes() {
        SortedSet<NodeRef> refs = new TreeSet<>(NodeHash.ORDER);
        refs.addAll(facts.keySet());
        refs.addAll(causes.keySet());
        List<Node> nodes = new ArrayList<>(refs.size());
        refs.forEach(ref -> nodes.add(node(ref)));
        return nodes;
    }
}
