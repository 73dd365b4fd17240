package dev.goldthread.api.drill;

import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.registry.RegistryEndpoint;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A cluster and a registry that the killed parts share and that stay up. */
record Outside(
        Path folder,
        DataFolder brokerData,
        EmbeddedBroker broker,
        EmbeddedRegistry registry,
        RegistryEndpoint endpoint)
        implements AutoCloseable {

    private static final String TOKEN = "drill-drill-drill-drill";

    static Outside start(Path folder) throws Exception {
        DataFolder data = DataFolder.open(folder.resolve("broker"));
        EmbeddedBroker broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
        EmbeddedRegistry registry =
                EmbeddedRegistry.start(broker.clientConfig(), EmbeddedRegistry.TOPIC_DEFAULT);
        Outside outside =
                new Outside(
                        folder, data, broker, registry, RegistryEndpoint.start(registry, 0, TOKEN));
        outside.prepare();
        return outside;
    }

    private void prepare() throws Exception {
        Properties config = new Properties();
        config.putAll(client());
        try (var out = Files.newBufferedWriter(configFile())) {
            config.store(out, null);
        }
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(inbox(), Optional.of(2), Optional.empty())))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    Map<String, Object> client() {
        return broker.clientConfig();
    }

    String inbox() {
        return LedgerTopics.DEFAULT.inbox("drill");
    }

    Path data(String part) {
        return folder.resolve(part);
    }

    Path configFile() {
        return folder.resolve("kafka.properties");
    }

    List<String> arguments(String part, String roles, int port) {
        return List.of(
                "--roles",
                roles,
                "--data",
                data(part).toString(),
                "--port",
                Integer.toString(port),
                "--bootstrap-servers",
                String.valueOf(client().get("bootstrap.servers")),
                "--kafka-config",
                configFile().toString(),
                "--schema-registry-url",
                endpoint.uri().toString().replace("://", "://goldthread:%s@".formatted(TOKEN)));
    }

    @Override
    public void close() throws IOException {
        endpoint.close();
        registry.close();
        broker.close();
        brokerData.close();
    }
}
