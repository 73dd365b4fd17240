package dev.goldthread.api.drill;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.audit.CheckpointTrust;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerVerifier;
import dev.goldthread.streams.audit.LogReport;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.topic.LedgerTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The raw ledger, read from its first record to its last committed one, and judged. */
final class LedgerContent implements AutoCloseable {

    private static final Duration SEALED_MAX = Duration.ofSeconds(120);
    private static final LedgerTopics TOPICS = LedgerTopics.DEFAULT;
    private static final LedgerName NAME = new LedgerName("goldthread.local");

    private final Map<String, Object> client;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaArchive archive;
    private final LedgerRecordReader reader;
    private final List<Remembered.Place> places = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    LedgerContent(Map<String, Object> client) {
        this.client = client;
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        archive = new SchemaArchive(client, TOPICS.schemas());
        reader = new LedgerRecordReader(archive);
        List<TopicPartition> partitions =
                consumer.partitionsFor(TOPICS.ledger()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads until everything accepted is there, or it takes too long, and holds it against that.
     */
    Account account(Map<String, Integer> kills, Remembered told) {
        Set<String> missing = new HashSet<>(told.acceptedProductById.keySet());
        long deadline = System.nanoTime() + SEALED_MAX.toNanos();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            poll(Duration.ofMillis(200), missing);
        }
        poll(Duration.ofSeconds(1), missing); // what should not be there has had its chance
        LedgerReport report =
                new LedgerVerifier(client, TOPICS, NAME, Optional.empty(), CheckpointTrust.NO_KEYS)
                        .verify((_, _) -> {});
        Set<Remembered.Place> there = new HashSet<>(places);
        long brokenLogs = report.logs().stream().filter(log -> !log.isIntact()).count();
        long brokenReceipts =
                told.placeById.entrySet().stream()
                        .filter(each -> !there.contains(each.getValue()))
                        .count();
        return new Account(
                kills,
                told.acceptedProductById.size(),
                told.placeById.size(),
                report.logs().stream().mapToLong(LogReport::entries).sum(),
                missing.size(),
                ids.size() - new HashSet<>(ids).size(),
                brokenLogs + brokenReceipts);
    }

    private void poll(Duration time, Set<String> missing) {
        consumer.poll(time)
                .forEach(
                        record -> {
                            LedgerEntry entry = reader.read(record);
                            String id = id(entry);
                            ids.add(id);
                            missing.remove(id);
                            places.add(
                                    new Remembered.Place(
                                            entry.product().name(),
                                            entry.seq(),
                                            entry.leaf().hex()));
                        });
    }

    private static String id(LedgerEntry entry) {
        if (entry.content() instanceof LedgerEntry.Content.Decoded decoded) {
            EventId id = decoded.body().event().id();
            return id.value();
        }
        throw new AssertionError("an entry that cannot be read: " + entry);
    }

    @Override
    public void close() {
        consumer.close();
        archive.close();
    }
}
