package dev.goldthread.streams.query;

import dev.goldthread.core.crossing.Crossing;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.crossing.OtherProducts;
import dev.goldthread.core.crossing.Search;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.NodeSource;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LocalStores;
import dev.goldthread.streams.project.LogEntry;
import dev.goldthread.streams.project.LogView;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.Standing;
import dev.goldthread.streams.serde.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Asks what this instance's projector has made of the ledger. Thread-safe.
 *
 * <p>Every method that reads a store throws {@link NotReadyException} when the product's partition
 * is being restored or belongs to another instance: there is no half answer. Only an instance that
 * others know by its address answers from a standby as well, because there {@link #presence} is
 * asked first, and the answer says how far it is behind.
 */
public final class LedgerQuery implements AutoCloseable {

    /**
     * A store that is further behind is not asked: it would deny what has been there for long.
     * Kafka Streams takes the same bound for a copy that can take over ({@code
     * acceptable.recovery.lag}).
     */
    public static final long STANDBY_LAG_MAX = 10_000;

    private final Projector projector;
    private final LedgerRecordReader records;
    private final LedgerFetch ledger;
    private final LedgerLag lag;
    private final ReceiptWaiters waiters;

    /**
     * @param projector is not closed by this
     */
    public LedgerQuery(Projector projector) {
        this.projector = projector;
        records = projector.records();
        ledger =
                new LedgerFetch(
                        projector.options().client(), projector.options().topics().ledger());
        lag = new LedgerLag(projector.stores(), ledger);
        waiters =
                new ReceiptWaiters(
                        this::receiptIfReady, event -> projector.partitionOf(event.product()));
        projector.stores().listen(waiters);
    }

    /** Whether every partition that this instance holds can be asked. */
    public boolean ready() {
        return projector.ready();
    }

    /**
     * Asks the graph that the product's log is part of; the view must not leave the question. It
     * holds nodes and edges as the partition's logs state them.
     */
    public <T> T ask(Product product, Function<GraphView, T> question) {
        try (Lease lease = lease(product)) {
            return question.apply(lease.of(product));
        }
    }

    /**
     * Asks the graph that the product's log is part of as it stood at some time; the view must not
     * leave the question.
     *
     * @throws AsOf.NotYetException when the log does not reach that far
     */
    public <T> T ask(Product product, AsOf asOf, Function<GraphView, T> question) {
        return ask(product, graph -> question.apply(asOf.of(graph, product)));
    }

    /**
     * As the other, and goes on into other products where the answer leads there; which they were
     * and what became of them stands beside it.
     *
     * @param mayRead whose logs the one who asks may read
     * @param elsewhere is asked for logs of partitions that this instance does not serve
     * @param search for products that nothing leads to
     * @param allowance for all nodes that the question holds at a time, and the answer after it
     */
    public <T> Optional<Crossed<T>> askAcross(
            Product product,
            AsOf asOf,
            Predicate<Product> mayRead,
            OtherProducts elsewhere,
            Optional<Search> search,
            NodeAllowance allowance,
            Function<GraphView, Optional<T>> question) {
        try (LocalProducts products =
                new LocalProducts(projector::partitionOf, this::lease, mayRead, elsewhere)) {
            return Crossing.ask(
                    products.home(product), product, asOf, products, search, allowance, question);
        }
    }

    /**
     * Which other products of the partition speak of some nodes.
     *
     * @param asOf what counts of every log
     */
    public List<Mention> mentions(int partition, Collection<NodeRef> nodes, AsOf asOf) {
        return askWhole(
                partition,
                graph -> {
                    Set<Product> logs = graph.positions().keySet();
                    return logs.isEmpty()
                            ? List.of()
                            : Mention.in(asOf.of(graph, logs.iterator().next()), logs, nodes);
                });
    }

    /**
     * What a product's log states of some nodes, for an instance that does not serve it.
     *
     * @throws NotReadyException when this one does not either
     */
    public LentPiece lend(LentPiece.Wish wish) {
        try (Lease lease = lease(wish.product())) {
            return LentPiece.read(wish, lease.of(wish.product()));
        }
    }

    /**
     * Asks one partition's whole graph, as it stands now; the reader must not leave the question.
     * The answer has to say how far that is: a copy may be behind.
     */
    public <T> T askPartition(int partition, Function<GraphReader, T> question) {
        try (Lease lease = lease(partition)) {
            return question.apply(lease.graph());
        }
    }

    /**
     * As {@link #askPartition}, for an answer that does not say how far, and so passes for all that
     * there is.
     *
     * @throws NotReadyException also when there is only a copy here that is behind
     */
    public <T> T askWhole(int partition, Function<GraphReader, T> question) {
        try (Lease lease = lease(partition)) {
            return question.apply(lease.whole(partition));
        }
    }

    /** How many partitions the ledger has. */
    public int partitions() {
        return projector.partitions();
    }

    /** Which partition holds the product's log. */
    public int partitionOf(Product product) {
        return projector.partitionOf(product);
    }

    /** What can be said of the partition here, before it is asked. */
    public Presence presence(int partition) {
        return switch (projector.stores().standing(partition)) {
            case SERVING -> new Presence.Owner();
            case FOLLOWING -> following(partition);
            case NONE -> new Presence.Absent("partition %d is not here".formatted(partition));
        };
    }

    private Presence following(int partition) {
        try {
            long behind = lag.following(partition);
            return behind <= STANDBY_LAG_MAX
                    ? new Presence.Standby(behind)
                    : new Presence.Absent(
                            "partition %d is being read back here, %d entries to go, and answers from %d on"
                                    .formatted(partition, behind, STANDBY_LAG_MAX));
        } catch (NotReadyException | IllegalStateException | KafkaException e) {
            return new Presence.Absent(String.valueOf(e.getMessage()));
        }
    }

    /** Partitions whose stores here follow, with what can be said of them, in their order. */
    public SortedMap<Integer, Presence> following() {
        SortedMap<Integer, Presence> presences = new TreeMap<>();
        projector
                .stores()
                .following()
                .forEach(partition -> presences.put(partition, following(partition)));
        return presences;
    }

    /** As {@link #ask}, for a question that also finds events and nodes by an index. */
    public <T> T askIndexed(Product product, Function<GraphReader, T> question) {
        try (Lease lease = lease(product)) {
            return question.apply(lease.of(product));
        }
    }

    private Lease lease(Product product) {
        return lease(projector.partitionOf(product));
    }

    private Lease lease(int partition) {
        LocalStores stores = projector.stores();
        if (projector.options().address().isEmpty()
                || stores.standing(partition) == Standing.SERVING) {
            return new Lease(stores.lease(partition), new Presence.Owner());
        }
        Presence as = presence(partition);
        if (as instanceof Presence.Absent(String reason)) {
            throw new NotReadyException(reason + "; ask again, or ask the instance that owns it");
        }
        return new Lease(stores.leaseFollowing(partition), as);
    }

    /**
     * Waits until the entry is in the graph, so that a writer reads what it wrote.
     *
     * @return whether it is by now
     */
    public boolean awaitApplied(Product product, long seq, Duration atMost)
            throws InterruptedException {
        return projector.stores().await(() -> isApplied(product, seq), atMost);
    }

    private boolean isApplied(Product product, long seq) {
        try (Lease lease = lease(product)) {
            return lease.graph()
                    .position(product)
                    .filter(position -> position.seq() >= seq)
                    .isPresent();
        }
    }

    /** The event's receipt; empty as long as it is not applied. */
    public Optional<Receipt> receipt(Product product, EventId id) {
        EventKey event = new EventKey(product, id);
        int partition = projector.partitionOf(product);
        // Most who ask are about to submit it.
        if (projector.stores().standing(partition) == Standing.SERVING
                && projector.stores().surelyLacks(partition, event)) {
            return Optional.empty();
        }
        try (Lease lease = lease(partition)) {
            GraphReader graph = lease.graph();
            OptionalLong seq = graph.seqOf(event);
            return seq.isEmpty()
                    ? Optional.empty()
                    : graph.entry(product, seq.getAsLong())
                            .flatMap(entry -> receipt(product, id, seq.getAsLong(), entry));
        }
    }

    private static Optional<Receipt> receipt(
            Product product, EventId id, long seq, LogEntry entry) {
        return entry.event()
                .map(
                        event ->
                                new Receipt(
                                        product,
                                        id,
                                        seq,
                                        entry.leaf(),
                                        entry.sealedAt(),
                                        event.requestDigest(),
                                        event.rawSha256()));
    }

    /** A store that does not serve yet says when it does; the waiters are asked again then. */
    private Optional<Receipt> receiptIfReady(EventKey event) {
        try {
            return receipt(event.product(), event.id());
        } catch (NotReadyException e) {
            return Optional.empty();
        }
    }

    /**
     * The event's receipt as soon as it is applied, on another thread. It may never be: bound the
     * wait with {@code orTimeout}, or cancel; either ends the waiting here too.
     */
    public CompletableFuture<Receipt> awaitReceipt(Product product, EventId id) {
        return waiters.await(new EventKey(product, id));
    }

    /** Every product that has entries in a partition that this instance owns. */
    public List<ProductPosition> products() {
        return projector.stores().serving().stream()
                .flatMap(partition -> products(partition).stream())
                .toList();
    }

    /** Every product that has entries in the partition. */
    public List<ProductPosition> products(int partition) {
        return askWhole(
                partition,
                graph ->
                        graph.positions().entrySet().stream()
                                .map(
                                        each ->
                                                new ProductPosition(
                                                        each.getKey(),
                                                        each.getValue().seq(),
                                                        each.getValue().sealedAt()))
                                .toList());
    }

    /**
     * The event's body, read from the ledger and checked against its seal; empty when the product's
     * log holds no such id yet.
     *
     * @throws IllegalStateException when the ledger does not answer, or holds something else than
     *     was applied
     */
    public Optional<SealedEvent> event(Product product, EventId id) {
        return position(new EventKey(product, id)).flatMap(entry -> fetch(product, entry));
    }

    private Optional<LogEntry> position(EventKey event) {
        try (Lease lease = lease(event.product())) {
            GraphReader graph = lease.of(event.product());
            OptionalLong seq = graph.seqOf(event);
            return seq.isEmpty() ? Optional.empty() : graph.entry(event.product(), seq.getAsLong());
        }
    }

    private Optional<SealedEvent> fetch(Product product, LogEntry entry) {
        ConsumerRecord<byte[], byte[]> record =
                ledger.record(projector.partitionOf(product), entry.offset());
        Seal seal = Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL));
        check(product, seal, entry, record.value());
        return records.event(record).map(event -> new SealedEvent(event, seal, entry.leaf()));
    }

    private static void check(Product product, Seal seal, LogEntry entry, byte[] value) {
        int length = Math.max(0, value.length - WireFormat.BODY_OFFSET);
        Digest body = Digest.sha256(value, value.length - length, length);
        if (!seal.leaf().equals(entry.leaf()) || !seal.body().equals(body)) {
            throw new IllegalStateException(
                    "log %s, seq %d: the record at offset %d is not the one that was applied (leaf %s, expected %s; body %s, sealed %s); verify the ledger"
                            .formatted(
                                    product,
                                    seal.seq(),
                                    entry.offset(),
                                    seal.leaf(),
                                    entry.leaf(),
                                    body,
                                    seal.body()));
        }
    }

    /** Number of entries of the product's log that are applied here; 0 for an unknown product. */
    public long logSize(Product product) {
        return askLog(product, LogView::size);
    }

    /**
     * A tile of the product's log, full or partial; empty when the log is not that long.
     *
     * @see Tile#parsePath
     */
    public Optional<byte[]> tile(Product product, Tile tile) {
        return askLog(product, log -> log.tile(tile));
    }

    /**
     * Seals of the product's log; empty when the log is not that long.
     *
     * @see EntryBundle#parsePath
     */
    public Optional<byte[]> entryBundle(Product product, EntryBundle bundle) {
        return askLog(product, log -> log.entries(bundle));
    }

    /** The root over the first entries of the product's log; empty when it has not that many. */
    public Optional<Digest> root(Product product, long treeSize) {
        return askLog(
                product,
                log ->
                        treeSize > log.size()
                                ? Optional.empty()
                                : Optional.of(Proofs.root(log.nodes(treeSize), treeSize)));
    }

    /**
     * That the event is among the first {@code treeSize} entries of its product's log; empty when
     * it is not, or the log has not that many.
     */
    public Optional<InclusionProof> inclusionProof(Product product, EventId id, long treeSize) {
        try (Lease lease = lease(product)) {
            GraphReader graph = lease.of(product);
            LogView log = graph.log(product);
            OptionalLong found = graph.seqOf(new EventKey(product, id));
            if (found.isEmpty() || found.getAsLong() >= treeSize || treeSize > log.size()) {
                return Optional.empty();
            }
            long seq = found.getAsLong();
            NodeSource nodes = log.nodes(treeSize);
            List<Digest> path = Proofs.inclusion(nodes, seq, treeSize);
            return Optional.of(new InclusionProof(seq, nodes.node(0, seq), treeSize, path));
        }
    }

    /**
     * That the tree over the first {@code from} entries of the product's log is the beginning of
     * that over the first {@code to} (RFC 6962 section 2.1.2); empty when the log has not that
     * many.
     *
     * @throws IllegalArgumentException unless 1 ≤ {@code from} ≤ {@code to}
     */
    public Optional<List<Digest>> consistencyProof(Product product, long from, long to) {
        return askLog(
                product,
                log ->
                        to > log.size()
                                ? Optional.empty()
                                : Optional.of(Proofs.consistency(log.nodes(to), from, to)));
    }

    private <T> T askLog(Product product, Function<LogView, T> question) {
        try (Lease lease = lease(product)) {
            return question.apply(lease.of(product).log(product));
        }
    }

    /**
     * The digest of everything in the partitions served here: of the whole ledger when all are.
     * Equals that of a replay of the same logs. Reads every node.
     */
    public Digest digest() {
        List<GraphReader> graphs = new ArrayList<>();
        try {
            for (int partition : projector.stores().serving()) {
                graphs.add(projector.stores().lease(partition));
            }
            return new MergedGraph(graphs).digest();
        } finally {
            graphs.forEach(GraphReader::close);
        }
    }

    /** How far behind the ledger each partition served here is, in their order. */
    public List<PartitionProgress> progress() {
        return lag.serving();
    }

    @Override
    public void close() {
        projector.stores().forget(waiters);
        ledger.close();
    }
}
