package dev.goldthread.api.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the broker and plain clients give at most: one thread reads records and writes them on,
 * unchanged, in transactions as long as the sealer's.
 */
final class PlainLimit {

    private static final Duration COMMIT_EVERY = Duration.ofMillis(20);

    private final Map<String, Object> client;

    PlainLimit(Map<String, Object> client) {
        this.client = client;
    }

    /**
     * Records per second from {@code from} to {@code to}, topics of {@code partitions} partitions.
     */
    double perSecond(String from, String to, int partitions, long count) {
        List<TopicPartition> sources =
                IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(from, p)).toList();
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                with(
                                        "isolation.level",
                                        "read_committed",
                                        "group.id",
                                        "bench-limit",
                                        "max.poll.records",
                                        2000),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                with(
                                        "transactional.id",
                                        "bench-limit",
                                        "compression.type",
                                        "lz4",
                                        "linger.ms",
                                        5),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            consumer.assign(sources);
            consumer.seekToBeginning(sources);
            producer.initTransactions();
            return pump(consumer, producer, to, count);
        }
    }

    private static double pump(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            String to,
            long count) {
        long done = 0;
        long start = System.nanoTime();
        while (done < count) {
            producer.beginTransaction();
            long commitAt = System.nanoTime() + COMMIT_EVERY.toNanos();
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            while (System.nanoTime() < commitAt && done < count) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(5));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            to, record.partition(), record.key(), record.value()));
                    offsets.put(
                            new TopicPartition(record.topic(), record.partition()),
                            new OffsetAndMetadata(record.offset() + 1));
                    done++;
                }
            }
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private Map<String, Object> with(Object... more) {
        Map<String, Object> config = new HashMap<>(client);
        for (int i = 0; i < more.length; i += 2) {
            config.put((String) more[i], more[i + 1]);
        }
        config.put("enable.auto.commit", false);
        return config;
    }
}
