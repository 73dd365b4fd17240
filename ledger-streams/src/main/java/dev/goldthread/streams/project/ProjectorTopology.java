package dev.goldthread.streams.project;

import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.topic.LedgerTopics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;

/** The projector app: the ledger topic into one read-only store per partition (KIP-813). */
final class ProjectorTopology {

    static final String STORE = "graph";

    private ProjectorTopology() {}

    static Topology of(
            LedgerTopics topics,
            LedgerRecordReader records,
            StoreDuties duties,
            Recovery recovery) {
        Topology topology = new Topology();
        topology.addReadOnlyStateStore(
                new GraphStoreBuilder(STORE, () -> new GraphStore(STORE, records, duties)),
                "ledger",
                // The ledger's own times are in its seals; no record may be refused for Kafka's.
                (record, partitionTime) -> Math.max(record.timestamp(), 0),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.ledger(),
                "apply",
                () -> new LiveProcessor(STORE, recovery));
        return topology;
    }
}
