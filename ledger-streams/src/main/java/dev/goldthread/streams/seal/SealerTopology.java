package dev.goldthread.streams.seal;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Joins the steps: intake → seal → ledger, or rejected.
 *
 * <p>Bytes throughout, so that no record can fail before the seal step has judged it.
 */
final class SealerTopology {

    static final String LEDGER = "ledger";
    static final String REJECTED = "rejected";
    private static final String INTAKE = "intake";
    private static final String SEAL = "seal";

    /** A head is rewritten with every event: keep segments small and clean early. */
    static final Map<String, String> HEADS_TOPIC_SETTINGS =
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.bytes", Integer.toString(32 * 1024 * 1024),
                    "min.cleanable.dirty.ratio", "0.1");

    private SealerTopology() {}

    static Topology of(SealerParts parts) {
        var topics = parts.config().topics();
        var bytes = new ByteArrayDeserializer();
        var key = new ByteArraySerializer();
        var value = new SealOutput.ValueSerializer();
        return new Topology()
                .addSource(INTAKE, bytes, bytes, topics.intake())
                .addProcessor(SEAL, () -> new SealProcessor(parts), INTAKE)
                .addStateStore(heads(), SEAL)
                .addSink(LEDGER, topics.ledger(), key, value, new SealOutput.OwnPartition(), SEAL)
                .addSink(REJECTED, topics.rejected(), key, value, SEAL);
    }

    /** Cached: a busy product's head is written once per commit, not once per event. */
    private static StoreBuilder<KeyValueStore<byte[], byte[]>> heads() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(HeadStore.NAME),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(HEADS_TOPIC_SETTINGS);
    }
}
