package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where the ledger's cluster is: as a running ledger tells in {@code endpoint.json} of its data
 * folder, or as flags say. Passwords of the embedded broker and registry lie in files of their own
 * there, and go to this machine only.
 */
final class Cluster {

    private static final String ENDPOINT_FILE = "endpoint.json";
    private static final String BROKER_PASSWORD_FILE = "kafka/client.password";
    private static final String REGISTRY_TOKEN_FILE = "secrets/registry.token";
    private static final String LEDGER_NAME_FILE = "ledger-name";
    private static final String LEDGER_NAME_DEFAULT = "goldthread.local";
    private static final String EMBEDDED_USER = "goldthread";
    private static final String EMBEDDED_HOST = "127.0.0.1:";

    @Mixin private final DataOption data = new DataOption();
    @Mixin private final KafkaFlags kafka = new KafkaFlags();

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            description = "Schema registry against which schema ids are held.")
    private Optional<String> registryUrl = Optional.empty();

    @Option(
            names = "--ledger",
            paramLabel = "NAME",
            description = "The ledger's name (default: as the data folder says).")
    private Optional<String> ledger = Optional.empty();

    /**
     * Where to read and under which names.
     *
     * @param client properties of a Kafka client
     * @param registry properties of a registry client; empty when there is no registry to ask
     */
    record Address(
            Map<String, Object> client,
            LedgerTopics topics,
            LedgerName ledger,
            Map<String, String> registry) {}

    Path dataFolder() {
        return data.path();
    }

    /**
     * @throws CliException when neither flags nor a running ledger tell the cluster
     */
    Address find() {
        Map<String, Object> client = new HashMap<>();
        Map<String, String> registry = new HashMap<>();
        if (!kafka.namesACluster()) {
            readEndpoint(client, registry);
        }
        client.putAll(kafka.client());
        registryUrl.ifPresent(
                url -> {
                    registry.clear();
                    registry.put(RegistryConfig.URL, url);
                });
        client.putIfAbsent("client.id", "goldthread-verify");
        try {
            return new Address(client, kafka.topics(), new LedgerName(name()), registry);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private void readEndpoint(Map<String, Object> client, Map<String, String> registry) {
        Path file = data.path().resolve(ENDPOINT_FILE);
        if (!Files.exists(file)) {
            throw CliException.unreachable(
                    "no ledger runs in %s (it has no %s); start goldthread serve, set --data, or name the cluster by --bootstrap-servers"
                            .formatted(data.path(), ENDPOINT_FILE));
        }
        try {
            JsonNode endpoint = LedgerClient.JSON.readTree(file.toFile());
            String servers = endpoint.path("bootstrapServers").asText();
            client.put("bootstrap.servers", servers);
            secret(BROKER_PASSWORD_FILE)
                    .filter(any -> servers.startsWith(EMBEDDED_HOST))
                    .ifPresent(password -> client.putAll(login(password)));
            String url = endpoint.path("registryUrl").asText("");
            if (!url.isBlank()) {
                registry.put(RegistryConfig.URL, url);
                secret(REGISTRY_TOKEN_FILE)
                        .filter(any -> url.startsWith("http://" + EMBEDDED_HOST))
                        .ifPresent(token -> registry.putAll(registryLogin(token)));
            }
        } catch (IOException e) {
            throw CliException.error(
                    "%s cannot be read: %s; run as the user who owns the data folder"
                            .formatted(file, e.getMessage()));
        }
    }

    private Optional<String> secret(String name) throws IOException {
        Path file = data.path().resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    private static Map<String, String> login(String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(EMBEDDED_USER, password));
    }

    private static Map<String, String> registryLogin(String token) {
        return Map.of(
                RegistryConfig.CREDENTIALS_SOURCE,
                "USER_INFO",
                RegistryConfig.USER_INFO,
                EMBEDDED_USER + ":" + token);
    }

    private String name() {
        Path file = data.path().resolve(LEDGER_NAME_FILE);
        if (ledger.isPresent() || !Files.exists(file)) {
            return ledger.orElse(LEDGER_NAME_DEFAULT);
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CliException.error("%s cannot be read; give --ledger".formatted(file));
        }
    }
}
