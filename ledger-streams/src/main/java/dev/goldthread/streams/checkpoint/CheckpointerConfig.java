package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What may be chosen about a checkpointer. What may not stands in {@link #properties}.
 *
 * @param client how to reach the cluster: bootstrap.servers, security; holds secrets
 * @param ledger the name that origins begin with
 * @param stateDir where the trees lie locally; can be lost, the cluster has them
 * @param instanceId this instance among its fellows, the same after a restart
 * @param threads 1 to 64; a partition is signed by one
 */
public record CheckpointerConfig(
        Map<String, Object> client,
        LedgerTopics topics,
        LedgerName ledger,
        Path stateDir,
        String instanceId,
        int threads) {

    /** New entries are signed at the next of these moments. */
    static final Duration SIGN_INTERVAL = Duration.ofMillis(250);

    public CheckpointerConfig {
        client = Map.copyOf(client);
        if (instanceId.isBlank()) {
            throw new IllegalArgumentException(
                    "instanceId must not be blank; give the host's name, such as checkpointer-1");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException(
                    "threads must be 1 to 64, but is %d; correct the checkpointer's options"
                            .formatted(threads));
        }
    }

    /** The name of group and state: one per ledger. */
    public String applicationId() {
        return topics.prefix() + "-checkpointer";
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        // Signing twice gives the same bytes, so transactions would cost and give nothing.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 50);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // A signature over an aborted transaction would look like equivocation.
        consumer(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // It signs now and then; a fetch for each commit of the sealer would be work for nothing.
        consumer(properties, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 128 * 1024);
        consumer(properties, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        // Verifying a whole ledger again takes its time; the session still tells the dead.
        consumer(properties, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 3_600_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        return properties;
    }

    private static void consumer(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.consumerPrefix(name), value);
    }
}
