package dev.goldthread.streams.project;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams for a projector, each with its reason. */
final class ProjectorConfig {

    private ProjectorConfig() {}

    static Properties of(ProjectorOptions options) {
        Properties config = new Properties();
        config.putAll(options.client());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, options.applicationId());
        config.put(StreamsConfig.STATE_DIR_CONFIG, options.folder().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbys());
        options.address()
                .ifPresent(address -> config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
        // Applying twice changes nothing, so transactions would cost and give nothing.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        // Punctuators, which write batches, wait no longer than this for records.
        config.put(StreamsConfig.POLL_MS_CONFIG, 10);
        // Nothing that the sealer has not committed; the restore consumer must see no more.
        config.put(consumer(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        // A restart within the session keeps its partitions and does not rebalance.
        config.put(consumer(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), options.instance());
        config.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        config.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        // Several polls ahead: a partition whose buffer is full is not fetched from meanwhile.
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
        // Restoring writes what one poll gave as one batch; the larger, the cheaper a row.
        config.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 8_000);
        return config;
    }

    private static String consumer(String name) {
        return StreamsConfig.consumerPrefix(name);
    }
}
