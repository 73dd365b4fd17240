package dev.goldthread.api.cli;

import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Which Kafka cluster, how to reach it, and what the topics are called there. */
final class KafkaFlags {

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
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What the names of the topics begin with (default: ${DEFAULT-VALUE}).")
    private String topicPrefix = LedgerTopics.DEFAULT.prefix();

    boolean namesACluster() {
        return bootstrapServers.isPresent();
    }

    /**
     * Properties of a Kafka client, as far as flags give them.
     *
     * @throws CliException when the file cannot be read
     */
    Map<String, String> client() {
        Map<String, String> client = new HashMap<>();
        kafkaConfig.ifPresent(file -> client.putAll(read(file)));
        bootstrapServers.ifPresent(servers -> client.put("bootstrap.servers", servers));
        return client;
    }

    /**
     * @throws IllegalArgumentException when the prefix makes no names of topics
     */
    LedgerTopics topics() {
        return new LedgerTopics(topicPrefix);
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
