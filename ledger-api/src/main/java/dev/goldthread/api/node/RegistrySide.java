package dev.goldthread.api.node;

import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.registry.RegistryEndpoint;
import dev.goldthread.streams.serde.Compatibility;
import dev.goldthread.streams.serde.HttpSchemaRegistry;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.serde.RetryPolicy;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WriterSchemas;
import dev.goldthread.streams.serde.WriterSchemas.Registration;
import java.util.Map;

/**
 * The schema registry that a node works with, and how to end it.
 *
 * @param url where other processes reach it
 * @param registration who registers the event schema
 */
record RegistrySide(SchemaRegistry registry, String url, Registration registration, Runnable end)
        implements AutoCloseable {

    private static final String TOKEN_FILE = "secrets/registry.token";
    private static final int TOKEN_BYTES = 32;

    static RegistrySide elsewhere(Map<String, String> properties) {
        RegistryConfig config = RegistryConfig.from(properties);
        HttpSchemaRegistry registry = new HttpSchemaRegistry(config, RetryPolicy.DEFAULT);
        return new RegistrySide(
                registry,
                config.urls().getFirst().toString(),
                config.registration(),
                registry::close);
    }

    static RegistrySide embedded(DataFolder data, Map<String, Object> client) {
        data.directory("secrets");
        String token = data.secret(TOKEN_FILE, TOKEN_BYTES);
        EmbeddedRegistry registry = EmbeddedRegistry.start(client, EmbeddedRegistry.TOPIC_DEFAULT);
        RegistryEndpoint endpoint = RegistryEndpoint.start(registry, 0, token);
        return new RegistrySide(
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

    @Override
    public void close() {
        end.run();
    }
}
