package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.streams.ledger.PartitionReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What must hold before a partition's first record is sealed, and what sealing starts from. Heads
 * are a cache of the ledger: they are compared, never believed. Not thread-safe.
 */
final class TaskStart {

    private final SealerConfig config;
    private final Cluster cluster;
    private final SchemaArchive archive;
    private final int partition;

    TaskStart(SealerConfig config, Cluster cluster, SchemaArchive archive, int partition) {
        this.config = config;
        this.cluster = cluster;
        this.archive = archive;
        this.partition = partition;
    }

    /**
     * @param resumeAt intake offsets below this were sealed or refused before
     */
    record Ready(RecentIds recentIds, int partitionCount, long resumeAt) {}

    /**
     * @throws SealingStoppedException when this partition's logs must not be continued
     */
    Ready check(HeadStore heads) {
        int partitionCount = partitionCount();
        TopicPartition ledger = new TopicPartition(config.topics().ledger(), partition);
        cluster.awaitDecided(ledger); // a predecessor's last transaction may be in the air
        LedgerTail tail;
        try (PartitionReader reader = new PartitionReader(config.client(), ledger)) {
            tail = LedgerTail.read(reader, archive, config.recentIdsMax());
        }
        try {
            compare(tail, heads);
        } catch (HeadsMismatchException e) {
            // The next restore must not miss them because of a commit marker under way.
            cluster.awaitDecided(new TopicPartition(config.headsTopic(), partition));
            throw e;
        }
        long resumeAt = tail.last().map(this::resumeAt).orElse(0L);
        return new Ready(tail.recentIds(), partitionCount, resumeAt);
    }

    private int partitionCount() {
        int ledger = partitionCount(config.topics().ledger());
        int intake = partitionCount(config.topics().intake());
        if (intake != ledger) {
            throw new LedgerUnfitException(
                    "topic %s must have the %d partitions of the ledger, but has %d; recreate it once it is drained, never change the ledger's"
                            .formatted(config.topics().intake(), ledger, intake));
        }
        return ledger;
    }

    private int partitionCount(String topic) {
        return cluster.partitionCount(topic)
                .orElseThrow(
                        () ->
                                new LedgerUnfitException(
                                        "topic %s must exist, but does not; create it with goldthread topics"
                                                .formatted(topic)));
    }

    private void compare(LedgerTail tail, HeadStore heads) {
        for (Map.Entry<Product, LogHead> expected : tail.heads().entrySet()) {
            LogHead found = heads.get(expected.getKey());
            if (!found.equals(expected.getValue())) {
                throw HeadsMismatchException.of(
                        partition, expected.getKey(), expected.getValue(), found);
            }
        }
        long count = heads.verify();
        if (tail.last().isEmpty() && count > 0) {
            throw HeadsMismatchException.emptyLedger(partition, count);
        }
    }

    /**
     * Where to go on in the intake when the group's offset is gone (it expires when the sealer is
     * away for a week, or the group was reset): after the record that the ledger's last one was
     * made from. Intake and ledger have one order, so everything before it is done. When retention
     * has removed that record, all that is left came after it.
     */
    private long resumeAt(ConsumerRecord<byte[], byte[]> last) {
        TopicPartition intake = new TopicPartition(config.topics().intake(), partition);
        if (cluster.committed(config.applicationId(), intake).isPresent()) {
            return 0;
        }
        long[] resumeAt = {0};
        try (PartitionReader reader = new PartitionReader(config.client(), intake)) {
            reader.read(
                    reader.begin(),
                    reader.end(),
                    record -> {
                        boolean found =
                                Arrays.equals(record.key(), last.key())
                                        && Arrays.equals(record.value(), last.value());
                        resumeAt[0] = found ? record.offset() + 1 : resumeAt[0];
                        return !found;
                    });
        }
        return resumeAt[0];
    }
}
