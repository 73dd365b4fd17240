package dev.goldthread.api.drill;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.NodeDigest;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.audit.CheckpointTrust;
import dev.goldthread.streams.audit.LedgerReport;
import dev.goldthread.streams.audit.LedgerVerifier;
import dev.goldthread.streams.audit.LogReport;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The raw ledger, read from its first record to its last committed one, and judged. One thread uses
 * it.
 */
final class LedgerContent implements AutoCloseable {

    static final int PARTITIONS = TopicOptions.EMBEDDED_PARTITIONS;
    private static final Duration SEALED_MAX = Duration.ofMinutes(5);
    private static final LedgerTopics TOPICS = LedgerTopics.DEFAULT;
    private static final LedgerName NAME = new LedgerName("goldthread.local");

    private final Map<String, Object> client;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaArchive archive;
    private final LedgerRecordReader reader;
    private final Map<String, Remembered.Place> placeById = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final TraceGraph graph = new TraceGraph();

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
                IntStream.range(0, PARTITIONS)
                        .mapToObj(number -> new TopicPartition(TOPICS.ledger(), number))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads until everything accepted is there, or nothing has come for {@link #SEALED_MAX}. How
     * long it takes says nothing: a drill of many kills leaves a million records.
     */
    void awaitSealed(Remembered told) {
        Set<String> missing = missing(told);
        long deadline = System.nanoTime() + SEALED_MAX.toNanos();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            int before = ids.size();
            poll(Duration.ofMillis(200), (id, _) -> missing.remove(id));
            if (ids.size() > before) {
                deadline = System.nanoTime() + SEALED_MAX.toNanos();
            }
        }
    }

    /**
     * Waits until the checkpointer has signed all that is sealed.
     *
     * @throws AssertionError when it does not within {@link #SEALED_MAX}
     */
    void awaitSigned() {
        long deadline = System.nanoTime() + SEALED_MAX.toNanos();
        LedgerReport report = verify();
        while (!report.logs().stream().allMatch(LedgerContent::isSigned)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the checkpointer has not signed all: " + report.logs());
            }
            report = verify();
        }
    }

    private static boolean isSigned(LogReport log) {
        return log.isIntact() && log.signatures().size() == log.entries();
    }

    private LedgerReport verify() {
        return new LedgerVerifier(client, TOPICS, NAME, Optional.empty(), CheckpointTrust.NO_KEYS)
                .verify((_, _) -> {});
    }

    private Set<String> missing(Remembered told) {
        Set<String> missing = new HashSet<>(told.acceptedProductById.keySet());
        missing.removeAll(placeById.keySet());
        return missing;
    }

    /**
     * Holds the ledger against what writers were told, and the graph against the ledger.
     *
     * @param projector the folder of the projector that does not run any more
     */
    Account account(Map<String, Integer> kills, Remembered told, Path projector)
            throws InterruptedException {
        poll(Duration.ofSeconds(1), (_, _) -> {}); // what should not be there has had its chance
        LedgerReport report = verify();
        long brokenLogs = report.logs().stream().filter(log -> !log.isIntact()).count();
        long brokenReceipts =
                told.placeById.entrySet().stream()
                        .filter(each -> !each.getValue().equals(placeById.get(each.getKey())))
                        .count();
        GraphContent found = GraphContent.read(client, projector, told.acceptedProductById);
        long brokenGraphs = found.digest().equals(graph.digest()) ? 0 : 1;
        return new Account(
                kills,
                told.acceptedProductById.size(),
                told.placeById.size(),
                report.logs().stream().mapToLong(LogReport::entries).sum(),
                found.places().entrySet().stream()
                        .filter(each -> each.getValue().equals(placeById.get(each.getKey())))
                        .count(),
                missing(told).size(),
                ids.size() - new HashSet<>(ids).size(),
                brokenLogs + brokenReceipts + brokenGraphs);
    }

    /**
     * Reads what has come since.
     *
     * @param listener hears of every event and its place
     */
    void poll(Duration time, BiConsumer<String, Remembered.Place> listener) {
        consumer.poll(time)
                .forEach(
                        record -> {
                            LedgerEntry entry = reader.read(record);
                            graph.apply(entry);
                            String id = id(entry);
                            Remembered.Place place =
                                    new Remembered.Place(
                                            entry.product().name(),
                                            entry.seq(),
                                            entry.leaf().hex());
                            ids.add(id);
                            placeById.putIfAbsent(id, place);
                            listener.accept(id, place);
                        });
    }

    /** Every node of what was read, as a replay makes it. */
    List<NodeDigest> nodes() {
        List<NodeDigest> nodes = new ArrayList<>();
        graph.nodes().forEach(node -> nodes.add(NodeDigest.of(node, graph.effects(node.ref()))));
        return nodes;
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
