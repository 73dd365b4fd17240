package dev.goldthread.streams.ledger;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic that keeps every writer schema's text forever under its SHA-256 (log-format, "On
 * Kafka"). A text is kept before the first seal that names it, so a hash that is not here, after a
 * look at the topic's end, is an error of the ledger. Safe for any thread.
 */
public final class SchemaArchive implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SchemaArchive.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> client;
    private final TopicPartition partition;
    private final Map<Digest, Archived> known = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** A writer schema with its very text. */
    public record Archived(String text, Schema schema) {}

    /**
     * @param client how to reach the cluster
     * @param topic the schemas topic, one partition
     */
    public SchemaArchive(Map<String, Object> client, String topic) {
        this.client = client;
        this.partition = new TopicPartition(topic, 0);
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** The schema under this hash; empty when the topic does not hold it. */
    public Optional<Archived> find(Digest hash) {
        Archived archived = known.get(hash);
        if (archived == null) {
            readToEnd();
            archived = known.get(hash);
        }
        return Optional.ofNullable(archived);
    }

    /**
     * Keeps a text, unless it is kept already, and returns when every in-sync replica has it.
     *
     * @return its hash
     */
    public Digest keep(String text) {
        Digest hash = Digest.sha256(text);
        if (find(hash).isPresent()) {
            return hash;
        }
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] value = text.getBytes(StandardCharsets.UTF_8);
            producer.send(
                            new ProducerRecord<>(
                                    partition.topic(),
                                    partition.partition(),
                                    hash.toBytes(),
                                    value))
                    .get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "schema text %s could not be kept on topic %s: %s"
                            .formatted(hash, partition.topic(), e.getCause()),
                    e);
        }
        known.put(hash, new Archived(text, EventSchema.parse(text)));
        return hash;
    }

    /** A KafkaConsumer serves one thread at a time. */
    private synchronized void readToEnd() {
        long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "topic %s could not be read to offset %d within %s"
                                .formatted(partition.topic(), end, PATIENCE));
            }
            consumer.poll(Duration.ofMillis(200)).forEach(this::learn);
        }
    }

    /**
     * A record whose key is not the hash of its value, or that is no schema, is no text of ours.
     */
    private void learn(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        Digest hash = Digest.sha256(record.value());
        if (Arrays.equals(hash.toBytes(), record.key())) {
            String text = new String(record.value(), StandardCharsets.UTF_8);
            try {
                known.computeIfAbsent(hash, key -> new Archived(text, EventSchema.parse(text)));
            } catch (AvroRuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "topic {0}, offset {1}: what stands under {2} is no Avro schema; nobody of this ledger wrote it",
                        record.topic(),
                        record.offset(),
                        hash);
            }
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
