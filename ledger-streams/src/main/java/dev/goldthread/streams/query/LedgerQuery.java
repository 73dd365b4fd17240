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
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.Projector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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
    private final LedgerFetch ledger;
    private final LedgerLag lag;
    private final Leases leases;
    private final ProductLogs logs;
    private final SealedBodies bodies;
    private final Receipts receipts;

    /**
     * @param projector is not closed by this
     */
    public LedgerQuery(Projector projector) {
        this.projector = projector;
        ledger =
                new LedgerFetch(
                        projector.options().client(), projector.options().topics().ledger());
        lag = new LedgerLag(projector.stores(), ledger);
        leases = new Leases(projector, lag);
        logs = new ProductLogs(leases);
        bodies = new SealedBodies(leases, ledger, projector.records(), projector::partitionOf);
        receipts = new Receipts(projector, leases);
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
        try (Lease lease = leases.of(product)) {
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
                new LocalProducts(projector::partitionOf, leases::of, mayRead, elsewhere)) {
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
        try (Lease lease = leases.of(wish.product())) {
            return LentPiece.read(wish, lease.of(wish.product()));
        }
    }

    /**
     * Asks one partition's whole graph, as it stands now; the reader must not leave the question.
     * The answer has to say how far that is: a copy may be behind.
     */
    public <T> T askPartition(int partition, Function<GraphReader, T> question) {
        try (Lease lease = leases.of(partition)) {
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
        try (Lease lease = leases.of(partition)) {
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
        return leases.presence(partition);
    }

    /** Partitions whose stores here follow, with what can be said of them, in their order. */
    public SortedMap<Integer, Presence> following() {
        return leases.following();
    }

    /** As {@link #ask}, for a question that also finds events and nodes by an index. */
    public <T> T askIndexed(Product product, Function<GraphReader, T> question) {
        try (Lease lease = leases.of(product)) {
            return question.apply(lease.of(product));
        }
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
        try (Lease lease = leases.of(product)) {
            return lease.graph()
                    .position(product)
                    .filter(position -> position.seq() >= seq)
                    .isPresent();
        }
    }

    /** The event's receipt; empty as long as it is not applied. */
    public Optional<Receipt> receipt(Product product, EventId id) {
        return receipts.of(new EventKey(product, id));
    }

    /**
     * The event's receipt as soon as it is applied, on another thread. It may never be: bound the
     * wait with {@code orTimeout}, or cancel; either ends the waiting here too.
     */
    public CompletableFuture<Receipt> awaitReceipt(Product product, EventId id) {
        return receipts.await(new EventKey(product, id));
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
        return bodies.of(new EventKey(product, id));
    }

    /**
     * As {@link #event}, of some entries of a log, in order.
     *
     * @param seqs growing; of events that are applied, not of repetitions
     * @param sink takes one after the other, so that not all bodies are held
     */
    public void events(Product product, List<Long> seqs, Consumer<SealedEvent> sink) {
        bodies.each(product, seqs, sink);
    }

    /** The products' logs as trees, with their proofs. */
    public ProductLogs logs() {
        return logs;
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
        receipts.close();
        ledger.close();
    }
}
