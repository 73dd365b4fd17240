package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.DigestibleGraph;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/**
 * A leased look into one partition's store, as it stood when the lease began. The store stays open
 * until the lease is closed, so leases are short. For one thread at a time.
 *
 * @see GraphStore#lease()
 */
public final class GraphReader implements GraphView, DigestibleGraph, AutoCloseable {

    private final GraphDatabase database;
    private final BooleanSupplier wanted;
    private final Runnable end;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final Set<RowCursor> cursors = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /**
     * @param wanted turns false when the store waits for this lease to end
     */
    GraphReader(GraphDatabase database, BooleanSupplier wanted, Runnable end) {
        this.database = database;
        this.wanted = wanted;
        this.end = end;
        snapshot = database.snapshot();
        options = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public Node node(NodeRef ref) {
        ensureOpen();
        byte[] row = database.get(Family.GRAPH, options, GraphKeys.node(ref));
        if (row == null) {
            return new Node(ref, List.of(), List.of());
        }
        return node(ref, NodeRow.of(row));
    }

    private Node node(NodeRef ref, NodeRow row) {
        List<NodeFact> facts = new ArrayList<>();
        List<Edge> causes = new ArrayList<>();
        row.readInto(ref, facts, causes);
        if (row.isOverflowing()) {
            try (RowCursor more = database.scan(Family.GRAPH, snapshot, GraphKeys.more(ref))) {
                for (; more.isAtRow(); more.next()) {
                    NodeRow.readEntry(ref, more.value(), facts, causes);
                }
            }
        }
        return new Node(ref, facts, causes);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        ensureOpen();
        byte[] prefix = GraphKeys.effects(ref);
        List<Edge> effects = new ArrayList<>();
        try (RowCursor rows = database.scan(Family.GRAPH, snapshot, prefix)) {
            for (; rows.isAtRow(); rows.next()) {
                NodeRef from = new KeyReader(rows.key(), prefix.length).ref();
                effects.add(NodeRow.readEffect(from, ref, rows.value()));
            }
        }
        return effects.stream().sorted().toList();
    }

    @Override
    public Optional<Position> position(Product product) {
        ensureOpen();
        byte[] stored = database.get(Family.META, options, GraphKeys.position(product));
        return stored == null ? Optional.empty() : Optional.of(StoredNumbers.position(stored));
    }

    /** Every product that has an entry in this partition. */
    public Map<Product, Position> positions() {
        ensureOpen();
        Map<Product, Position> positions = new TreeMap<>();
        try (RowCursor rows = database.scan(Family.META, snapshot, GraphKeys.ALL_POSITIONS)) {
            for (; rows.isAtRow(); rows.next()) {
                positions.put(
                        GraphKeys.productOfPosition(rows.key()),
                        StoredNumbers.position(rows.value()));
            }
        }
        return positions;
    }

    /** Where the event stands in its product's log; the first time, should it be there twice. */
    public OptionalLong seqOf(EventKey event) {
        ensureOpen();
        byte[] key = GraphKeys.id(event.product(), event.id());
        byte[] stored = database.get(Family.LOG, options, key);
        return stored == null
                ? OptionalLong.empty()
                : OptionalLong.of(StoredNumbers.number(stored));
    }

    /** What is known of a position of the product's log, if it was applied. */
    public Optional<LogEntry> entry(Product product, long seq) {
        ensureOpen();
        byte[] stored = database.get(Family.LOG, options, GraphKeys.seq(product, seq));
        return stored == null ? Optional.empty() : Optional.of(LogEntry.parse(stored));
    }

    /** Ledger offset of the last record that is in this look; empty when there is none. */
    public OptionalLong appliedOffset() {
        ensureOpen();
        byte[] stored = database.get(Family.META, options, GraphKeys.OFFSET);
        return stored == null
                ? OptionalLong.empty()
                : OptionalLong.of(StoredNumbers.number(stored));
    }

    /**
     * One pass over the disk, in the order of the nodes.
     *
     * @throws NotReadyException on the way, when the store has to close
     */
    @Override
    public Iterable<Node> nodes() {
        ensureOpen();
        return () -> {
            RowCursor rows = database.scan(Family.GRAPH, snapshot, GraphKeys.ALL_NODES);
            cursors.add(rows);
            return new NodeIterator(rows, this::ensureWanted);
        };
    }

    private void ensureWanted() {
        ensureOpen();
        if (!wanted.getAsBoolean()) {
            throw new NotReadyException("the store closes; ask again when it is open");
        }
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("this lease has ended; take another");
        }
    }

    /** Ends the lease. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        cursors.forEach(RowCursor::close);
        options.close();
        database.release(snapshot);
        snapshot.close();
        end.run();
    }
}
