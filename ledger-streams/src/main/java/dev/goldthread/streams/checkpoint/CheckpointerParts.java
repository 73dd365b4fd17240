package dev.goldthread.streams.checkpoint;

import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.ledger.PartitionReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.verify.KnownSchemas;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What all tasks of one checkpointer share; every part is safe for any thread. */
record CheckpointerParts(
        CheckpointerConfig config,
        KeyRing keys,
        SchemaArchive archive,
        SchemaRegistry registry,
        CheckpointerCounters counters,
        Alarms alarms) {

    /** For one task. */
    KnownSchemas schemas() {
        return new KnownSchemas(archive, Optional.of(registry));
    }

    PartitionReader ledger(int partition) {
        return reader(config.topics().ledger(), partition);
    }

    PartitionReader checkpoints(int partition) {
        return reader(config.topics().checkpoints(), partition);
    }

    private PartitionReader reader(String topic, int partition) {
        return new PartitionReader(config.client(), new TopicPartition(topic, partition));
    }
}
