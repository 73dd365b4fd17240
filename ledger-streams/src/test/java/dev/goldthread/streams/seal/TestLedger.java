package dev.goldthread.streams.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerifier;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.ledger.LedgerHeaders;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A ledger of its own on a running broker: topics, registry, a producer, and reading back. */
final class TestLedger implements AutoCloseable {

    static final LedgerName NAME = new LedgerName("ledger.example.org");
    static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final LedgerTopics topics;
    final Admin admin;
    private final Map<String, Object> client;
    private final Path stateDir;
    private final EmbeddedRegistry registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int schemaId;

    TestLedger(EmbeddedBroker broker, Path stateDir, String prefix) {
        this.client = broker.clientConfig();
        this.stateDir = stateDir;
        this.topics = new LedgerTopics(prefix);
        this.admin = Admin.create(new HashMap<>(client));
        TopicOptions options =
                new TopicOptions(PARTITIONS, 1, Duration.ofDays(7), Optional.empty());
        new TopicAdmin(admin).ensure(TopicSpecs.of(topics, options));
        this.registry = EmbeddedRegistry.start(client, prefix + "._schemas");
        this.schemaId =
                registry.register(SchemaRegistry.valueSubject(topics.intake()), EventSchema.TEXT);
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.put("max.request.size", TopicSpecs.MESSAGE_BYTES_MAX);
        this.producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    SchemaRegistry registry() {
        return registry;
    }

    int schemaId() {
        return schemaId;
    }

    SealerConfig config() {
        return config(1_000);
    }

    SealerConfig config(int recentIdsMax) {
        return new SealerConfig(client, topics, stateDir, "test", 2, 0, recentIdsMax);
    }

    Sealer startSealer() {
        return startSealer(config(), registry, InstantSource.system());
    }

    Sealer startSealer(SealerConfig config, SchemaRegistry schemas, InstantSource clock) {
        Sealer sealer = new Sealer(config, schemas, clock);
        try {
            sealer.start();
            return sealer;
        } catch (RuntimeException e) {
            sealer.close(); // or it would hold its folder against the next one
            throw e;
        }
    }

    byte[] framed(AcceptedEvent event) {
        return WireFormat.write(schemaId, EventCodec.encode(event));
    }

    /** Writes as the gate does: keyed by product, into the key's own partition. */
    void write(AcceptedEvent event) {
        send(new ProducerRecord<>(topics.intake(), key(event.event().product()), framed(event)));
    }

    void write(Product product, int from, int to) {
        IntStream.range(from, to)
                .forEach(number -> write(TestEvents.event(product, "event-" + number)));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    static byte[] key(Product product) {
        return product.name().getBytes(StandardCharsets.UTF_8);
    }

    static int home(Product product) {
        return IntakeCheck.home(key(product), PARTITIONS);
    }

    /** Committed records by partition and offset, once there are that many. */
    List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
        flush();
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            assertThat(records.size()).as("records on %s", topic).isGreaterThanOrEqualTo(count);
            // One more look: what should not be there has had its chance.
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return records;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time: %s", what).isLessThan(deadline);
            Cluster.pause();
        }
    }

    /** Verifies every chain on the raw topic; event ids by product, in order. */
    Map<Product, List<String>> verified(int count) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = await(topics.ledger(), count);
        assertThat(records.size()).as("records on the ledger").isEqualTo(count);
        Map<Product, ChainVerifier> verifiers = new HashMap<>();
        Map<Product, List<String>> ids = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Product product = new Product(new String(record.key(), StandardCharsets.UTF_8));
            assertThat(record.partition()).isEqualTo(home(product));
            byte[] body = WireFormat.body(record.value());
            ChainVerdict verdict =
                    verifiers
                            .computeIfAbsent(
                                    product,
                                    name -> ChainVerifier.fromStart(new Origin(NAME, name)))
                            .accept(
                                    LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL),
                                    LedgerHeaders.value(record.headers(), LedgerHeaders.LEAF),
                                    registry.schemaText(WireFormat.schemaId(record.value()))
                                            .map(Digest::sha256),
                                    body);
            assertThat(verdict).isInstanceOf(ChainVerdict.Intact.class);
            ids.computeIfAbsent(product, name -> new ArrayList<>())
                    .add(EventCodec.decode(body, EventSchema.SCHEMA).event().id().value());
        }
        return ids;
    }

    static Instant sealedAt(ConsumerRecord<byte[], byte[]> record) {
        return Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL)).sealedAt();
    }

    void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
        await(topic + " gone", () -> new Cluster(admin).partitionCount(topic).isEmpty());
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
        admin.close();
    }
}
