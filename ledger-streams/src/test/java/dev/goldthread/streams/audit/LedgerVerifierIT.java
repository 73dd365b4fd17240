package dev.goldthread.streams.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Ed25519PrivateKey;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.NoteSigner;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Proofs;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.streams.audit.LedgerReport.RegistryCheck;
import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
import dev.goldthread.streams.checkpoint.CheckpointKind;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerVerifierIT {

    private static final LedgerName LEDGER = new LedgerName("ledger.example.org");
    private static final Product PUMP = new Product("pump");
    private static final Product MONITOR = new Product("monitor");
    private static final int SCHEMA_ID = 7;
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir static Path root;
    private static DataFolder data;
    private static EmbeddedBroker broker;

    private LedgerTopics topics;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<Product, LogHead> heads = new HashMap<>();
    private final Map<Product, MerkleTree> trees = new HashMap<>();

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
    void createTopics() throws Exception {
        topics = new LedgerTopics("test" + TESTS.incrementAndGet());
        try (Admin admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topics.ledger(), 2, (short) 1),
                                    new NewTopic(topics.checkpoints(), 2, (short) 1),
                                    new NewTopic(topics.schemas(), 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
        try (SchemaArchive archive = new SchemaArchive(broker.clientConfig(), topics.schemas())) {
            archive.keep(EventSchema.TEXT);
        }
    }

    @Test
    void findsAWholeLedgerIntact() {
        seal(PUMP, 300);
        seal(MONITOR, 5);
        produce();

        LedgerReport report = verify();

        assertThat(report.isIntact()).isTrue();
        assertThat(report.records()).isEqualTo(305);
        assertThat(report.registry()).isEqualTo(RegistryCheck.NO_REGISTRY);
        assertThat(report.logs())
                .extracting(LogReport::product, LogReport::entries, LogReport::root)
                .containsExactly(tuple(MONITOR, 5L, root(MONITOR)), tuple(PUMP, 300L, root(PUMP)));
    }

    @Test
    void readsNothingOfAbortedTransactions() {
        seal(PUMP, 3);
        produce();
        produceAndAbort(records.getFirst());

        assertThat(verify().isIntact()).isTrue();
    }

    @Test
    void findsAChangedBody() {
        seal(PUMP, 5);
        records.get(3).value()[60] ^= 1;

        assertThat(broken(PUMP, 3).field()).isEqualTo("body");
    }

    @Test
    void findsARecordLeftOut() {
        seal(PUMP, 5);
        records.remove(2);

        Broken broken = broken(PUMP, 2);
        assertThat(broken.field()).isEqualTo("seq");
        assertThat(broken.expected()).isEqualTo("2");
        assertThat(broken.found()).isEqualTo("3");
    }

    @Test
    void findsRecordsSwapped() {
        seal(PUMP, 5);
        Collections.swap(records, 1, 2);

        assertThat(broken(PUMP, 1).field()).isEqualTo("seq");
    }

    @Test
    void findsAChangedLeaf() {
        seal(PUMP, 2);
        records.get(1).headers().lastHeader(LedgerHeaders.LEAF).value()[0] ^= 1;

        assertThat(broken(PUMP, 1).field()).isEqualTo("leaf");
    }

    @Test
    void findsARecordWithoutSeal() {
        seal(PUMP, 2);
        records.get(1).headers().remove(LedgerHeaders.SEAL);

        assertThat(broken(PUMP, 1).field()).isEqualTo("length");
    }

    @Test
    void findsAnotherProductsEvent() {
        seal(PUMP, 1);
        append(PUMP, body(MONITOR, 1), EventSchema.HASH);

        Broken broken = broken(PUMP, 1);
        assertThat(broken.field()).isEqualTo("key");
        assertThat(broken.expected()).isEqualTo("monitor");
        assertThat(broken.found()).isEqualTo("pump");
    }

    @Test
    void findsASealedBodyThatIsNoEvent() {
        seal(PUMP, 1);
        append(PUMP, new byte[] {1, 2, 3}, EventSchema.HASH);

        assertThat(broken(PUMP, 1).field()).isEqualTo("body");
    }

    @Test
    void findsASchemaTextMissing() {
        seal(PUMP, 1);
        append(PUMP, body(PUMP, 1), Digest.sha256("never kept"));

        Broken broken = broken(PUMP, 1);
        assertThat(broken.field()).isEqualTo("schema");
        assertThat(broken.found()).isEqualTo("missing");
    }

    @Test
    void findsALogInTwoPartitions() {
        seal(PUMP, 2);
        ProducerRecord<byte[], byte[]> moved = records.removeLast();
        records.add(
                new ProducerRecord<>(
                        moved.topic(), 1, moved.key(), moved.value(), moved.headers()));

        produce();
        // Which partition is read first is Kafka's choice.
        assertThat(firstBroken(verify()).field()).isIn("partition", "seq");
    }

    @Test
    void findsAValueThatIsNotFramed() {
        seal(PUMP, 2);
        records.get(1).value()[0] = 1;

        assertThat(broken(PUMP, 1).field()).isEqualTo("value");
    }

    @Test
    void findsARecordInserted() {
        seal(PUMP, 5);
        records.add(2, forged(PUMP, 2));

        // What the forger put there is whole in itself; what follows does not go on from it.
        assertThat(broken(PUMP, 3).field()).isEqualTo("seq");
    }

    @Test
    void findsARecordReplayed() {
        seal(PUMP, 5);
        records.add(records.get(2));

        Broken broken = broken(PUMP, 5);
        assertThat(broken.field()).isEqualTo("seq");
        assertThat(broken.found()).isEqualTo("2");
    }

    @Test
    void findsARecordUnderAnotherProductsKey() {
        seal(PUMP, 3);
        seal(MONITOR, 3);
        ProducerRecord<byte[], byte[]> moved = records.remove(1);
        records.add(
                1,
                new ProducerRecord<>(
                        moved.topic(),
                        moved.partition(),
                        MONITOR.name().getBytes(StandardCharsets.UTF_8),
                        moved.value(),
                        moved.headers()));
        produce();

        LedgerReport report = verify();
        assertThat(report.logs()).extracting(LogReport::isIntact).containsExactly(false, false);
    }

    @Test
    void findsASealChanged() {
        seal(PUMP, 3);
        for (int at : new int[] {0, 2, 9, 20, 40, 80}) {
            byte[] seal = records.get(1).headers().lastHeader(LedgerHeaders.SEAL).value();
            if (at < seal.length) {
                seal[at] ^= 1;
            }
        }

        broken(PUMP, 1);
    }

    @Test
    void findsASchemaTextSwapped() throws Exception {
        Digest real = Digest.sha256("\"string\"");
        seal(PUMP, 1);
        append(PUMP, body(PUMP, 1), real);
        try (var producer = producer(Map.of())) {
            String text = "\"int\"";
            producer.send(new ProducerRecord<>(topics.schemas(), real.toBytes(), text.getBytes()));
            String noSchema = "{";
            producer.send(
                    new ProducerRecord<>(
                            topics.schemas(),
                            Digest.sha256(noSchema).toBytes(),
                            noSchema.getBytes()));
        }

        Broken broken = broken(PUMP, 1);
        assertThat(broken.field()).isEqualTo("schema");
        assertThat(broken.expected()).contains(real.hex());
    }

    @Test
    void findsALogCutBehindItsCheckpoint() {
        seal(PUMP, 5);
        sign(PUMP, 5, root(PUMP));
        produce();
        assertThat(verifyKnowing(KEY).isIntact()).isTrue();
        topicsAnew();
        records.removeLast();
        sign(PUMP, 5, root(PUMP));
        produce();

        Broken broken = firstBroken(verifyKnowing(KEY));
        assertThat(broken.field()).isEqualTo("size");
        assertThat(broken.seq()).isEqualTo(4);
    }

    @Test
    void findsAForkSignedWithTheStolenKey() {
        seal(PUMP, 5);
        sign(PUMP, 3, Digest.sha256("forked"));
        produce();

        Broken broken = firstBroken(verifyKnowing(KEY));
        assertThat(broken.field()).isEqualTo("root");
        assertThat(broken.seq()).isEqualTo(2);
    }

    @Test
    void findsTwoRootsSignedForOneSize() {
        seal(PUMP, 5);
        sign(PUMP, 5, root(PUMP));
        sign(PUMP, 5, Digest.sha256("rolled back and grown again"));
        produce();

        Broken broken = firstBroken(verifyKnowing(KEY));
        assertThat(broken.field()).isEqualTo("root of the checkpoints of size 5");
        assertThat(broken.expected()).isEqualTo(root(PUMP).hex());
    }

    @Test
    void findsACheckpointOfAStranger() {
        seal(PUMP, 2);
        sign(PUMP, 2, root(PUMP));
        produce();

        Broken broken = firstBroken(verifyKnowing(key(2)));
        assertThat(broken.field()).contains("size 2", "signature");
    }

    @Test
    void quicklyFindsCheckpointsOfTwoHistories() {
        seal(PUMP, 7);
        Digest first = Proofs.root(trees.get(PUMP), 2);
        sign(PUMP, 2, first);
        sign(PUMP, 7, root(PUMP));
        CheckpointReport intact = verifyQuickly();
        assertThat(intact.isIntact()).isTrue();
        assertThat(intact.proofs()).isEqualTo(1);

        sign(PUMP, 5, Digest.sha256("forked"));
        CheckpointReport forked = verifyQuickly();
        Broken broken = forked.logs().getFirst().flaw().orElseThrow();
        assertThat(broken.seq()).isEqualTo(2);
        assertThat(broken.field()).contains("sizes 2 and 5");
        assertThat(broken.found()).isEqualTo("a proof that does not hold");
    }

    private CheckpointReport verifyQuickly() {
        return new CheckpointVerifier(
                        broker.clientConfig(),
                        topics,
                        LEDGER,
                        trust(KEY),
                        (product, from, to) ->
                                Optional.of(Proofs.consistency(trees.get(product), from, to)),
                        10)
                .verify(Optional.empty(), (read, total) -> {}, (read, total) -> {});
    }

    private static final Ed25519PrivateKey KEY = key(1);

    private static Ed25519PrivateKey key(int number) {
        byte[] seed = new byte[Ed25519PrivateKey.SEED_BYTES];
        seed[0] = (byte) number;
        return Ed25519PrivateKey.ofSeed(seed);
    }

    private static CheckpointTrust trust(Ed25519PrivateKey key) {
        return new CheckpointTrust(
                (origin, size) -> List.of(new NoteSigner(origin.keyName(), key).verifierKey()),
                List.of(),
                0,
                List.of());
    }

    private LedgerReport verifyKnowing(Ed25519PrivateKey key) {
        return new LedgerVerifier(
                        broker.clientConfig(), topics, LEDGER, Optional.empty(), trust(key))
                .verify((read, total) -> {});
    }

    private void sign(Product product, long size, Digest root) {
        Origin origin = new Origin(LEDGER, product);
        byte[] note =
                new NoteSigner(origin.keyName(), KEY)
                        .sign(new Checkpoint(origin.text(), size, root))
                        .toBytes();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topics.checkpoints(),
                        0,
                        product.name().getBytes(StandardCharsets.UTF_8),
                        note);
        CheckpointKind.CHECKPOINT.addTo(record.headers());
        try (var producer = producer(Map.of())) {
            producer.send(record);
        }
    }

    private void topicsAnew() {
        List<ProducerRecord<byte[], byte[]>> before = List.copyOf(records);
        records.clear();
        try {
            createTopics();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        before.forEach(
                record ->
                        records.add(
                                new ProducerRecord<>(
                                        topics.ledger(),
                                        record.partition(),
                                        record.key(),
                                        record.value(),
                                        record.headers())));
    }

    /** Rightly chained, of another body. */
    private ProducerRecord<byte[], byte[]> forged(Product product, int seq) {
        LogHead head = LogHead.EMPTY;
        for (int i = 0; i < seq; i++) {
            byte[] body = body(product, i);
            head =
                    Chain.seal(
                                    head,
                                    1_780_000_000_000_000L + i,
                                    EventSchema.HASH,
                                    Digest.sha256(body))
                            .next();
        }
        byte[] body = body(product, 99);
        Sealed sealed =
                Chain.seal(
                        head, 1_780_000_000_000_000L + seq, EventSchema.HASH, Digest.sha256(body));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topics.ledger(),
                        0,
                        product.name().getBytes(StandardCharsets.UTF_8),
                        WireFormat.write(SCHEMA_ID, body));
        record.headers().add(LedgerHeaders.SEAL, sealed.seal().toBytes());
        record.headers().add(LedgerHeaders.LEAF, sealed.leaf().toBytes());
        return record;
    }

    @Test
    void holdsSchemaIdsAgainstTheRegistry() {
        seal(PUMP, 3);
        produce();

        assertThat(verify(Map.of(SCHEMA_ID, EventSchema.TEXT)).isIntact()).isTrue();
        assertThat(firstBroken(verify(Map.of(SCHEMA_ID, "\"string\""))).field())
                .isEqualTo("schema");
        assertThat(firstBroken(verify(Map.of())).field()).isEqualTo("schema id");
    }

    @Test
    void judgesOtherLogsAllTheSame() {
        seal(PUMP, 5);
        seal(MONITOR, 5);
        records.get(3).value()[60] ^= 1;
        produce();

        LedgerReport report = verify();

        assertThat(report.isIntact()).isFalse();
        assertThat(report.logs()).extracting(LogReport::isIntact).containsExactly(true, false);
        assertThat(verifier().verify(MONITOR, (read, total) -> {}).isIntact()).isTrue();
    }

    @Test
    void refusesToPassWhatItDidNotSee() {
        assertUnreadable(Cause.EMPTY, this::verify);

        seal(PUMP, 1);
        produce();
        assertUnreadable(
                Cause.UNKNOWN_PRODUCT, () -> verifier().verify(MONITOR, (read, total) -> {}));

        topics = new LedgerTopics("elsewhere");
        assertUnreadable(Cause.NO_LEDGER, this::verify);
    }

    @Test
    void refusesARecordOfNoProduct() {
        seal(PUMP, 1);
        records.add(
                new ProducerRecord<>(topics.ledger(), 0, "Not a product".getBytes(), new byte[5]));
        produce();

        assertThatThrownBy(this::verify)
                .isInstanceOf(ForeignRecordException.class)
                .hasMessageContaining("offset");
    }

    private static void assertUnreadable(Cause cause, Runnable verification) {
        assertThatThrownBy(verification::run)
                .isInstanceOfSatisfying(
                        LedgerUnreadableException.class,
                        e -> assertThat(e.reason()).isEqualTo(cause));
    }

    private Broken broken(Product product, long seq) {
        produce();
        Broken broken = firstBroken(verify());
        assertThat(broken.origin().product()).isEqualTo(product);
        assertThat(broken.seq()).isEqualTo(seq);
        return broken;
    }

    private static Broken firstBroken(LedgerReport report) {
        assertThat(report.isIntact()).isFalse();
        return report.logs().stream()
                .map(LogReport::verdict)
                .filter(Broken.class::isInstance)
                .map(Broken.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private LedgerReport verify() {
        return verifier().verify((read, total) -> {});
    }

    private LedgerVerifier verifier() {
        return new LedgerVerifier(
                broker.clientConfig(), topics, LEDGER, Optional.empty(), CheckpointTrust.NO_KEYS);
    }

    private LedgerReport verify(Map<Integer, String> textById) {
        SchemaRegistry registry = new FixedRegistry(textById);
        return new LedgerVerifier(
                        broker.clientConfig(),
                        topics,
                        LEDGER,
                        Optional.of(registry),
                        CheckpointTrust.NO_KEYS)
                .verify((read, total) -> {});
    }

    /** A registry that holds these texts and takes no others. */
    private record FixedRegistry(Map<Integer, String> textById) implements SchemaRegistry {

        @Override
        public Optional<String> schemaText(int id) {
            return Optional.ofNullable(textById.get(id));
        }

        @Override
        public int register(String subject, String schemaText) {
            throw new AssertionError("a verifier registers nothing");
        }

        @Override
        public OptionalInt idOf(String subject, String schemaText) {
            throw new AssertionError("a verifier asks by id");
        }

        @Override
        public void setCompatibility(String subject, Compatibility level) {
            throw new AssertionError("a verifier sets nothing");
        }
    }

    private Digest root(Product product) {
        return trees.get(product).root();
    }

    private void seal(Product product, int count) {
        for (int i = 0; i < count; i++) {
            append(product, body(product, i), EventSchema.HASH);
        }
    }

    private void append(Product product, byte[] body, Digest schema) {
        LogHead head = heads.getOrDefault(product, LogHead.EMPTY);
        Sealed sealed =
                Chain.seal(head, 1_780_000_000_000_000L + head.size(), schema, Digest.sha256(body));
        heads.put(product, sealed.next());
        trees.computeIfAbsent(product, key -> new MerkleTree()).append(sealed.leaf());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topics.ledger(),
                        product.equals(PUMP) ? 0 : 1,
                        product.name().getBytes(StandardCharsets.UTF_8),
                        WireFormat.write(SCHEMA_ID, body));
        record.headers().add(LedgerHeaders.SEAL, sealed.seal().toBytes());
        record.headers().add(LedgerHeaders.LEAF, sealed.leaf().toBytes());
        records.add(record);
    }

    private static byte[] body(Product product, int number) {
        return LogRecords.body(product, number);
    }

    private void produce() {
        try (var producer = producer(Map.of())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    private void produceAndAbort(ProducerRecord<byte[], byte[]> record) {
        try (var producer = producer(Map.of("transactional.id", topics.prefix()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record);
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put("acks", "all");
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
