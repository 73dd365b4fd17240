package dev.goldthread.streams.seal;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * What the seal step hands to a sink. A partitioner cannot see where a record came from, so the
 * value carries it.
 *
 * @param partition the task's own partition
 * @param value the record value as it came; absent when the intake's had none
 */
@SuppressWarnings("ArrayRecordComponent") // lives between two steps, is never compared
record SealOutput(int partition, byte @Nullable [] value) {

    /** Writes the value alone. */
    static final class ValueSerializer implements Serializer<SealOutput> {
        @Override
        public byte @Nullable [] serialize(String topic, SealOutput output) {
            return output.value();
        }
    }

    /** A log stays in its partition, whatever hash a producer of the intake used. */
    static final class OwnPartition implements StreamPartitioner<byte[], SealOutput> {
        @Override
        public Optional<Set<Integer>> partitions(
                String topic, byte[] key, SealOutput output, int partitionCount) {
            return Optional.of(Set.of(output.partition()));
        }
    }
}
