package dev.goldthread.api.bench;

import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.audit.CheckpointTrust;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerVerifier;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How fast a sealed ledger is verified, against reading the same topic without looking at it. */
final class VerifyBench {

    private static final LedgerName LEDGER = new LedgerName("bench.example.org");

    private final Map<String, Object> client;
    private final LedgerTopics topics;

    VerifyBench(Map<String, Object> client, LedgerTopics topics) {
        this.client = client;
        this.topics = topics;
    }

    /** Each is done twice, and the second counts: the first warms the page cache and the code. */
    List<Figure> run(EmbeddedRegistry registry, int partitions) {
        consumePerSecond(partitions);
        Figure consume = Figure.of("plain consume", consumePerSecond(partitions), "records/s", "");
        verify(registry);
        LedgerReport report = verify(registry);
        Figure verify =
                Figure.of(
                                "full verification, from its first record on",
                                (double) report.recordsPerSecondOnceStarted(),
                                "records/s",
                                "≥ 0.45 of the plain one")
                        .against(consume);
        Figure withStart =
                Figure.of(
                                "the same, its start included",
                                (double) report.recordsPerSecond(),
                                "records/s",
                                "")
                        .against(consume);
        return List.of(consume, verify, withStart);
    }

    private double consumePerSecond(int partitions) {
        List<TopicPartition> ledger =
                IntStream.range(0, partitions)
                        .mapToObj(p -> new TopicPartition(topics.ledger(), p))
                        .toList();
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("max.poll.records", 5_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ledger);
            consumer.seekToBeginning(ledger);
            Map<TopicPartition, Long> ends = consumer.endOffsets(ledger);
            long start = System.nanoTime();
            long count = 0;
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                count += consumer.poll(Duration.ofMillis(500)).count();
            }
            return count / ((System.nanoTime() - start) / 1e9);
        }
    }

    private LedgerReport verify(EmbeddedRegistry registry) {
        LedgerReport report =
                new LedgerVerifier(
                                client,
                                topics,
                                LEDGER,
                                Optional.of(registry),
                                CheckpointTrust.NO_KEYS)
                        .verify((read, total) -> {});
        if (!report.isIntact()) {
            throw new IllegalStateException("the ledger just sealed does not verify: " + report);
        }
        return report;
    }
}
