package dev.goldthread.streams.topic;

import java.time.Duration;
import java.util.Optional;

/**
 * What may be chosen about the topics.
 *
 * @param partitions how many intake and ledger get when they are created, 1 to 10000; fixed
 *     afterwards, because a product's log must stay in its partition
 * @param replicas how many brokers keep a copy, 1 to 9
 * @param intakeRetention how long a sealed event stays on the intake (and an inbox) as well, at
 *     least an hour; also how long the sealer may be away before accepted events are lost
 * @param rejectedRetention how long refusals are kept; empty means forever
 */
public record TopicOptions(
        int partitions,
        int replicas,
        Duration intakeRetention,
        Optional<Duration> rejectedRetention) {

    public static final int EMBEDDED_PARTITIONS = 4;
    private static final int REPLICAS_WISHED = 3;

    public TopicOptions {
        requireRange("partitions", partitions, 10_000);
        requireRange("replicas", replicas, 9);
        requireHour("intakeRetention", intakeRetention);
        rejectedRetention.ifPresent(retention -> requireHour("rejectedRetention", retention));
    }

    /** The defaults for a cluster of {@code brokers}: three copies where there are three. */
    public static TopicOptions forCluster(int brokers) {
        return new TopicOptions(
                EMBEDDED_PARTITIONS,
                Math.clamp(brokers, 1, REPLICAS_WISHED),
                Duration.ofDays(7),
                Optional.empty());
    }

    /** How many copies must be written before a write counts: one broker may be away. */
    int replicasInSyncMin() {
        return Math.max(1, replicas - 1);
    }

    private static void requireRange(String field, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "%s must be 1 to %d, but is %d; correct the topic options"
                            .formatted(field, max, value));
        }
    }

    private static void requireHour(String field, Duration value) {
        if (value.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException(
                    "%s must be at least an hour, but is %s; correct the topic options"
                            .formatted(field, value));
        }
    }
}
