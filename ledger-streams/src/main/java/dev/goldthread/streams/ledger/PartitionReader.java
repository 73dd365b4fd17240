package dev.goldthread.streams.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of one partition, outside any group. Not thread-safe. */
public final class PartitionReader implements AutoCloseable {

    /** How long nothing may come although the end is not reached. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public PartitionReader(Map<String, Object> client, TopicPartition partition) {
        this.partition = partition;
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        this.consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
    }

    /** The first offset there is. */
    public long begin() {
        return consumer.beginningOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
    }

    /** The end of what is committed; counts transaction markers too. */
    public long end() {
        return consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
    }

    /**
     * Hands the committed records between two offsets on, in order, for as long as they are taken.
     *
     * @param from inclusive
     * @param end exclusive, at most {@link #end()}
     * @param sink answers whether it wants more
     * @throws KafkaException when nothing comes for 30 s
     */
    public void read(long from, long end, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
        consumer.seek(partition, from);
        long last = from;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (last < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && !sink.test(record)) {
                    return;
                }
            }
            long position = consumer.position(partition, PATIENCE);
            if (position > last) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "%s: offset %d must be reached, but nothing came after %d for %s"
                                .formatted(partition, end, position, PATIENCE));
            }
            last = position;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
