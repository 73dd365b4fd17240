package dev.goldthread.streams.registry;

import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicSetting;
import dev.goldthread.streams.topic.TopicSetting.Rule;
import dev.goldthread.streams.topic.TopicSpec;
import dev.goldthread.streams.topic.TopicSpec.Layout;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The registry's own topic: one compacted partition, read once and then appended to. */
final class SchemaTopic implements AutoCloseable {

    private static final Duration REPLAY_MAX = Duration.ofSeconds(30);
    private static final Duration APPEND_MAX = Duration.ofSeconds(15);

    private final Map<String, Object> clientConfig;
    private final TopicPartition partition;
    private final Producer<byte[], byte[]> producer;

    SchemaTopic(Map<String, Object> clientConfig, String name) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.partition = new TopicPartition(name, 0);
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("transactional.id", "registry-of-" + name);
        config.put("transaction.timeout.ms", (int) APPEND_MAX.toMillis());
        config.put("delivery.timeout.ms", (int) APPEND_MAX.minusSeconds(1).toMillis());
        config.put("request.timeout.ms", (int) APPEND_MAX.dividedBy(3).toMillis());
        config.put("max.block.ms", APPEND_MAX.minusSeconds(1).toMillis());
        this.producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Creates the topic, or refuses one that would lose schemas. */
    void ensure() {
        try (Admin admin = Admin.create(new HashMap<>(clientConfig))) {
            TopicAdmin topics = new TopicAdmin(admin);
            int replicas = Math.clamp(topics.brokerCount(), 1, 3);
            TopicSetting compacted =
                    new TopicSetting(
                            "cleanup.policy",
                            "compact",
                            Rule.EXACTLY,
                            "ids must never be forgotten, as Confluent's registry requires");
            TopicSetting inSync =
                    new TopicSetting(
                            "min.insync.replicas",
                            Integer.toString(Math.max(1, replicas - 1)),
                            Rule.AT_CREATION,
                            "all copies but one; a topic of Confluent's registry may say less");
            topics.ensure(
                    List.of(
                            new TopicSpec(
                                    partition.topic(),
                                    "schemas, versions and compatibility",
                                    "the embedded registry",
                                    "the embedded registry",
                                    1,
                                    Layout.SINGLE,
                                    replicas,
                                    List.of(compacted, inSync))));
        }
    }

    /**
     * Shuts out whoever wrote before: their next write fails. To be called before {@link #replay},
     * so that nothing comes in behind what was read (Kafka, KIP-98, "Transactional Guarantees").
     */
    void claim() {
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private RegistryUnavailableException unavailable(Exception cause) {
        return new RegistryUnavailableException(
                "topic %s did not take a record: %s; is Kafka up?"
                        .formatted(partition.topic(), cause.getMessage()),
                cause);
    }

    /**
     * Hands over every record from the first to the last there is now.
     *
     * @throws RegistryUnavailableException when Kafka does not answer in time, or a record cannot
     *     be read: ids given from half a topic would be given twice
     */
    void replay(Consumer<RegistryRecord> sink) {
        try (var consumer =
                new KafkaConsumer<>(
                        committedOnly(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> assigned = List.of(partition);
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            long end = consumer.endOffsets(assigned, REPLAY_MAX).getOrDefault(partition, 0L);
            long deadline = System.nanoTime() + REPLAY_MAX.toNanos();
            while (consumer.position(partition, REPLAY_MAX) < end) {
                if (System.nanoTime() > deadline) {
                    throw new RegistryUnavailableException(
                            "topic %s could not be read to its end at %d within %d s; is Kafka up?"
                                    .formatted(partition.topic(), end, REPLAY_MAX.toSeconds()),
                            null);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> sink.accept(read(record)));
            }
        }
    }

    private Map<String, Object> committedOnly() {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("isolation.level", "read_committed");
        return config;
    }

    private static RegistryRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return RegistryRecordJson.read(record.key(), record.value());
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "topic %s holds a record at offset %d that is no registry record (%s); repair the topic or name another registry"
                            .formatted(record.topic(), record.offset(), e.getMessage()),
                    e);
        }
    }

    /**
     * Writes a record and waits until it stands.
     *
     * @throws RegistryUnavailableException when it is not known to stand, or another registry has
     *     claimed the topic since
     */
    void append(RegistryRecord record) {
        try {
            producer.beginTransaction();
            producer.send(
                            new ProducerRecord<>(
                                    partition.topic(),
                                    partition.partition(),
                                    RegistryRecordJson.key(record),
                                    RegistryRecordJson.value(record)))
                    .get(APPEND_MAX.toMillis(), TimeUnit.MILLISECONDS);
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? failed(cause) : failed(e);
        } catch (KafkaException | TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while writing a schema", e);
        }
    }

    private RegistryUnavailableException failed(Exception cause) {
        if (cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException) {
            return new RegistryUnavailableException(
                    "another registry works on topic %s and wrote last; end one of the two, then try again: this one reads the topic anew"
                            .formatted(partition.topic()),
                    cause);
        }
        return unavailable(cause);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
