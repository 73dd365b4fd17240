package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphRows;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rocksdb.WriteBatch;

/**
 * What the fold added since the last batch was written, over what the database holds; the fold sees
 * both. For one thread.
 */
final class PendingRows implements GraphRows {

    private static final class Row {

        // Memtables take sorted rows faster.
        static final Comparator<Row> ORDER =
                Comparator.comparing((Row row) -> row.family)
                        .thenComparing(row -> row.key, Arrays::compareUnsigned);

        final Family family;
        final byte[] key;
        final byte[] value;

        Row(Family family, byte[] key, byte[] value) {
            this.family = family;
            this.key = key;
            this.value = value;
        }
    }

    private final GraphDatabase database;
    private final Map<NodeRef, NodeRow> nodes = new HashMap<>();
    private final Map<Product, Position> positions = new HashMap<>();
    private final Map<EventKey, Long> ids = new HashMap<>();
    private final List<EventKey> events = new ArrayList<>();
    private final List<Row> newRows = new ArrayList<>();
    private long offset;
    private long place;
    private int entries;

    PendingRows(GraphDatabase database) {
        this.database = database;
    }

    /** Says which ledger record the fold takes next. */
    void begin(long ledgerOffset) {
        offset = ledgerOffset;
        place = 0;
    }

    @Override
    public long applied(Product product) {
        Position position = positions.get(product);
        if (position != null) {
            return position.seq() + 1;
        }
        byte[] stored = database.get(Family.META, GraphKeys.position(product));
        return stored == null ? 0 : StoredNumbers.position(stored).seq() + 1;
    }

    @Override
    public OptionalLong seqOf(Product product, EventId id) {
        Long pending = ids.get(new EventKey(product, id));
        if (pending != null) {
            return OptionalLong.of(pending);
        }
        byte[] stored = database.get(Family.LOG, GraphKeys.id(product, id));
        return stored == null
                ? OptionalLong.empty()
                : OptionalLong.of(StoredNumbers.number(stored));
    }

    /** The leaf hash of an entry that was applied. */
    Digest leaf(Product product, long seq) {
        byte[] key = GraphKeys.seq(product, seq);
        byte[] stored = database.get(Family.LOG, key);
        if (stored != null) {
            return LogEntry.parse(stored).leaf();
        }
        return newRows.stream()
                .filter(row -> row.family == Family.LOG && Arrays.equals(row.key, key))
                .map(row -> LogEntry.parse(row.value).leaf())
                .findFirst()
                .orElse(Digest.ZERO);
    }

    @Override
    public void addFact(NodeRef node, NodeFact fact) {
        add(node, NodeRow.entry(fact));
    }

    @Override
    public void addEdge(Edge edge) {
        add(edge.from(), NodeRow.entry(edge));
        byte[] key = GraphKeys.effect(edge.to(), edge.from(), offset, place);
        newRows.add(new Row(Family.GRAPH, key, NodeRow.effect(edge)));
    }

    private void add(NodeRef node, byte[] entry) {
        place++;
        if (!nodes.computeIfAbsent(node, this::stored).add(entry)) {
            newRows.add(new Row(Family.GRAPH, GraphKeys.more(node, offset, place), entry));
        }
    }

    private NodeRow stored(NodeRef node) {
        byte[] row = database.get(Family.GRAPH, GraphKeys.node(node));
        return row == null ? NodeRow.empty() : NodeRow.of(row);
    }

    @Override
    public void advance(LedgerEntry entry, Applied as) {
        Product product = entry.product();
        positions.put(product, new Position(entry.seq(), entry.sealedAt()));
        LogEntry known = LogEntry.of(entry, offset);
        byte[] key = GraphKeys.seq(product, entry.seq());
        newRows.add(new Row(Family.LOG, key, known.toBytes()));
        known.event().ifPresent(event -> learn(new EventKey(product, event.id()), entry.seq(), as));
        entries++;
    }

    private void learn(EventKey event, long seq, Applied as) {
        events.add(event);
        if (as == Applied.NEW) {
            ids.put(event, seq);
            byte[] key = GraphKeys.id(event.product(), event.id());
            newRows.add(new Row(Family.LOG, key, StoredNumbers.of(seq)));
        }
    }

    /** Entries that the fold took since the last batch. */
    int entries() {
        return entries;
    }

    /** Their events, in the order of the ledger. */
    List<EventKey> events() {
        return List.copyOf(events);
    }

    /** Puts every row into the batch, sorted, and forgets them. */
    void moveTo(WriteBatch batch) {
        nodes.forEach(
                (node, row) -> {
                    if (row.isChanged()) {
                        newRows.add(new Row(Family.GRAPH, GraphKeys.node(node), row.toBytes()));
                    }
                });
        positions.forEach(
                (product, position) ->
                        newRows.add(
                                new Row(
                                        Family.META,
                                        GraphKeys.position(product),
                                        StoredNumbers.of(position))));
        newRows.sort(Row.ORDER);
        newRows.forEach(row -> database.put(batch, row.family, row.key, row.value));
        nodes.clear();
        positions.clear();
        ids.clear();
        events.clear();
        newRows.clear();
        entries = 0;
    }
}
