package dev.goldthread.streams.registry;

import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryContractIT extends RegistryContract {

    private static final String TOKEN = "0123456789abcdef-token";

    private static DataFolder data;
    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;
    private static RegistryEndpoint endpoint;

    @BeforeAll
    static void start(@TempDir Path root) {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
        registry = EmbeddedRegistry.start(broker.clientConfig(), EmbeddedRegistry.TOPIC_DEFAULT);
        endpoint = RegistryEndpoint.start(registry, 0, TOKEN);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
        registry.close();
        broker.close();
        data.close();
    }

    @Override
    String url() {
        return endpoint.uri().toString();
    }

    @Override
    Map<String, String> headers() {
        byte[] user = ("anyone:" + TOKEN).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }

    /** Sealed records need their schemas for ever, so nothing is deleted for good. */
    @Override
    Map<Documented, String> differences() {
        return Map.of(
                Documented.DELETE_SUBJECT_FOR_GOOD, "422 42205",
                Documented.DELETE_VERSION_FOR_GOOD, "422 42205");
    }
}
