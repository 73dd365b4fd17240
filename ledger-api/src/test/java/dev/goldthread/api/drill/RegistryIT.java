package dev.goldthread.api.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.api.cli.Goldthread;
import dev.goldthread.api.cli.Terminal;
import dev.goldthread.api.cli.Terminal.Screen;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.streams.embedded.LoopbackPorts;
import dev.goldthread.streams.serde.HttpSchemaRegistry;
import dev.goldthread.streams.serde.RegistryConfig;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RetryPolicy;
import dev.goldthread.streams.topic.LedgerTopics;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code goldthread registry} on a cluster, and a node that works with it. */
class RegistryIT {

    private static final String SUBJECT = LedgerTopics.DEFAULT.intake() + "-value";

    @TempDir private Path folder;
    private OneBroker broker;
    private int port;
    private int nodePort;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void startBroker() throws Exception {
        broker = new OneBroker(folder.resolve("broker"));
        List<Integer> ports = LoopbackPorts.free(2);
        port = ports.getFirst();
        nodePort = ports.getLast();
        Properties config = new Properties();
        config.putAll(broker.client());
        try (var out = Files.newBufferedWriter(kafkaConfig())) {
            config.store(out, null);
        }
    }

    @AfterEach
    void closeBroker() {
        broker.close();
    }

    private Path kafkaConfig() {
        return folder.resolve("kafka.properties");
    }

    private List<String> cluster() {
        return List.of(
                "--bootstrap-servers",
                String.valueOf(broker.client().get("bootstrap.servers")),
                "--kafka-config",
                kafkaConfig().toString());
    }

    private Part registry(String name) throws Exception {
        return new Part(
                name,
                folder,
                "registry",
                join(
                        cluster(),
                        "--data",
                        folder.resolve("registry").toString(),
                        "--port",
                        Integer.toString(port)));
    }

    private static List<String> join(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private String url(String password) {
        return "http://reader:%s@127.0.0.1:%d".formatted(password, port);
    }

    private String token() throws Exception {
        return Files.readString(folder.resolve("registry/secrets/registry.token")).strip();
    }

    private static HttpSchemaRegistry client(String url) {
        return new HttpSchemaRegistry(
                RegistryConfig.from(Map.of(RegistryConfig.URL, url)), RetryPolicy.DEFAULT);
    }

    private int run(String... arguments) {
        said.reset();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Goldthread.run(
                arguments,
                new Terminal(
                        InputStream.nullInputStream(),
                        both,
                        both,
                        Map.of(),
                        Screen.PROGRAM,
                        Screen.PROGRAM));
    }

    private void assertRuns(String... arguments) {
        int exit = run(arguments);
        assertThat(exit).as(said()).isZero();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aNodeOnTheSameClusterWorksWithItAndIsVerifiedAgainstIt() throws Exception {
        try (Part registry = registry("registry")) {
            registry.awaitSaid("ready");
            Path data = folder.resolve("node");
            try (Part node =
                    new Part(
                            "node",
                            folder,
                            join(
                                    cluster(),
                                    "--data",
                                    data.toString(),
                                    "--port",
                                    Integer.toString(nodePort),
                                    "--schema-registry-url",
                                    url(token())))) {
                node.awaitReady();
                Path events = folder.resolve("events.json");
                Files.writeString(events, DrillEvents.json("e-1", 1));
                String url = "http://127.0.0.1:" + nodePort;
                assertRuns(
                        "emit",
                        "-f",
                        "" + events,
                        "--wait",
                        "30",
                        "--url",
                        url,
                        "--data",
                        "" + data);
                assertThat(said()).contains("1 accepted");

                assertRuns("verify", "--data", "" + data, "--kafka-config", "" + kafkaConfig());

                assertThat(said()).contains("INTACT").doesNotContain("no registry was asked");
            }
        }
    }

    @Test
    void itAnswersWhoHasItsTokenAndKeepsIdsWhenItIsKilled() throws Exception {
        int id;
        try (Part registry = registry("registry")) {
            registry.awaitSaid("ready");
            try (HttpSchemaRegistry client = client(url(token()))) {
                id = client.register(SUBJECT, EventSchema.TEXT);
            }
            try (HttpSchemaRegistry stranger = client(url("not-the-token-of-it"))) {
                assertThatThrownBy(() -> stranger.register(SUBJECT, EventSchema.TEXT))
                        .isInstanceOf(RegistryRefusedException.class)
                        .hasMessageContaining("401");
            }

            registry.kill();
            registry.startAgain();
            registry.awaitSaid("ready");

            try (HttpSchemaRegistry client = client(url(token()))) {
                assertThat(client.register(SUBJECT, EventSchema.TEXT)).isEqualTo(id);
            }
            int second =
                    run(
                            "registry",
                            "--bootstrap-servers",
                            "127.0.0.1:1",
                            "--data",
                            "" + folder.resolve("registry"));
            assertThat(second).isEqualTo(1);
            assertThat(said()).contains("is in use by another goldthread");
        }
    }

    @Test
    void itNeedsAClusterAndAPort() {
        assertThat(run("registry")).isEqualTo(3);
        assertThat(said()).contains("--bootstrap-servers is missing");
        assertThat(run("registry", "--bootstrap-servers", "127.0.0.1:1", "--port", "70000"))
                .isEqualTo(3);
        assertThat(said()).contains("--port must be from 0 to 65535, but is 70000");
    }
}
