package dev.goldthread.api.drill;

import dev.goldthread.streams.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A cluster of three brokers, each a process, and each a controller as well. What topics ask for is
 * left as Kafka has it by default, one copy, so that a test sees who asks for three.
 *
 * <p>Names and meanings: Apache Kafka 4.3 documentation, "Broker Configs" and "KRaft".
 */
final class ThreeBrokers implements Brokers {

    private static final int COUNT = 3;
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final List<Integer> clientPorts;
    private final List<Integer> controllerPorts;
    private final List<BrokerChild> children = new ArrayList<>();

    /**
     * Starts them and returns when all serve.
     *
     * @param folder may have the brokers' homes, without data
     */
    ThreeBrokers(Path folder) throws Exception {
        this.folder = folder;
        List<Integer> ports = LoopbackPorts.free(2 * COUNT);
        clientPorts = ports.subList(0, COUNT);
        controllerPorts = ports.subList(COUNT, 2 * COUNT);
        String cluster = Uuid.randomUuid().toString();
        try {
            for (int broker = 0; broker < COUNT; broker++) {
                format(broker, cluster);
                children.add(BrokerChild.start(home(broker), properties(broker)));
            }
            for (BrokerChild child : children) {
                child.awaitReady(BACK_MAX);
            }
        } catch (Exception | AssertionError e) {
            children.forEach(BrokerChild::kill);
            throw e;
        }
    }

    /** Where a broker of a cluster in this folder keeps its data. */
    static Path home(Path folder, int broker) {
        return folder.resolve("broker-" + broker);
    }

    private Path home(int broker) {
        return home(folder, broker);
    }

    private Path log(int broker) {
        return home(broker).resolve("log");
    }

    /** A formatted folder is left alone by the process that finds it. */
    private void format(int broker, String cluster) throws Exception {
        Files.createDirectories(log(broker));
        new Formatter()
                .setPrintStream(System.err)
                .setNodeId(broker)
                .setClusterId(cluster)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(log(broker).toString())
                .setMetadataLogDirectory(log(broker).toString())
                .run();
    }

    private Properties properties(int broker) {
        String client = "CLIENT://%s:%d".formatted(HOST, clientPorts.get(broker));
        String controller = "CONTROLLER://%s:%d".formatted(HOST, controllerPorts.get(broker));
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "node.id",
                        Integer.toString(broker),
                        "process.roles",
                        "broker,controller",
                        "log.dirs",
                        log(broker).toString(),
                        "listeners",
                        client + "," + controller,
                        "advertised.listeners",
                        client,
                        "controller.listener.names",
                        "CONTROLLER",
                        "inter.broker.listener.name",
                        "CLIENT",
                        "listener.security.protocol.map",
                        "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "controller.quorum.voters",
                        voters()));
        properties.putAll(
                Map.of(
                        "auto.create.topics.enable", "false",
                        "offsets.topic.num.partitions", "4",
                        "transaction.state.log.num.partitions", "4",
                        "group.initial.rebalance.delay.ms", "0",
                        "log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024)));
        // Shorter than by default (9 s, 30 s and 10 s), because a test waits for what they bound.
        properties.putAll(
                Map.of(
                        "broker.session.timeout.ms", "2000",
                        "broker.heartbeat.interval.ms", "400",
                        "replica.lag.time.max.ms", "6000",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
        // As deploy/kafka/topics.md advises: how long brokers wait for one of them that hangs.
        properties.putAll(
                Map.of("request.timeout.ms", "5000", "controller.socket.timeout.ms", "5000"));
        return properties;
    }

    private String voters() {
        return IntStream.range(0, COUNT)
                .mapToObj(broker -> "%d@%s:%d".formatted(broker, HOST, controllerPorts.get(broker)))
                .collect(Collectors.joining(","));
    }

    @Override
    public Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                clientPorts.stream()
                        .map(port -> HOST + ":" + port)
                        .collect(Collectors.joining(",")));
    }

    @Override
    public int count() {
        return COUNT;
    }

    /** The process, for those who stop it and let it go on. */
    BrokerChild child(int broker) {
        return children.get(broker);
    }

    @Override
    public void kill(int broker) {
        children.get(broker).kill();
    }

    @Override
    public void startAgain(int broker) throws IOException {
        children.set(broker, BrokerChild.start(home(broker), properties(broker)));
    }

    @Override
    public void close() {
        children.forEach(BrokerChild::kill);
    }
}
