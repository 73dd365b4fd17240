package dev.goldthread.streams.checkpoint;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Joins the steps: ledger → checkpoint → checkpoints. Bytes throughout, so that no record can fail
 * before it has been judged.
 */
final class CheckpointerTopology {

    private static final String LEDGER = "ledger";
    private static final String CHECKPOINT = "checkpoint";
    private static final String CHECKPOINTS = "checkpoints";

    private CheckpointerTopology() {}

    static Topology of(CheckpointerParts parts) {
        var topics = parts.config().topics();
        var bytes = new ByteArrayDeserializer();
        // What counts is the time in the seal; no record is refused for Kafka's.
        TimestampExtractor lenient = (record, partitionTime) -> Math.max(record.timestamp(), 0);
        Serializer<Note> value = (topic, note) -> note.value();
        StreamPartitioner<byte[], Note> ownPartition =
                (topic, key, note, count) -> Optional.of(Set.of(note.partition()));
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(), LEDGER, lenient, bytes, bytes, topics.ledger())
                .addProcessor(CHECKPOINT, () -> new CheckpointProcessor(parts), LEDGER)
                .addStateStore(logs(), CHECKPOINT)
                .addSink(
                        CHECKPOINTS,
                        topics.checkpoints(),
                        new ByteArraySerializer(),
                        value,
                        ownPartition,
                        CHECKPOINT);
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> logs() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(LogStates.NAME),
                Serdes.ByteArray(),
                Serdes.ByteArray());
    }

    /**
     * What goes to the sink. A partitioner cannot see where a record came from, so the value
     * carries it.
     *
     * @param partition the log's, the same on both topics
     */
    @SuppressWarnings("ArrayRecordComponent") // lives between two steps, is never compared
    record Note(int partition, byte[] value) {}
}
