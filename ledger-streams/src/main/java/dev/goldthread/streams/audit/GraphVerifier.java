package dev.goldthread.streams.audit;

import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.audit.GraphReport.Flaw;
import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.topic.LedgerTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds a partition's graph again from the ledger's bodies and compares a live one with it, node
 * by node. Whether the bodies are what was sealed is {@link LedgerVerifier}'s question: ask it
 * after the listing was taken, so that all that is compared is verified. Holds one partition's
 * graph in memory. Not thread-safe.
 */
public final class GraphVerifier {

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final LedgerName ledger;

    public GraphVerifier(Map<String, Object> client, LedgerTopics topics, LedgerName ledger) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.ledger = ledger;
    }

    /**
     * How many partitions the ledger has.
     *
     * @throws LedgerUnreadableException when the cluster does not say
     */
    public int partitions() {
        int count = TopicReading.of(client, reading -> reading.partitions(topics.ledger()).size());
        if (count == 0) {
            throw new LedgerUnreadableException(
                    Cause.NO_LEDGER,
                    "the cluster has no topic %s, so there is no graph to build; check the cluster and the topic prefix"
                            .formatted(topics.ledger()));
        }
        return count;
    }

    /**
     * @throws LedgerUnreadableException when the ledger cannot be read
     * @throws IllegalStateException when the ledger's records have gaps or lack their schema text:
     *     it was not verified before
     */
    public GraphReport verify(GraphListing listing, Progress progress) {
        return TopicReading.of(
                client,
                reading -> {
                    try (SchemaArchive archive = new SchemaArchive(client, topics.schemas())) {
                        return verify(reading, new LedgerRecordReader(archive), listing, progress);
                    }
                });
    }

    private GraphReport verify(
            TopicReading reading,
            LedgerRecordReader records,
            GraphListing listing,
            Progress progress) {
        long startNanos = System.nanoTime();
        TopicPartition partition = new TopicPartition(topics.ledger(), listing.partition());
        long end = reading.ends(List.of(partition)).getOrDefault(partition, 0L);
        long next = listing.appliedOffset().orElse(-1) + 1;
        Folding folding = new Folding(records, next);
        reading.readTo(Map.of(partition, end), batch -> batch.forEach(folding::add), progress);
        GraphComparison comparison = new GraphComparison(ledger, folding.graph);
        Optional<Flaw> difference = comparison.with(listing);
        return new GraphReport(
                listing.partition(),
                listing.appliedOffset(),
                comparison.nodes(),
                folding.graph.digest(),
                folding.count,
                folding.behind,
                Duration.ofNanos(System.nanoTime() - startNanos),
                folding.flaw(listing.appliedOffset()).or(() -> difference));
    }

    /** The ledger's records up to where the live graph has come. */
    private static final class Folding {

        private final TraceGraph graph = new TraceGraph();
        private final LedgerRecordReader records;
        private final long next;
        private long count;
        private long behind;
        private long last = -1;

        Folding(LedgerRecordReader records, long next) {
            this.records = records;
            this.next = next;
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            if (record.offset() < next) {
                graph.apply(records.read(record));
                last = record.offset();
                count++;
            } else {
                behind++;
            }
        }

        /** A live graph ends with a record that the ledger has. */
        Optional<Flaw> flaw(OptionalLong applied) {
            return last == applied.orElse(-1)
                    ? Optional.empty()
                    : Optional.of(
                            new Flaw(
                                    Optional.empty(),
                                    "applied offset",
                                    "that of a record on the ledger; the last before is at " + last,
                                    Long.toString(applied.orElse(-1)),
                                    List.of()));
        }
    }
}
