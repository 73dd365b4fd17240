package dev.goldthread.streams.embedded;

import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of the embedded broker: one node that is broker and controller, on loopback, behind
 * SASL/PLAIN.
 *
 * <p>Names and meanings: Apache Kafka 4.3 documentation, "Broker Configs" and "KRaft".
 */
final class BrokerConfig {

    static final int NODE_ID = 1;
    static final String USER = "goldthread";
    private static final int DAY_MS = 24 * 60 * 60 * 1000;
    private static final String LOGIN_MODULE =
            "org.apache.kafka.common.security.plain.PlainLoginModule";

    private BrokerConfig() {}

    static Properties broker(Path logDirectory, BrokerPorts ports, String password) {
        Properties properties = new Properties();
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("log.dirs", logDirectory.toString());
        listeners(properties, ports, password);
        oneNode(properties);
        lowLatency(properties);
        small(properties);
        safe(properties);
        return properties;
    }

    /** Both listeners ask for the password: whoever reaches the controller can do anything. */
    private static void listeners(Properties properties, BrokerPorts ports, String password) {
        String client = "CLIENT://" + BrokerPorts.HOST + ":" + ports.client();
        String controller = BrokerPorts.HOST + ":" + ports.controller();
        properties.setProperty("listeners", client + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", client);
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("inter.broker.listener.name", "CLIENT");
        properties.setProperty(
                "listener.security.protocol.map",
                "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        properties.setProperty("sasl.enabled.mechanisms", "PLAIN");
        properties.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
        String server =
                "%s required username=\"%s\" password=\"%s\" user_%s=\"%s\";"
                        .formatted(LOGIN_MODULE, USER, password, USER, password);
        properties.setProperty("listener.name.client.plain.sasl.jaas.config", server);
        properties.setProperty("listener.name.controller.plain.sasl.jaas.config", server);
    }

    private static void oneNode(Properties properties) {
        // There is no other broker to go on instead of this one. To take it for dead, because it
        // was
        // paused, or to move its partitions away, because it is told to stop, would only leave them
        // without a leader for a while; what that does to transactions is said in SingleNode.
        properties.setProperty("broker.session.timeout.ms", Integer.toString(DAY_MS));
        properties.setProperty("controlled.shutdown.enable", "false");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    }

    private static void lowLatency(Properties properties) {
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("group.streams.initial.rebalance.delay.ms", "0");
        // A sealer killed in mid-transaction holds up read_committed readers until this has run.
        properties.setProperty(
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // The default of 20 ms is the floor under the sealer's commit latency.
        properties.setProperty("add.partitions.to.txn.retry.backoff.ms", "5");
    }

    private static void small(Properties properties) {
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "4");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        // 128 MiB by default, taken from the heap; enough here for 300,000 keys per pass.
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        properties.setProperty("metadata.log.segment.bytes", Integer.toString(32 * 1024 * 1024));
    }

    private static void safe(Properties properties) {
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("message.max.bytes", Integer.toString(TopicSpecs.MESSAGE_BYTES_MAX));
        // With one copy only, a power cut loses what the disk has not seen: keep that to a second.
        properties.setProperty("log.flush.interval.ms", "1000");
        properties.setProperty("log.flush.scheduler.interval.ms", "1000");
    }

    static Map<String, Object> client(BrokerPorts ports, String password) {
        return Map.of(
                "bootstrap.servers",
                ports.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(LOGIN_MODULE, USER, password));
    }
}
