package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.DigestibleGraph;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Statement;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.project.GraphKeys.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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
    private @Nullable NodeCursor nodeRows;
    private OptionalLong asOf = OptionalLong.empty();
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
        return NodeIterator.node(ref, statements(ref, Role.STATED));
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        List<Edge> effects = new ArrayList<>();
        for (Statement statement : statements(ref, Role.LINKED)) {
            for (Edge edge : statement.edges()) {
                if (edge.to().equals(ref)) {
                    effects.add(edge);
                }
            }
        }
        Collections.sort(effects);
        return effects;
    }

    /** What the events state that name a node, or another of its hash, in this role. */
    private List<Statement> statements(NodeRef ref, Role role) {
        ensureOpen();
        NodeCache cache = database.nodeCache();
        long asOfNow = asOf();
        return cache.find(ref, role, asOfNow)
                .orElseGet(
                        () -> {
                            byte[] prefix = GraphKeys.node(ref, role);
                            List<Statement> read = read(prefix);
                            cache.keep(ref, role, prefix, asOfNow, read);
                            return read;
                        });
    }

    /**
     * The rows of the events that name the node, as subject or in a link, or another one of its
     * hash, in the order of the ledger.
     */
    public List<StatedRow> rows(NodeRef ref) {
        ensureOpen();
        SortedSet<Long> offsets = new TreeSet<>();
        for (Role role : Role.values()) {
            NodeCursor rows = nodeRows();
            for (rows.seek(GraphKeys.node(ref, role)); rows.isAtRow(); rows.next()) {
                for (long offset : rows.offsets()) {
                    offsets.add(offset);
                }
            }
        }
        return offsets.stream().map(at -> new StatedRow(database.statements().row(at))).toList();
    }

    /** Ledger offset of the last record in this look, -1 before the first; many looks never ask. */
    private long asOf() {
        if (asOf.isEmpty()) {
            asOf = OptionalLong.of(appliedOffset().orElse(-1));
        }
        return asOf.getAsLong();
    }

    private List<Statement> read(byte[] prefix) {
        NodeCursor rows = nodeRows();
        List<Statement> statements = new ArrayList<>(1);
        for (rows.seek(prefix); rows.isAtRow(); rows.next()) {
            for (long offset : rows.offsets()) {
                statements.add(database.statements().at(offset));
            }
        }
        return statements;
    }

    private NodeCursor nodeRows() {
        NodeCursor rows = nodeRows;
        if (rows == null) {
            rows = database.nodes(snapshot);
            nodeRows = rows;
        }
        return rows;
    }

    @Override
    public Set<NodeRef> corrected(Product product) {
        ensureOpen();
        return ListedNodes.read(database, snapshot, product, ListedNodes.CORRECTED);
    }

    @Override
    public Optional<Position> position(Product product) {
        ensureOpen();
        byte[] stored = database.get(Family.META, options, GraphKeys.position(product));
        return stored == null ? Optional.empty() : Optional.of(LogTail.position(stored));
    }

    @Override
    public Optional<Position> positionAt(Product product, long seq) {
        return seq < 0
                ? Optional.empty()
                : entry(product, seq).map(entry -> new Position(seq, entry.sealedAt()));
    }

    /** By halving: a log's times never go back. */
    @Override
    public Optional<Position> positionAt(Product product, Instant recordedAt) {
        long from = 0;
        long to = log(product).size();
        Optional<Position> last = Optional.empty();
        while (from < to) {
            long middle = from + (to - from) / 2;
            Optional<Position> there = positionAt(product, middle);
            if (there.filter(at -> !at.sealedAt().isAfter(recordedAt)).isPresent()) {
                last = there;
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return last;
    }

    /** Every product that has an entry in this partition. */
    public Map<Product, Position> positions() {
        ensureOpen();
        Map<Product, Position> positions = new TreeMap<>();
        byte[] from = GraphKeys.ALL_POSITIONS;
        try (RowCursor rows = database.scan(Family.META, snapshot, from, GraphKeys.end(from))) {
            for (; rows.isAtRow(); rows.next()) {
                positions.put(
                        GraphKeys.productOfPosition(rows.key()), LogTail.position(rows.value()));
            }
        }
        return positions;
    }

    /** Where the event stands in its product's log; the first time, should it be there twice. */
    public OptionalLong seqOf(EventKey event) {
        ensureOpen();
        long number = GraphKeys.idNumber(event.product(), event.id());
        while (true) {
            byte[] stored = database.get(Family.ID, options, GraphKeys.id(number));
            if (stored == null) {
                return OptionalLong.empty();
            }
            NodeFact fact = database.statements().at(StoredNumbers.number(stored)).fact();
            if (fact.event().equals(event.id()) && fact.product().equals(event.product())) {
                return OptionalLong.of(fact.seq());
            }
            number = GraphKeys.nextIdNumber(number);
        }
    }

    /** What is known of a position of the product's log, if it was applied. */
    public Optional<LogEntry> entry(Product product, long seq) {
        ensureOpen();
        return log().entries(product, seq, 1).stream().findFirst();
    }

    /** Finds events without reading the others; ends with this lease. */
    public EventIndex index() {
        ensureOpen();
        return new EventIndex(database, snapshot, this::open);
    }

    private RowCursor open(Family family, byte[] from, byte[] to) {
        ensureWanted();
        RowCursor rows = database.scan(family, snapshot, from, to);
        cursors.add(rows);
        return rows;
    }

    /** The product's log; empty for an unknown product. */
    public LogView log(Product product) {
        long size = position(product).map(position -> position.seq() + 1).orElse(0L);
        return new LogView(log(), product, size);
    }

    private LogReader log() {
        return new LogReader(database, snapshot);
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
            RowCursor rows = database.allNodes(snapshot);
            cursors.add(rows);
            return new NodeIterator(rows, database.statements()::at, this::ensureWanted);
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
        if (nodeRows != null) {
            nodeRows.close();
        }
        options.close();
        database.release(snapshot);
        snapshot.close();
        end.run();
    }
}
