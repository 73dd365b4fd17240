package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.streams.ledger.PartitionReader;
import dev.goldthread.streams.topic.LedgerTopics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Who signed the checkpoints that a ledger has published, for a node that lost its keys. */
public final class LastSignature {

    /** Records behind the last checkpoint: cosignatures and timestamps. */
    private static final long TAIL = 1_000;

    private LastSignature() {}

    /**
     * The signature line of the last checkpoint of some partition; empty when there is none.
     *
     * @param client how to reach the cluster
     */
    public static Optional<NoteSignature> find(Map<String, Object> client, LedgerTopics topics) {
        int partitions = partitions(client, topics);
        for (int number = 0; number < partitions; number++) {
            TopicPartition partition = new TopicPartition(topics.checkpoints(), number);
            Last last = new Last();
            try (PartitionReader reader = new PartitionReader(client, partition)) {
                long end = reader.end();
                reader.read(Math.max(reader.begin(), end - TAIL), end, last::see);
            }
            if (last.signature.isPresent()) {
                return last.signature;
            }
        }
        return Optional.empty();
    }

    private static int partitions(Map<String, Object> client, LedgerTopics topics) {
        try (var consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.partitionsFor(topics.checkpoints()).size();
        }
    }

    private static final class Last {
        private Optional<NoteSignature> signature = Optional.empty();

        boolean see(ConsumerRecord<byte[], byte[]> record) {
            boolean checkpoint =
                    CheckpointKind.of(record.headers())
                            .filter(CheckpointKind.CHECKPOINT::equals)
                            .isPresent();
            if (checkpoint && record.value() != null) {
                try {
                    signature =
                            Optional.of(SignedNote.parse(record.value()).signatures().getFirst());
                } catch (MalformedException e) {
                    return true; // says nothing
                }
            }
            return true;
        }
    }
}
