package dev.goldthread.api.cli;

import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.api.node.NodeRole;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What may be chosen about the ledger that a command runs itself. */
final class NodeFlags {

    @Mixin final DataOption data = new DataOption();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host = NodeOptions.HOST_DEFAULT;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = NodeOptions.PORT_DEFAULT;

    @Option(
            names = "--ledger-name",
            paramLabel = "NAME",
            description =
                    "The ledger's name, like a host name; it never changes (default: ${DEFAULT-VALUE}).")
    private String ledgerName = NodeOptions.NAME_DEFAULT.text();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            description = "A Kafka cluster of your own (default: the embedded broker).")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Further properties of the Kafka client: security.protocol, ….")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL,…",
            description = "A schema registry of your own, to go with --bootstrap-servers.")
    private Optional<String> registryUrl = Optional.empty();

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What the names of the topics begin with (default: ${DEFAULT-VALUE}).")
    private String topicPrefix = LedgerTopics.DEFAULT.prefix();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "Partitions of intake and ledger when they are created (default: ${DEFAULT-VALUE}).")
    private int partitions = TopicOptions.EMBEDDED_PARTITIONS;

    /**
     * @throws CliException when a value is no such thing, or two do not go together
     */
    NodeOptions options() {
        try {
            return new NodeOptions(
                    data.path(),
                    host,
                    port,
                    new LedgerName(ledgerName),
                    new LedgerTopics(topicPrefix),
                    partitions,
                    cluster(),
                    registryUrl.map(url -> Map.of(RegistryConfig.URL, url)).orElse(Map.of()),
                    NodeRole.all());
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> cluster() {
        Map<String, String> cluster = new HashMap<>();
        kafkaConfig.ifPresent(file -> cluster.putAll(read(file)));
        bootstrapServers.ifPresent(servers -> cluster.put("bootstrap.servers", servers));
        return cluster;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw CliException.usage(
                    "--kafka-config %s cannot be read; check the path and its permissions"
                            .formatted(file));
        }
        Map<String, String> map = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
