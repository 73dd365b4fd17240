package dev.goldthread.streams.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerIT {

    private static final TopicPartition PARTITION = new TopicPartition("things", 0);

    @TempDir Path root;
    private DataFolder data;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        data = DataFolder.open(root.resolve("data"));
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
    }

    @AfterEach
    void stop() {
        broker.close();
        data.close();
    }

    @Test
    void keepsRecordsAndPortsOverRestarts() throws Exception {
        createTopic();
        produce("first");

        restart();
        produce("second");

        kill();
        restart();

        assertThat(consume(2, Map.of())).containsExactly("first", "second");
    }

    /**
     * Client and broker are killed at once, and by the time the broker is back the transaction is
     * old enough to be aborted at once, before anybody can connect: see {@link SingleNode}.
     */
    @Test
    void decidesATransactionThatWasOpenWhenEverythingWasKilled() throws Exception {
        createTopic();

        try (KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PARTITION.topic(), bytes("left open")));
            producer.flush();
            kill();
            producer.close(Duration.ZERO);
        }
        restart();
        produce("after");

        assertThat(consume(1, Map.of("isolation.level", "read_committed")))
                .containsExactly("after");
    }

    @Test
    void refusesClientsWithoutThePassword() {
        Map<String, Object> wrong = new HashMap<>(broker.clientConfig());
        wrong.computeIfPresent(
                "sasl.jaas.config",
                (key, value) ->
                        ((String) value).replaceAll("password=\"[^\"]+\"", "password=\"guess\""));

        try (Admin admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void endsWhenItsStandardInputEnds() throws Exception {
        ProcessHandle child = broker.process();
        assertThat(child.isAlive()).isTrue();

        broker.closeLifeLine();

        assertThat(child.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    /** Both reach all processes in the foreground; its parent still writes to it then. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "HUP"})
    @DisabledOnOs(OS.WINDOWS)
    void outlivesCtrlCAndAClosedTerminal(String signal) throws Exception {
        createTopic();
        ProcessHandle child = broker.process();

        assertThat(new ProcessBuilder("kill", "-" + signal, "" + child.pid()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> child.onExit().get(3, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        produce("after");
        assertThat(consume(1, Map.of())).containsExactly("after");
    }

    @Test
    void refusesAFolderInUse() {
        assertThatThrownBy(() -> DataFolder.open(data.root()))
                .isInstanceOf(DataFolderInUseException.class)
                .hasMessageContaining(data.root().toString())
                .hasMessageContaining("in use");
    }

    @Test
    void keepsItsFilesToTheOwner() throws Exception {
        assertThat(permissions(data.root())).isEqualTo("rwx------");
        assertThat(permissions(data.root().resolve("kafka/client.password")))
                .isEqualTo("rw-------");
        String password = Files.readString(data.root().resolve("kafka/client.password"));
        assertThat(broker.process().info().commandLine().orElse("")).doesNotContain(password);
        assertThat(Files.readString(data.root().resolve("kafka/broker.log")))
                .doesNotContain(password);
    }

    @Test
    void showsTheEndOfTheLogWhenTheBrokerCannotStart() throws Exception {
        broker.close();
        Path meta = data.root().resolve("kafka/log/meta.properties");
        Files.writeString(meta, "version=1\ncluster.id=other\nnode.id=7\n");

        assertThatThrownBy(() -> EmbeddedBroker.start(data, BrokerOptions.DEFAULT))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("broker.log")
                .hasMessageContaining("meta.properties");
    }

    private void kill() throws Exception {
        broker.process().destroyForcibly();
        broker.process().onExit().get(60, TimeUnit.SECONDS);
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put("transactional.id", "killed");
        config.put("transaction.timeout.ms", 1_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void restart() {
        Object address = broker.clientConfig().get("bootstrap.servers");
        broker.close();
        broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
        assertThat(broker.clientConfig().get("bootstrap.servers")).isEqualTo(address);
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private void produce(String text) throws Exception {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.put("acks", "all");
        try (var producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), bytes(text)))
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> consume(int count, Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(broker.clientConfig());
        config.putAll(settings);
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<String> texts = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (texts.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                each ->
                                        texts.add(
                                                new String(each.value(), StandardCharsets.UTF_8)));
            }
            return texts;
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
