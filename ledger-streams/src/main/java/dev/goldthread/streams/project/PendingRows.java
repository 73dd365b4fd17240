package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.Micros;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.PurlName;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.core.graph.GraphRows;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.NodeHash;
import dev.goldthread.core.graph.Statement;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.project.GraphKeys.Role;
import dev.goldthread.streams.project.TakenIds.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the fold added since the last batch was written, over what the database holds; the fold sees
 * both. Nearly all rows are only ever added, so it reads nothing but the end of a log, the sums of
 * a source, and whether an id is taken. For one thread.
 */
final class PendingRows implements GraphRows {

    private static final String COMPONENT = "Component";

    /** How many logs' ends are kept between batches. */
    private static final int TAILS_KEPT_MAX = 1_024;

    private record Leaf(Product product, long seq, Digest hash) {}

    private final GraphDatabase database;
    private final RowBatch batch;
    private final NodeNames nodes = new NodeNames();
    private final TermRows terms = new TermRows();
    private final SourceRows sources;
    private final ListedNodes listed = new ListedNodes();
    private final Map<Product, LogTail> tails = new LinkedHashMap<>();
    private final Set<Product> changedTails = new HashSet<>();
    private final TakenIds ids = new TakenIds();
    private final List<EventKey> events = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private long offset;
    private @Nullable Seal seal;
    private Digest leaf = Digest.ZERO;
    private long freeIdNumber;

    PendingRows(GraphDatabase database) {
        this.database = database;
        batch = database.newBatch();
        sources = new SourceRows(database);
    }

    /** Says which ledger record the fold takes next. */
    void begin(long ledgerOffset, Seal itsSeal, Digest itsLeaf) {
        offset = ledgerOffset;
        seal = itsSeal;
        leaf = itsLeaf;
    }

    @Override
    public long applied(Product product) {
        return tail(product).size();
    }

    private LogTail tail(Product product) {
        LogTail known = tails.get(product);
        if (known != null) {
            return known;
        }
        byte[] stored = database.get(Family.META, GraphKeys.position(product));
        LogTail tail = stored == null ? new LogTail() : LogTail.parse(stored);
        tails.put(product, tail);
        return tail;
    }

    @Override
    public OptionalLong seqOf(Product product, EventId id) {
        EventKey event = new EventKey(product, id);
        long number = GraphKeys.idNumber(product, id);
        while (true) {
            Taken taken = taken(number);
            if (taken == null) {
                freeIdNumber = number;
                return OptionalLong.empty();
            }
            if (taken.event().equals(event)) {
                return OptionalLong.of(taken.seq());
            }
            number = GraphKeys.nextIdNumber(number);
        }
    }

    private @Nullable Taken taken(long number) {
        Taken pending = ids.find(number);
        if (pending != null) {
            return pending;
        }
        byte[] stored =
                database.surelyLacksId(number)
                        ? null
                        : database.get(Family.ID, GraphKeys.id(number));
        if (stored == null) {
            return null;
        }
        Statement statement = database.statements().at(StoredNumbers.number(stored));
        return new Taken(
                new EventKey(statement.fact().product(), statement.fact().event()),
                statement.fact().seq());
    }

    /** The leaf hash of an entry that was applied. */
    Digest leaf(Product product, long seq) {
        return leaves.stream()
                .filter(leaf -> leaf.seq() == seq && leaf.product().equals(product))
                .map(Leaf::hash)
                .findFirst()
                .orElseGet(() -> storedLeaf(product, seq));
    }

    private Digest storedLeaf(Product product, long seq) {
        List<LogEntry> stored = LogReader.latest(database).entries(product, seq, 1);
        return stored.isEmpty() ? Digest.ZERO : stored.getFirst().leaf();
    }

    /** Names every node that the entry states something of; what, its row says when asked. */
    @Override
    public void add(LedgerEntry entry) {
        put(Family.EVENT, GraphKeys.event(offset), EventRow.of(entry));
        nodes.begin(offset);
        switch (entry.content()) {
            case LedgerEntry.Content.Decoded decoded -> {
                name(decoded.body().event());
                list(decoded.body());
            }
            case LedgerEntry.Content.Opaque _ -> {
                name(Statement.of(entry).node(), Role.STATED);
                terms.add(IndexTerm.type(entry.product(), Fold.OPAQUE_TYPE), offset);
            }
        }
    }

    private void name(EventOutline event) {
        NodeRef subject = event.subject();
        name(subject, Role.STATED);
        for (Link link : event.links()) {
            if (!link.from().equals(subject)) {
                name(link.from(), Role.STATED);
            }
            name(link.to(), Role.LINKED);
        }
    }

    /** By what else it is looked for. */
    private void list(EventBody body) {
        EventOutline event = body.event();
        listed.addCorrected(event);
        listed.addSeldom(event);
        Product product = event.product();
        terms.add(IndexTerm.type(product, event.type()), offset);
        if (!event.subject().product().equals(product)) {
            terms.add(IndexTerm.type(event.subject().product(), event.type()), offset);
        }
        if (body.citesEvidence()) {
            terms.add(IndexTerm.evidence(product), offset);
        }
        terms.add(IndexTerm.actor(product, event.actor().id()), offset);
        terms.add(IndexTerm.service(product, event.source().uri()), offset);
        terms.add(IndexTerm.service(product, event.source().tool()), offset);
        for (Link link : event.links()) {
            if (link.to().type().equals(COMPONENT)) {
                PurlName.of(link.to().id())
                        .ifPresent(name -> terms.add(IndexTerm.component(name), offset));
            }
        }
    }

    private void name(NodeRef node, Role role) {
        listed.add(node);
        nodes.add(NodeHash.of(node), role);
    }

    @Override
    public void advance(LedgerEntry entry, Applied as) {
        Product product = entry.product();
        LogEntry logged = LogEntry.of(Objects.requireNonNull(seal), leaf, entry, offset);
        LogTail tail = tail(product);
        put(Family.LOG, GraphKeys.seq(product, entry.seq()), LogRow.of(logged, tail.leaf()));
        tail.append(
                logged,
                (level, index, hash) ->
                        put(Family.LOG, GraphKeys.subtree(product, level, index), hash.toBytes()));
        tail.happened(
                Micros.of(happened(entry)),
                (number, times) -> put(Family.LOG, GraphKeys.stretch(product, number), times));
        changedTails.add(product);
        leaves.add(new Leaf(product, entry.seq(), logged.leaf()));
        if (entry.content() instanceof LedgerEntry.Content.Decoded decoded) {
            sources.count(decoded.body().event(), entry.sealedAt());
            learn(new EventKey(product, decoded.body().event().id()), entry.seq(), as);
        }
    }

    /** By the event; of one that cannot be read no more is known than when it was recorded. */
    private static Instant happened(LedgerEntry entry) {
        return entry.content() instanceof LedgerEntry.Content.Decoded decoded
                ? decoded.body().event().occurredAt()
                : entry.sealedAt();
    }

    private void learn(EventKey event, long seq, Applied as) {
        events.add(event);
        if (as == Applied.NEW) {
            ids.add(freeIdNumber, new Taken(event, seq), offset);
        }
    }

    private void put(Family family, byte[] key, byte[] value) {
        batch.put(family, key, value);
    }

    /** Entries that the fold took since the last batch. */
    int entries() {
        return leaves.size();
    }

    /** Their events, in the order of the ledger. */
    List<EventKey> events() {
        return List.copyOf(events);
    }

    /**
     * Writes every row, and forgets them.
     *
     * @param applied ledger offset of the last record
     * @return bytes written
     */
    long write(long applied) {
        RowBatch rows = gather(applied);
        database.write(rows);
        long bytes = rows.length();
        forget();
        return bytes;
    }

    /** Every row, complete; to be forgotten when they are written. */
    RowBatch gather(long applied) {
        nodes.moveTo(batch, database.nodeCache(), applied);
        terms.moveTo(batch);
        ids.moveTo(batch);
        sources.moveTo(batch);
        listed.moveTo(batch);
        for (Product product : changedTails) {
            put(Family.META, GraphKeys.position(product), tail(product).toBytes());
        }
        put(Family.META, GraphKeys.OFFSET, StoredNumbers.of(applied));
        return batch;
    }

    void forget() {
        batch.clear();
        changedTails.clear();
        events.clear();
        leaves.clear();
        if (tails.size() > TAILS_KEPT_MAX) {
            tails.clear();
        }
    }
}
