package dev.goldthread.streams.export;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.export.ExportRefusedException.Reason;
import dev.goldthread.streams.export.LogExporter.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads one product's committed records of a topic, from its beginning to where it ends now. Not
 * thread-safe.
 */
final class ProductReader implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final Duration STALL_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final byte[] key;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Takes one record after the other. */
    interface Sink {
        void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    ProductReader(Map<String, Object> client, Product product) {
        this.key = product.name().getBytes(StandardCharsets.UTF_8);
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void read(String topic, Progress progress, Sink sink) throws IOException {
        TopicPartition home = home(topic);
        List<TopicPartition> assigned = List.of(home);
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        long begin = consumer.position(home, ANSWER_MAX);
        long end = consumer.endOffsets(assigned, ANSWER_MAX).getOrDefault(home, begin);
        long position = begin;
        long lastNanos = System.nanoTime();
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (Arrays.equals(record.key(), key)) {
                    sink.take(record);
                }
            }
            long now = consumer.position(home, ANSWER_MAX);
            if (now > position) {
                lastNanos = System.nanoTime();
            } else if (System.nanoTime() - lastNanos > STALL_MAX.toNanos()) {
                throw new TimeoutException(
                        "no record came for %s, though %s has more".formatted(STALL_MAX, home));
            }
            position = now;
            progress.read(Math.min(position, end) - begin, end - begin);
        }
    }

    /** Where the default partitioner puts the product (log-format: record key = product). */
    private TopicPartition home(String topic) {
        List<PartitionInfo> partitions;
        try {
            partitions = consumer.partitionsFor(topic, ANSWER_MAX);
        } catch (UnknownTopicOrPartitionException e) {
            partitions = List.of();
        }
        if (partitions.isEmpty()) {
            throw new ExportRefusedException(
                    Reason.NO_LEDGER,
                    "the cluster has no topic %s; check the cluster and the topic prefix"
                            .formatted(topic));
        }
        return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
