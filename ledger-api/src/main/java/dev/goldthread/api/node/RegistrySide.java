package dev.goldthread.api.node;

import dev.goldthread.core.event.EventSchema;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.registry.RegistryEndpoint;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.HttpSchemaRegistry;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.RetryPolicy;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WriterSchemas;
import dev.goldthread.streams.serde.WriterSchemas.Registration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The schema registry that a node works with, and how to end it.
 *
 * @param probe the same registry, asked once and briefly
 * @param url where other processes reach it
 * @param registration who registers the event schema
 */
record RegistrySide(
        SchemaRegistry registry,
        SchemaRegistry probe,
        String url,
        Registration registration,
        Runnable end)
        implements AutoCloseable {

    static final String TOKEN_FILE = "secrets/registry.token";
    private static final int TOKEN_BYTES = 32;

    private static final RetryPolicy ONCE =
            new RetryPolicy(1, Duration.ZERO, Duration.ofMillis(1_500));

    static RegistrySide elsewhere(Map<String, String> properties) {
        RegistryConfig config = RegistryConfig.from(properties);
        HttpSchemaRegistry registry = new HttpSchemaRegistry(config, RetryPolicy.DEFAULT);
        HttpSchemaRegistry probe = new HttpSchemaRegistry(config, ONCE);
        return new RegistrySide(
                registry,
                probe,
                addressOf(properties),
                config.registration(),
                () -> {
                    probe.close();
                    registry.close();
                });
    }

    /** As it was given, with the user, for whoever may read the data folder. */
    private static String addressOf(Map<String, String> properties) {
        return properties.getOrDefault(RegistryConfig.URL, "").split(",", 2)[0].strip();
    }

    /**
     * @param port on loopback; 0 takes a free one
     */
    static RegistrySide embedded(DataFolder data, Map<String, Object> client, int port) {
        data.directory("secrets");
        String token = data.secret(TOKEN_FILE, TOKEN_BYTES);
        EmbeddedRegistry registry = EmbeddedRegistry.start(client, EmbeddedRegistry.TOPIC_DEFAULT);
        RegistryEndpoint endpoint = RegistryEndpoint.start(registry, port, token);
        return new RegistrySide(
                registry,
                registry,
                endpoint.uri().toString(),
                Registration.AUTOMATIC,
                () -> {
                    endpoint.close();
                    registry.close();
                });
    }

    /**
     * The id of a schema for a topic's values; today's reader must read every event ever sealed.
     */
    int idFor(String topic, String schemaText) {
        if (registration == Registration.AUTOMATIC) {
            registry.setCompatibility(
                    SchemaRegistry.valueSubject(topic), Compatibility.BACKWARD_TRANSITIVE);
        }
        return new WriterSchemas(registry, registration).idFor(topic, schemaText);
    }

    /** Why it does not answer for this topic now; empty when it does. */
    Optional<String> problem(String topic) {
        try {
            var _ = probe.idOf(SchemaRegistry.valueSubject(topic), EventSchema.TEXT);
            return Optional.empty();
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
