package dev.goldthread.streams.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads some records of the ledger by offset, with a few consumers kept open. Thread-safe. */
final class LedgerFetch implements AutoCloseable {

    private static final int CONSUMERS = 2;
    private static final Duration CALL_MAX = Duration.ofSeconds(10);

    /** So many records are passed over rather than sought past, which asks the broker again. */
    private static final long NEAR = 64;

    private final String topic;
    private final BlockingQueue<KafkaConsumer<byte[], byte[]>> idle =
            new ArrayBlockingQueue<>(CONSUMERS);
    private final Map<Integer, Gap> gaps = new ConcurrentHashMap<>();

    LedgerFetch(Map<String, Object> client, String topic) {
        this.topic = topic;
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // One record is wanted, not a partition's worth.
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 * 1024);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        for (int i = 0; i < CONSUMERS; i++) {
            idle.add(
                    new KafkaConsumer<>(
                            config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        }
    }

    /**
     * The record at the offset.
     *
     * @throws IllegalStateException when the ledger does not hold it or does not answer in 10 s
     */
    ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return records(partition, List.of(offset)).getFirst();
    }

    private static ConsumerRecord<byte[], byte[]> found(
            Optional<ConsumerRecord<byte[], byte[]>> next, TopicPartition at, long offset) {
        return next.filter(record -> record.offset() == offset)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "topic %s, partition %d holds no record at offset %d; was the topic replaced? the projector's stores must be rebuilt"
                                                .formatted(at.topic(), at.partition(), offset)));
    }

    /**
     * The records at these offsets, in order, by one reader; what lies between two that are near
     * each other has come along and is passed over.
     *
     * @param offsets growing
     * @throws IllegalStateException as {@link #record}
     */
    List<ConsumerRecord<byte[], byte[]>> records(int partition, List<Long> offsets) {
        TopicPartition at = new TopicPartition(topic, partition);
        return with(
                consumer -> {
                    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                    consumer.assign(List.of(at));
                    long next = -1;
                    for (long offset : offsets) {
                        if (next < 0 || offset < next || offset - next > NEAR) {
                            consumer.seek(at, offset);
                        }
                        records.add(found(read(consumer, at, offset, offset + 1), at, offset));
                        next = offset + 1;
                    }
                    return records;
                });
    }

    /**
     * Whether there are only transaction markers and aborted records from offset to before end.
     * What is decided does not change, so it is read once: an idle ledger costs no reading.
     */
    boolean isNothing(int partition, long offset, long end) {
        Gap known = gaps.get(partition);
        if (offset >= end || (known != null && known.covers(offset, end))) {
            return true;
        }
        boolean nothing = next(partition, offset, end).isEmpty();
        if (nothing) {
            gaps.put(partition, new Gap(offset, end));
        }
        return nothing;
    }

    /** Offsets that were found to hold no record for committed readers. */
    private record Gap(long from, long to) {

        boolean covers(long offset, long end) {
            return from <= offset && end <= to;
        }
    }

    /** The next offset after what is committed, by partition. */
    Map<Integer, Long> ends(Collection<Integer> partitions) {
        List<TopicPartition> asked =
                partitions.stream().map(each -> new TopicPartition(topic, each)).toList();
        Map<Integer, Long> ends = new HashMap<>();
        with(consumer -> consumer.endOffsets(asked, CALL_MAX))
                .forEach((at, end) -> ends.put(at.partition(), end));
        return ends;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> next(int partition, long offset, long end) {
        TopicPartition at = new TopicPartition(topic, partition);
        return with(
                consumer -> {
                    consumer.assign(List.of(at));
                    consumer.seek(at, offset);
                    return read(consumer, at, offset, end);
                });
    }

    /**
     * The first record from there on, where it is before the end.
     *
     * @param offset at or behind the consumer's position
     */
    private static Optional<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition at, long offset, long end) {
        long deadline = System.nanoTime() + CALL_MAX.toNanos();
        while (consumer.position(at, CALL_MAX) < end) {
            for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(Duration.ofMillis(100)).records(at)) {
                if (record.offset() >= offset) {
                    return Optional.of(record).filter(found -> found.offset() < end);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "topic %s, partition %d could not be read at offset %d within %s; is the cluster up?"
                                .formatted(at.topic(), at.partition(), offset, CALL_MAX));
            }
        }
        return Optional.empty();
    }

    private <T> T with(Function<KafkaConsumer<byte[], byte[]>, T> use) {
        KafkaConsumer<byte[], byte[]> consumer = take();
        try {
            return use.apply(consumer);
        } finally {
            idle.add(consumer);
        }
    }

    private KafkaConsumer<byte[], byte[]> take() {
        try {
            KafkaConsumer<byte[], byte[]> consumer =
                    idle.poll(CALL_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (consumer == null) {
                throw new IllegalStateException(
                        "all %d readers of topic %s are busy; ask again later"
                                .formatted(CONSUMERS, topic));
            }
            return consumer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for a reader of topic " + topic, e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < CONSUMERS; i++) {
            take().close();
        }
    }
}
