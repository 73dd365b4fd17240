package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.event;
import static dev.goldthread.streams.project.LedgerFixture.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.ProofVerifier;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.query.InclusionProof;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.PartitionProgress;
import dev.goldthread.streams.query.Presence;
import dev.goldthread.streams.query.ProductPosition;
import dev.goldthread.streams.query.Receipt;
import dev.goldthread.streams.query.SealedEvent;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

class ProjectorIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 3;

    @TempDir static Path root;
    private static DataFolder data;
    private static EmbeddedBroker broker;

    private LedgerTopics topics;
    private Path folder;
    private KafkaProducer<byte[], byte[]> producer;
    private Projector projector;
    private LedgerQuery query;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final LedgerFixture ledger = new LedgerFixture();
    private final List<ConsumerRecord<byte[], byte[]>> sealed = new ArrayList<>();
    private final Map<Product, Long> sizes = new HashMap<>();

    @BeforeAll
    static void startBroker() {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
        data.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        topics = new LedgerTopics("t-" + name.substring(0, Math.min(40, name.length())));
        folder = root.resolve(name);
        try (Admin admin = Admin.create(broker.clientConfig())) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topics.ledger(), PARTITIONS, (short) 1),
                                    new NewTopic(topics.schemas(), 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (SchemaArchive archive = new SchemaArchive(broker.clientConfig(), topics.schemas())) {
            archive.keep(EventSchema.TEXT);
        }
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.prefix());
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        open();
    }

    @AfterEach
    void stop() {
        close();
        producer.close();
    }

    @Test
    void appliesWhatIsSealed() throws Exception {
        List<AcceptedEvent> events = LedgerFixture.randomEvents(new Random(1), 500);
        commit(ledger.seal(events));
        commit(List.of(ledger.seal(PUMP, new byte[] {7})));
        awaitAll();

        assertThat(query.digest()).isEqualTo(expected());
        assertThat(query.ready()).isTrue();
        assertThat(query.products())
                .extracting(ProductPosition::product)
                .containsExactlyInAnyOrderElementsOf(sizes.keySet());
        assertThat(query.progress())
                .hasSize(PARTITIONS)
                .extracting(PartitionProgress::behind)
                .containsOnly(0L);
        assertThat(projector.counts().opaque()).isOne();
        assertThat(projector.holders(projector.partitionOf(PUMP)).owner()).isEmpty();
    }

    @Test
    void givesReceiptsAndBodies() throws Exception {
        EventId id = new EventId("late");
        CompletableFuture<Receipt> receipt = query.awaitReceipt(PUMP, id);
        ConsumerRecord<byte[], byte[]> first =
                ledger.seal(event(PUMP, "first", requirement(PUMP, "R"), "t"));
        AcceptedEvent event = event(PUMP, "late", requirement(PUMP, "REQ-1"), "ä".repeat(90_000));
        ConsumerRecord<byte[], byte[]> record = ledger.seal(event);
        commit(List.of(first, record));

        Receipt given = receipt.get(120, TimeUnit.SECONDS);
        assertThat(given.seq()).isOne();
        assertThat(given.leaf().toBytes()).isEqualTo(record.headers().lastHeader("leaf").value());
        assertThat(given.isOf(event)).isTrue();
        assertThat(query.receipt(PUMP, id)).contains(given);
        assertThat(query.awaitReceipt(PUMP, id).get(120, TimeUnit.SECONDS)).isEqualTo(given);
        assertThat(query.awaitApplied(PUMP, 1, Duration.ZERO)).isTrue();
        assertThat(query.awaitApplied(PUMP, 2, Duration.ofMillis(50))).isFalse();

        SealedEvent body = query.event(PUMP, id).orElseThrow();
        assertThat(body.event()).isEqualTo(event);
        assertThat(body.seal().seq()).isOne();
        assertThat(body.seal().leaf()).isEqualTo(given.leaf());
        assertThat(query.receipt(PUMP, new EventId("never"))).isEmpty();
        assertThat(query.event(PUMP, new EventId("never"))).isEmpty();
    }

    @Test
    void provesWhatIsInALog() throws Exception {
        List<AcceptedEvent> events = LedgerFixture.randomEvents(new Random(2), 700);
        List<ConsumerRecord<byte[], byte[]>> records = ledger.seal(events);
        commit(records);
        awaitAll();
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).event().product().equals(PUMP)) {
                tree.append(Digest.of(records.get(i).headers().lastHeader("leaf").value()));
            }
        }
        long size = tree.size();

        assertThat(query.logs().size(PUMP)).isEqualTo(size);
        assertThat(query.logs().root(PUMP, size)).contains(tree.root());
        EventId id = events.getFirst().event().id();
        Product product = events.getFirst().event().product();
        InclusionProof proof =
                query.logs().inclusionProof(product, id, query.logs().size(product)).orElseThrow();
        assertThat(
                        ProofVerifier.verifyInclusion(
                                proof.leaf(),
                                proof.seq(),
                                proof.treeSize(),
                                proof.path(),
                                query.logs().root(product, proof.treeSize()).orElseThrow()))
                .isTrue();
        assertThat(query.logs().consistencyProof(PUMP, 256, size))
                .contains(Proofs.consistency(tree, 256, size));
        assertThat(query.logs().tile(PUMP, new Tile(1, 0, 1))).contains(tree.node(8, 0).toBytes());
        assertThat(query.logs().entryBundle(PUMP, new EntryBundle(0, 256))).isPresent();
        assertThat(query.logs().inclusionProof(PUMP, new EventId("nobody's"), size)).isEmpty();
        assertThat(query.logs().consistencyProof(PUMP, 1, size + 1)).isEmpty();
        List<AcceptedEvent> ofPump =
                events.stream().filter(each -> each.event().product().equals(PUMP)).toList();
        List<Long> near = LongStream.range(0, 40).boxed().toList();
        List<Long> seqs = Stream.concat(near.stream(), Stream.of(150L, size - 1)).toList();
        List<SealedEvent> bodies = new ArrayList<>();
        query.events(PUMP, seqs, bodies::add);
        assertThat(bodies).extracting(body -> body.seal().seq()).isEqualTo(seqs);
        assertThat(bodies)
                .extracting(SealedEvent::event)
                .isEqualTo(seqs.stream().map(seq -> ofPump.get(Math.toIntExact(seq))).toList());
    }

    @Test
    void seesNothingOfAnAbortedTransaction() throws Exception {
        AcceptedEvent event = event(PUMP, "e1", requirement(PUMP, "REQ-1"), "aborted");
        producer.beginTransaction();
        send(new LedgerFixture().seal(event));
        producer.flush();
        producer.abortTransaction();
        commit(List.of(ledger.seal(event(PUMP, "e1", requirement(PUMP, "REQ-1"), "committed"))));
        awaitAll();

        assertThat(
                        query.<List<String>>ask(
                                PUMP,
                                graph ->
                                        graph
                                                .node(requirement(PUMP, "REQ-1"))
                                                .text("title")
                                                .stream()
                                                .toList()))
                .containsExactly("committed");
        assertThat(projector.counts().events()).isOne();
    }

    @Test
    void continuesAfterARestart() throws Exception {
        commit(ledger.seal(LedgerFixture.randomEvents(new Random(2), 300)));
        awaitAll();
        close();
        int before = sealed.size();
        commit(List.of(ledger.seal(event(PUMP, "after", requirement(PUMP, "REQ-1"), "t"))));
        open();
        awaitAll();

        assertThat(query.digest()).isEqualTo(expected());
        ProjectorCounts counts = projector.counts();
        assertThat(counts.events() + counts.duplicates()).isEqualTo(sealed.size() - before);
        assertThat(counts.rebuilds()).isZero();
    }

    @Test
    void rebuildsAWipedDiskFromTheLedger() throws Exception {
        commit(ledger.seal(LedgerFixture.randomEvents(new Random(3), 300)));
        commit(List.of(ledger.seal(PUMP, new byte[] {7})));
        awaitAll();
        Digest live = query.digest();
        close();
        assertThat(told).as("no store was lost").isEmpty();
        Utils.delete(folder.toFile());
        open();
        awaitAll();

        assertThat(query.digest()).isEqualTo(live).isEqualTo(expected());
        assertThat(told)
                .anyMatch(line -> line.endsWith(" events, because there is none here yet"))
                .anyMatch(line -> line.matches("partition .: the store is up to date, .*"));
        ProjectorCounts counts = projector.counts();
        assertThat(counts.events() + counts.duplicates()).isEqualTo(sealed.size());
        assertThat(counts.opaque()).isOne();
    }

    @Test
    void rebuildsAHalfWrittenStore() throws Exception {
        commit(ledger.seal(LedgerFixture.randomEvents(new Random(4), 300)));
        awaitAll();
        close();
        Path file = storeFiles().filter(path -> path.toString().endsWith(".sst")).findFirst().get();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        open();
        awaitAll();

        assertThat(query.digest()).isEqualTo(expected());
        assertThat(projector.counts().events()).isPositive();
    }

    @Test
    void rebuildsAStoreWithAGap() throws Exception {
        commit(ledger.seal(LedgerFixture.randomEvents(new Random(5), 300)));
        awaitAll();
        close();
        forget(PUMP, 2, 0);
        commit(List.of(ledger.seal(event(PUMP, "after", requirement(PUMP, "REQ-1"), "t"))));
        open();
        awaitAll();

        assertThat(query.digest()).isEqualTo(expected());
        assertThat(projector.counts().rebuilds()).isOne();
        assertThat(projector.failure()).isEmpty();
        assertThat(told).anyMatch(line -> line.matches(".*, because .* expected seq .*"));
    }

    @Test
    void rebuildsAStoreWhoseGapShowsWhileRestoring() throws Exception {
        commit(ledger.seal(LedgerFixture.randomEvents(new Random(6), 300)));
        awaitAll();
        close();
        forget(PUMP, 60, 20);
        open();
        awaitAll();

        assertThat(query.digest()).isEqualTo(expected());
        assertThat(projector.counts().rebuilds()).isOne();
        assertThat(projector.failure()).isEmpty();
    }

    @Test
    void stopsWhenTheLedgerItselfHasAGap() throws Exception {
        commit(List.of(ledger.seal(event(PUMP, "e0", requirement(PUMP, "REQ-1"), "t"))));
        awaitAll();
        ledger.skip(PUMP);
        commit(List.of(ledger.seal(event(PUMP, "e2", requirement(PUMP, "REQ-1"), "t"))));

        await(() -> projector.state() == KafkaStreams.State.ERROR);
        assertThat(projector.failure())
                .get()
                .isInstanceOf(Fold.GapException.class)
                .asString()
                .contains("expected seq 1 next, but got 2");
        assertThat(query.ready()).isFalse();
        assertThatThrownBy(() -> query.receipt(PUMP, new EventId("e0")))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void everyPartitionIsFollowedByAnotherInstance() throws Exception {
        commit(ledger.seal(LedgerFixture.randomEvents(new Random(7), 300)));
        close();
        openFellow("first", 7101);
        Projector second = fellow("second", 7102);
        try (LedgerQuery asked = new LedgerQuery(second)) {
            commit(ledger.seal(LedgerFixture.randomEvents(new Random(8), 300)));
            await(() -> arePairs(projector, second) && applied(asked, query).equals(sizes));

            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(digest(second, partition)).isEqualTo(digest(projector, partition));
                assertThat(second.holders(partition)).isEqualTo(projector.holders(partition));
                assertThat(projector.holders(partition).owner()).isPresent();
                assertThat(projector.holders(partition).standbys()).hasSize(1);
            }
            assertThat(asked.following().values()).allMatch(Presence.Standby.class::isInstance);
            boolean owns = asked.presence(second.partitionOf(PUMP)) instanceof Presence.Owner;
            LedgerQuery follower = owns ? query : asked;
            assertThat(follower.presence(second.partitionOf(PUMP)))
                    .isEqualTo(new Presence.Standby(0));
            assertThat(follower.logs().size(PUMP)).isEqualTo(sizes.get(PUMP));
        } finally {
            second.close();
        }
        assertThat(followersOfAnOlderFormatAreRebuilt()).isPositive();
    }

    /** Returns how many events were applied for that. */
    private long followersOfAnOlderFormatAreRebuilt() throws Exception {
        try (Stream<Path> files = Files.walk(root.resolve("second"))) {
            for (Path store : files.filter(path -> path.endsWith("graph")).toList()) {
                makeOlder(store);
            }
        }
        Projector second = fellow("second", 7102);
        try {
            await(() -> arePairs(projector, second));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(digest(second, partition)).isEqualTo(digest(projector, partition));
            }
            assertThat(second.failure()).isEmpty();
            return second.counts().events();
        } finally {
            second.close();
        }
    }

    private static void makeOlder(Path store) {
        try (RocksMemory memory = new RocksMemory(16);
                GraphDatabase database = StoreFolder.open(store, memory);
                WriteBatch batch = new WriteBatch()) {
            database.put(batch, Family.META, GraphKeys.FORMAT, new byte[] {'0'});
            database.write(batch);
            database.flush();
        }
    }

    private void openFellow(String name, int port) {
        projector = fellow(name, port);
        query = new LedgerQuery(projector);
    }

    private Projector fellow(String name, int port) {
        return Projector.start(
                ProjectorOptions.local(broker.clientConfig(), topics, root.resolve(name))
                        .amongOthers(name, Optional.of("127.0.0.1:" + port)));
    }

    /** One owns and the other one follows each partition, and both have applied the same. */
    /** Entries of each log, over all instances; pairs are alike before anything is applied, too. */
    private static Map<Product, Long> applied(LedgerQuery... instances) {
        return Stream.of(instances)
                .flatMap(instance -> instance.products().stream())
                .collect(
                        Collectors.toMap(
                                ProductPosition::product,
                                position -> position.seq() + 1,
                                Math::max));
    }

    private static boolean arePairs(Projector one, Projector other) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Set<StoreState> both = Set.of(StoreState.SERVING, StoreState.FOLLOWING);
            Set<StoreState> found =
                    EnumSet.of(one.stores().state(partition), other.stores().state(partition));
            if (!found.equals(both) || applied(one, partition) != applied(other, partition)) {
                return false;
            }
        }
        return one.ready() && other.ready();
    }

    private static long applied(Projector projector, int partition) {
        try (GraphReader graph = projector.stores().leaseFollowing(partition)) {
            return graph.positions().values().stream()
                    .mapToLong(position -> position.seq() + 1)
                    .sum();
        } catch (NotReadyException e) {
            return -1;
        }
    }

    private static Digest digest(Projector projector, int partition) {
        try (GraphReader graph = projector.stores().leaseFollowing(partition)) {
            return graph.digest();
        }
    }

    private void open() throws Exception {
        projector =
                Projector.start(
                        ProjectorOptions.local(broker.clientConfig(), topics, folder), told::add);
        query = new LedgerQuery(projector);
        await(query::ready);
    }

    private void close() {
        query.close();
        projector.close();
    }

    private void commit(List<ConsumerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        records.forEach(this::send);
        producer.commitTransaction();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            sealed.add(record);
            Product product = LedgerFixture.reader().read(record).product();
            sizes.merge(product, 1L, Long::sum);
        }
    }

    private void send(ConsumerRecord<byte[], byte[]> record) {
        producer.send(
                new ProducerRecord<>(
                        topics.ledger(),
                        null,
                        null,
                        record.key(),
                        record.value(),
                        record.headers()));
    }

    private void awaitAll() throws Exception {
        for (Map.Entry<Product, Long> size : sizes.entrySet()) {
            await(() -> isApplied(size.getKey(), size.getValue() - 1));
        }
    }

    /** A rebuild on the way is not the end of waiting. */
    private boolean isApplied(Product product, long seq) {
        try {
            return query.awaitApplied(product, seq, Duration.ZERO);
        } catch (NotReadyException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Looks again at every news of the stores, and now and then for news that are none of theirs.
     */
    private void await(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!projector.stores().await(condition, Duration.ofMillis(50))) {
            assertThat(System.nanoTime())
                    .as("waiting; %s", projector.failure())
                    .isLessThan(deadline);
        }
    }

    private Digest expected() {
        TraceGraph graph = new TraceGraph();
        sealed.forEach(record -> graph.apply(LedgerFixture.reader().read(record)));
        return graph.digest();
    }

    private Stream<Path> storeFiles() throws IOException {
        return Files.walk(folder);
    }

    /** Takes a product's last position and the offset back, as no working projector would. */
    private void forget(Product product, int entries, int offsets) throws IOException {
        int partition = projector.partitionOf(product);
        Path store;
        try (Stream<Path> files = storeFiles()) {
            store =
                    files.filter(path -> path.endsWith(Path.of("0_" + partition, "graph")))
                            .findFirst()
                            .orElseThrow();
        }
        try (RocksMemory memory = new RocksMemory(16);
                GraphDatabase database = StoreFolder.open(store, memory);
                WriteBatch batch = new WriteBatch()) {
            byte[] key = GraphKeys.position(product);
            byte[] tail = database.get(Family.META, key);
            ByteBuffer.wrap(tail).putLong(0, LogTail.position(tail).seq() - entries);
            database.put(batch, Family.META, key, tail);
            long offset = database.offset().orElseThrow() - offsets;
            database.put(batch, Family.META, GraphKeys.OFFSET, StoredNumbers.of(offset));
            database.write(batch);
            database.flush();
        }
    }
}
