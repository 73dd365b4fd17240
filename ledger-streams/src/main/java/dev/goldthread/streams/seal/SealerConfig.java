package dev.goldthread.streams.seal;

import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What may be chosen about a sealer. What may not, because sealing depends on it, stands in {@link
 * #properties}.
 *
 * @param client how to reach the cluster: bootstrap.servers, security; holds secrets
 * @param stateDir where the heads lie locally; can be lost, the cluster has them
 * @param instanceId this instance among its fellows, the same after a restart, so that a restart
 *     takes a second instead of a group timeout
 * @param threads 1 to 64; a partition is sealed by one
 * @param standbys how many other instances keep a copy of the heads at hand, 0 to 2
 * @param recentIdsMax how many ids per partition are known again without asking the projection; 56
 *     to 64 bytes of memory each, 1 to 16,000,000
 */
public record SealerConfig(
        Map<String, Object> client,
        LedgerTopics topics,
        Path stateDir,
        String instanceId,
        int threads,
        int standbys,
        int recentIdsMax) {

    private static final int RECENT_IDS = 1_000_000;

    public SealerConfig {
        client = Map.copyOf(client);
        if (instanceId.isBlank()) {
            throw new IllegalArgumentException(
                    "instanceId must not be blank; give the host's name, such as sealer-1");
        }
        requireRange("threads", threads, 1, 64);
        requireRange("standbys", standbys, 0, 2);
        requireRange("recentIdsMax", recentIdsMax, 1, RecentIds.CAPACITY_MAX);
    }

    private static void requireRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s must be %d to %d, but is %d; correct the sealer's options"
                            .formatted(field, min, max, value));
        }
    }

    /** One thread, no standby, a million ids. */
    public static SealerConfig of(
            Map<String, Object> client, LedgerTopics topics, Path stateDir, String instanceId) {
        return new SealerConfig(client, topics, stateDir, instanceId, 1, 0, RECENT_IDS);
    }

    /** The name of group, transactions and state: one per ledger. */
    public String applicationId() {
        return topics.prefix() + "-sealer";
    }

    /** The topic that keeps the heads, as Kafka Streams names it. */
    String headsTopic() {
        return applicationId() + "-" + HeadStore.NAME + "-changelog";
    }

    Path localState() {
        return stateDir.resolve(applicationId());
    }

    /**
     * The settings of Kafka Streams. Exactly-once makes every consumer read committed records only
     * and every producer acknowledge by all replicas.
     *
     * @param copies of the heads, as many as of the ledger: with fewer, a broker that is away would
     *     stop the sealing of what the others still hold
     */
    Properties properties(int copies) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 20);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 32L * 1024 * 1024);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, copies);
        properties.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                Integer.toString(Math.max(1, copies - 1)));
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        consumer(properties);
        producer(properties);
        return properties;
    }

    private void consumer(Properties properties) {
        consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        // A group without offsets begins at the start: see TaskStart, which skips what is done.
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    }

    private static void consumer(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.mainConsumerPrefix(name), value);
    }

    private static void producer(Properties properties) {
        // What a killed sealer left open holds up every reader for this long.
        producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 5_000);
        producer(properties, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // Well below the commit interval: a commit that finds little left to send is a quick one.
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, 5);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MESSAGE_BYTES_MAX);
    }

    private static void producer(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.producerPrefix(name), value);
    }
}
