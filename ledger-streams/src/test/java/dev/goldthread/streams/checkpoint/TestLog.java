package dev.goldthread.streams.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MerkleTree;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.keys.SignerChoice;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A ledger of its own with two logs in one partition, written as a sealer does. */
final class TestLog implements AutoCloseable {

    static final LedgerName NAME = new LedgerName("ledger.example.org");
    static final Product PUMP = new Product("pump");
    static final Product MONITOR = new Product("monitor");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Gate GATE = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));

    final LedgerTopics topics;
    final Path folder;
    private final Map<String, Object> client;
    private final EmbeddedRegistry registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int schemaId;
    private final Map<Product, LogHead> heads = new HashMap<>();
    private final Map<Product, MerkleTree> trees = new HashMap<>();
    private final Map<Product, List<Digest>> roots = new HashMap<>();

    TestLog(EmbeddedBroker broker, Path folder, String prefix) {
        this.client = broker.clientConfig();
        this.folder = folder;
        this.topics = new LedgerTopics(prefix);
        TopicOptions options = new TopicOptions(1, 1, Duration.ofDays(7), Optional.empty());
        try (Admin admin = Admin.create(new HashMap<>(client))) {
            new TopicAdmin(admin).ensure(TopicSpecs.of(topics, options));
        }
        this.registry = EmbeddedRegistry.start(client, prefix + "._schemas");
        this.schemaId =
                registry.register(SchemaRegistry.valueSubject(topics.ledger()), EventSchema.TEXT);
        try (SchemaArchive archive = new SchemaArchive(client, topics.schemas())) {
            archive.keep(EventSchema.TEXT);
        }
        this.producer = producer(Map.of());
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Map<String, Object> client() {
        return client;
    }

    KeyFolder keys() {
        return new KeyFolder(folder);
    }

    KeyRing ring() {
        return KeyRing.open(
                keys(),
                new SignerChoice.InDataFolder(),
                Optional.empty(),
                Instant.now(),
                Optional::empty);
    }

    Checkpointer start() {
        return start(ring());
    }

    Checkpointer start(KeyRing ring) {
        SigningRight right = SigningRight.claim(config(), ring);
        Checkpointer checkpointer = new Checkpointer(config(), right, registry);
        checkpointer.start();
        return checkpointer;
    }

    CheckpointerConfig config() {
        return new CheckpointerConfig(client, topics, NAME, folder.resolve("state"), "test", 1);
    }

    void seal(Product product, int count) {
        for (int i = 0; i < count; i++) {
            producer.send(next(product, commit(product, size(product))));
        }
        producer.flush();
    }

    void seal(Product product, String json) {
        producer.send(next(product, admit(json)));
        producer.flush();
    }

    long size(Product product) {
        return heads.getOrDefault(product, LogHead.EMPTY).size();
    }

    /** The root that the log had at this size. */
    Digest root(Product product, long size) {
        return roots.get(product).get((int) size - 1);
    }

    /** The record that would come next, which then counts as sealed. */
    ProducerRecord<byte[], byte[]> next(Product product, byte[] body) {
        LogHead head = heads.getOrDefault(product, LogHead.EMPTY);
        Sealed sealed = sealed(head, body);
        heads.put(product, sealed.next());
        MerkleTree tree = trees.computeIfAbsent(product, key -> new MerkleTree());
        tree.append(sealed.leaf());
        roots.computeIfAbsent(product, key -> new ArrayList<>()).add(tree.root());
        return record(product, body, sealed);
    }

    /** A record in that place that never was sealed by anybody who goes on from it. */
    ProducerRecord<byte[], byte[]> beside(Product product, byte[] body) {
        return record(product, body, sealed(heads.getOrDefault(product, LogHead.EMPTY), body));
    }

    private static Sealed sealed(LogHead head, byte[] body) {
        return Chain.seal(
                head, 1_780_000_000_000_000L + head.size(), EventSchema.HASH, Digest.sha256(body));
    }

    private ProducerRecord<byte[], byte[]> record(Product product, byte[] body, Sealed sealed) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topics.ledger(),
                        0,
                        product.name().getBytes(StandardCharsets.UTF_8),
                        WireFormat.write(schemaId, body));
        record.headers().add(LedgerHeaders.SEAL, sealed.seal().toBytes());
        record.headers().add(LedgerHeaders.LEAF, sealed.leaf().toBytes());
        return record;
    }

    static byte[] commit(Product product, long number) {
        return admit(
                """
                {"id":"commit-%d","product":"%s","type":"commit.pushed",
                 "occurredAt":"2026-03-01T10:00:00Z","actor":{"kind":"SYSTEM","id":"ci"},
                 "source":{"uri":"urn:git:pump","tool":"git"},
                 "subject":{"type":"Commit","id":"%040x"},
                 "data":{"repository":"pump","summary":"Number %d","signatureState":"UNSIGNED"}}
                """
                        .formatted(number, product, number, number));
    }

    private static byte[] admit(String json) {
        Admission admission =
                GATE.admit(
                        json.getBytes(StandardCharsets.UTF_8),
                        new Submission("test", "test", Optional.empty()),
                        Instant.parse("2026-03-02T10:00:00Z"));
        if (admission instanceof Admission.Accepted accepted) {
            return accepted.body().toBytes();
        }
        throw new AssertionError(admission);
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
        producer.flush();
    }

    void sendAndAbort(ProducerRecord<byte[], byte[]> record) {
        try (var transactional = producer(Map.of("transactional.id", topics.prefix()))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(record);
            transactional.flush();
            transactional.abortTransaction();
        }
    }

    /** Writes a note as a checkpointer does. */
    void publish(Product product, SignedNote note) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topics.checkpoints(), 0, LogStates.key(product), note.toBytes());
        CheckpointKind.CHECKPOINT.addTo(record.headers());
        send(record);
    }

    Origin origin(Product product) {
        return new Origin(NAME, product);
    }

    /** Every note of a log on the topic, in order. */
    List<SignedNote> notes(Product product) {
        List<SignedNote> notes = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topics.checkpoints(), 0);
        try (var consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(product.name())) {
                        notes.add(SignedNote.parse(record.value()));
                    }
                }
            }
        }
        return notes;
    }

    /** Waits until a note of this size is published, and checks every note of the log. */
    void awaitSigned(Product product, long size) {
        await(
                "checkpoint of %s, size %d".formatted(product, size),
                () ->
                        notes(product).stream()
                                .anyMatch(note -> Checkpoint.parse(note.text()).size() == size));
        assertConsistent(product);
    }

    /** Every note has the root that the log had, and a signature of a key that may have signed. */
    void assertConsistent(Product product) {
        for (SignedNote note : notes(product)) {
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            assertThat(checkpoint.origin()).isEqualTo(origin(product).text());
            assertThat(checkpoint.root()).isEqualTo(root(product, checkpoint.size()));
            List<VerifierKey> keys =
                    keys().book().orElseThrow().verifierKeys(origin(product), checkpoint.size());
            assertThat(keys).anyMatch(note::verifiedBy);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time: %s", what).isLessThan(deadline);
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
    }
}
