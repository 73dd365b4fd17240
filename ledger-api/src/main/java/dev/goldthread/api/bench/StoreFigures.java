package dev.goldthread.api.bench;

import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.project.StoreMeasure;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The projector's store itself: its bytes on disk, and its rate against a plain writer's. */
final class StoreFigures {

    /** With their rows they have to fit into the heap. */
    private static final long RECORDS_MAX = 100_000;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final long events;

    StoreFigures(Map<String, Object> client, LedgerTopics topics, long events) {
        this.client = client;
        this.topics = topics;
        this.events = events;
    }

    /**
     * @param stateFolder of a projector that was closed
     */
    static List<Figure> onDisk(Path stateFolder) {
        StoreMeasure.Sizes sizes = StoreMeasure.sizes(stateFolder);
        return List.of(
                Figure.of("graph on disk", sizes.graphPerEvent(), "bytes/event", "≤ 150"),
                Figure.of("log index on disk", sizes.logPerEvent(), "bytes/event", "≤ 120"));
    }

    /** By processor time of the one thread that applies or writes. */
    List<Figure> run(Path folder) {
        List<ConsumerRecord<byte[], byte[]>> records = records();
        try (SchemaArchive schemas = new SchemaArchive(client, topics.schemas())) {
            StoreMeasure.Rates rates =
                    StoreMeasure.rates(records, new LedgerRecordReader(schemas), folder);
            Figure puts = onCpu("plain RocksDB writer of the same rows, put by put", rates.puts());
            return List.of(
                    puts,
                    onCpu("the same rows as ready-made batches", rates.batches()).against(puts),
                    Figure.of(
                                    "one store, without Kafka, processor time",
                                    rates.store(),
                                    "events/s",
                                    "≥ 0.5 of the plain one")
                            .against(puts));
        }
    }

    private static Figure onCpu(String what, double perSecond) {
        return Figure.of(what + ", processor time", perSecond, "events/s", "");
    }

    /** The beginning of the ledger's fullest partition. */
    private List<ConsumerRecord<byte[], byte[]>> records() {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition fullest = fullest(consumer);
            consumer.assign(List.of(fullest));
            consumer.seekToBeginning(List.of(fullest));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(fullest)).get(fullest));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(fullest) < end
                    && records.size() < Math.min(events, RECORDS_MAX)) {
                consumer.poll(WAIT).forEach(records::add);
            }
            return records;
        }
    }

    private TopicPartition fullest(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> all =
                consumer.partitionsFor(topics.ledger()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        return consumer.endOffsets(all).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
