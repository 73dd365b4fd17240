package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.embedded.DataFolderInUseException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node from its first start to its last. */
class NodeIT {

    @TempDir private Path data;

    @Test
    void aClosedNodeLeavesNothingBehindAndARestartContinuesItsLog() throws Exception {
        String token;
        JsonNode receipt;
        Remains remains = Remains.before(data);
        try (Node node = start();
                LedgerHttp http = LedgerHttp.of(node)) {
            token = http.token();
            receipt = http.postUntilSealed(event("e-1")).json().at("/results/0/receipt");
            JsonNode endpoint = LedgerHttp.JSON.readTree(data.resolve("endpoint.json").toFile());
            assertThat(URI.create(endpoint.get("url").asText())).isEqualTo(node.url());
            assertThat(endpoint.get("bootstrapServers").asText()).startsWith("127.0.0.1:");
            assertThat(endpoint.get("registryUrl").asText()).startsWith("http://127.0.0.1:");
            assertThat(endpoint.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
            for (String secret : List.of("endpoint.json", "operator.token", "secrets/tokens")) {
                assertThat(Files.getPosixFilePermissions(data.resolve(secret)))
                        .as(secret)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(Files.readString(data.resolve("secrets/tokens"))).doesNotContain(token);
        }
        assertThat(data.resolve("endpoint.json")).doesNotExist();
        remains.awaitNone();

        Utils.delete(data.resolve("projector").toFile());
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Node node = Node.start(options(), tellingInto(told));
                LedgerHttp http = LedgerHttp.of(node)) {
            assertThat(http.token()).isEqualTo(token);
            assertThat(http.postUntilSealed(event("e-1")).json().at("/results/0/receipt"))
                    .isEqualTo(receipt);
            assertThat(
                            http.postUntilSealed(event("e-2"))
                                    .json()
                                    .at("/results/0/receipt/seq")
                                    .asLong())
                    .isEqualTo(1);
        }
        assertThat(told)
                .as("its lost store was read again")
                .anyMatch(line -> line.matches("projector: partition .: the store is rebuilt .*"))
                .anyMatch(
                        line -> line.matches("projector: partition .: the store is up to date.*"));
    }

    private static NodeListener tellingInto(List<String> told) {
        return new NodeListener() {
            @Override
            public void starting(String stage) {}

            @Override
            public void ready(String stage, Duration took) {
                told.add(stage);
                assertThat(took).isPositive();
            }

            @Override
            public void tells(String stage, String line) {
                told.add(stage + ": " + line);
            }
        };
    }

    @Test
    void aFolderHasOneNodeAndOneLedgerName() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Node node = Node.start(options(), tellingInto(told))) {
            assertThat(node.failure()).isEmpty();
            assertThat(told)
                    .contains("broker", "topics", "registry", "http", "sealer and projector");
            assertThatThrownBy(this::start).isInstanceOf(DataFolderInUseException.class);
        }
        NodeOptions renamed =
                new NodeOptions(
                        data,
                        "127.0.0.1",
                        0,
                        new LedgerName("other.example.org"),
                        options().topics(),
                        4,
                        options().cluster(),
                        options().registry(),
                        options().roles());
        assertThatThrownBy(() -> Node.start(renamed, NodeListener.SILENT))
                .hasMessageContaining("goldthread.local")
                .hasMessageContaining("other.example.org");
    }

    @Test
    void aKilledBrokerGives503AndComesBackWithNothingLost() throws Exception {
        try (Node node = start();
                LedgerHttp http = LedgerHttp.of(node)) {
            http.postUntilSealed(event("e-1"));
            ProcessHandle broker = node.kafka().process().orElseThrow();

            node.kafka().restarts().lock();
            assertThat(broker.destroyForcibly()).isTrue();
            broker.onExit().join();
            Answer away = http.post(event("e-2"));
            Answer health = http.send(http.anonymous("/health/ready").GET());
            node.kafka().restarts().unlock();

            assertThat(away.status()).as(away.body()).isEqualTo(503);
            assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(away.json().get("detail").asText()).contains("again");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/parts/broker/status").asText()).isEqualTo("DOWN");

            Answer back = http.postUntilSealed(event("e-2"));
            assertThat(back.json().at("/results/0/receipt/seq").asLong()).isEqualTo(1);
            assertThat(
                            http.postUntilSealed(event("e-3"))
                                    .json()
                                    .at("/results/0/receipt/seq")
                                    .asLong())
                    .isEqualTo(2);
            assertThat(node.failure()).isEmpty();
        }
    }

    private static String event(String id) {
        return Events.requirement("pump", id, "REQ-" + id, "Stop");
    }

    private NodeOptions options() {
        return NodeOptions.embedded(data).withPort(0);
    }

    private Node start() {
        return Node.start(options(), NodeListener.SILENT);
    }
}
