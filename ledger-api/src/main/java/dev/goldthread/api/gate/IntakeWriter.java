package dev.goldthread.api.gate;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.ledger.Refusal;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The gate's one producer. Acknowledged means that every in-sync replica has the record. Safe for
 * any thread.
 */
public final class IntakeWriter implements AutoCloseable {

    /** How long a caller waits at most for a broker that is away. */
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(8);

    private static final Duration BLOCK_MAX = Duration.ofSeconds(3);
    private static final Duration REQUEST_MAX = Duration.ofSeconds(3);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private static final int SUBMITTED_BYTES_MAX = 1024 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final LedgerTopics topics;
    private final int schemaId;

    /**
     * @param client how to reach the cluster
     * @param schemaId under which the registry knows the event schema for the intake's values
     */
    public IntakeWriter(Map<String, Object> client, LedgerTopics topics, int schemaId) {
        this.topics = topics;
        this.schemaId = schemaId;
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, topics.prefix() + "-gate");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MESSAGE_BYTES_MAX);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MAX.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_MAX.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_MAX.toMillis());
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The record value for a body: framed, under the id of the schema it was written with. */
    byte[] frame(Bytes body) {
        return WireFormat.write(schemaId, body.toBytes());
    }

    /**
     * Hands an accepted event over; the future completes when it is safe, or with what Kafka said.
     *
     * @param value framed body
     * @throws BrokerAwayException when Kafka has been away too long to take more
     */
    CompletableFuture<Void> accept(Product product, byte[] value) {
        return send(
                new ProducerRecord<>(
                        topics.intake(), product.name().getBytes(StandardCharsets.UTF_8), value));
    }

    /**
     * The same for what was refused, which is cut where it is longer than a record may be.
     *
     * @param submitted as it came
     */
    CompletableFuture<Void> refuse(Refusal refusal, byte[] submitted) {
        byte[] key =
                refusal.product()
                        .filter(Product::isName)
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .orElse(null);
        byte[] value =
                submitted.length <= SUBMITTED_BYTES_MAX
                        ? submitted
                        : Arrays.copyOf(submitted, SUBMITTED_BYTES_MAX);
        return send(new ProducerRecord<>(topics.rejected(), null, key, value, refusal.toHeaders()));
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            var _ =
                    producer.send(
                            record,
                            (_, failure) -> {
                                if (failure == null) {
                                    acknowledged.complete(null);
                                } else {
                                    acknowledged.completeExceptionally(failure);
                                }
                            });
        } catch (KafkaException e) {
            throw new BrokerAwayException(e);
        }
        return acknowledged;
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
