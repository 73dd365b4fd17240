package dev.goldthread.streams.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.core.seal.Verdict.Broken;
import dev.goldthread.streams.audit.LedgerReport.RegistryCheck;
import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
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
import java.time.Instant;
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
                                    new NewTopic(topics.schemas(), 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
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
        String json =
                """
                {"id":"commit-%d","product":"%s","type":"commit.pushed",
                 "occurredAt":"2026-03-01T10:00:00Z","actor":{"kind":"SYSTEM","id":"ci"},
                 "source":{"uri":"urn:git:pump","tool":"git"},
                 "subject":{"type":"Commit","id":"%040x"},
                 "data":{"repository":"pump","summary":"Number %d","signatureState":"UNSIGNED"}}
                """
                        .formatted(number, product, number, number);
        Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));
        Admission admission =
                gate.admit(
                        json.getBytes(StandardCharsets.UTF_8),
                        new Submission("test", "test", Optional.empty()),
                        Instant.parse("2026-03-02T10:00:00Z"));
        if (admission instanceof Admission.Accepted accepted) {
            return accepted.body().toBytes();
        }
        throw new AssertionError(admission);
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
