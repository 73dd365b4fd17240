package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes what outsiders say about a checkpoint beside it. When a call returns, every in-sync
 * replica has the record. Safe for any thread.
 */
public final class CheckpointAdditions implements AutoCloseable {

    private static final Duration BLOCK_MAX = Duration.ofSeconds(3);
    private static final Duration REQUEST_MAX = Duration.ofSeconds(3);
    private static final Duration DELIVERY_MAX = Duration.ofSeconds(8);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /**
     * @param client how to reach the cluster
     * @param topics the topic of checkpoints must exist
     */
    public CheckpointAdditions(Map<String, Object> client, LedgerTopics topics) {
        this.topic = topics.checkpoints();
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, topics.prefix() + "-outside");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MAX.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_MAX.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_MAX.toMillis());
        producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Adds cosignatures.
     *
     * @param cosignatures the checkpoint's text with lines of witnesses only
     * @throws IOException when Kafka does not have it for certain
     */
    public void cosignature(Product product, SignedNote cosignatures) throws IOException {
        write(product, cosignatures.toBytes(), CheckpointKind.COSIGNATURE, new RecordHeaders());
    }

    /**
     * Adds a timestamp.
     *
     * @param note SHA-256 of the checkpoint record's value
     * @param response TimeStampResp (RFC 3161) over that hash, DER
     * @throws IOException when Kafka does not have it for certain
     */
    public void timestamp(Product product, Digest note, Bytes response) throws IOException {
        RecordHeaders headers = new RecordHeaders();
        headers.add(CheckpointKind.NOTE_HEADER, note.toBytes());
        write(product, response.toBytes(), CheckpointKind.TIMESTAMP, headers);
    }

    private void write(Product product, byte[] value, CheckpointKind kind, RecordHeaders headers)
            throws IOException {
        byte[] key = product.name().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(
                            new ProducerRecord<>(
                                    topic, partition(key), key, value, kind.addTo(headers)))
                    .get(2 * DELIVERY_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new IOException(
                    "%s could not take a %s: %s".formatted(topic, kind, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + topic + " took a " + kind, e);
        }
    }

    /** The ledger's: intake, ledger and checkpoints are cut alike, by murmur2 of the key. */
    private int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % producer.partitionsFor(topic).size();
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
