package dev.goldthread.streams.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer whose broker is killed and comes back. */
class LedgerProducerIT {

    private static final String INBOX = LedgerTopics.DEFAULT.inbox("rig");

    @TempDir private Path folder;

    @Test
    void whatIsEmittedWhileTheBrokerIsDeadArrivesInOrderWhenItIsBack() throws Exception {
        Spool spool = new Spool(folder.resolve("spool"));
        try (DataFolder data = DataFolder.open(folder.resolve("data"))) {
            EmbeddedBroker broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
            Map<String, Object> client = new HashMap<>(broker.clientConfig());
            client.put("request.timeout.ms", 2_000);
            client.put("max.block.ms", 2_000);
            try (LedgerProducer producer =
                    new LedgerProducer(client, LedgerTopics.DEFAULT, "rig", spool)) {
                createInbox(broker.clientConfig());
                emit(producer, 1);
                assertThat(producer.flush(Duration.ofSeconds(60))).isTrue();

                broker.process().destroyForcibly();
                broker.process().onExit().get(30, TimeUnit.SECONDS);
                broker.close();
                emit(producer, 2);
                emit(producer, 3);
                awaitProblem(producer);
                assertThat(spool.status().waiting()).isEqualTo(2);

                broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
                assertThat(producer.flush(Duration.ofSeconds(90)))
                        .as("%s", producer.problem())
                        .isTrue();
                assertThat(firsts(consume(broker.clientConfig(), 3)))
                        .containsExactly("r-1:1", "r-2:2", "r-3:3");
            } finally {
                broker.close();
            }
        }
    }

    private static void emit(LedgerProducer producer, int number) {
        producer.emit(
                """
                {"id":"r-%d","product":"rig","source":{"uri":"urn:rig:2","tool":"rig"}}\
                """
                        .formatted(number)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitProblem(LedgerProducer producer) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (producer.problem().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void createInbox(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(INBOX, Optional.of(1), Optional.empty())))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static List<String> consume(Map<String, Object> client, int atLeast) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> inbox = List.of(new TopicPartition(INBOX, 0));
            consumer.assign(inbox);
            consumer.seekToBeginning(inbox);
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (firsts(values).size() < atLeast && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record ->
                                        values.add(
                                                new String(
                                                        record.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }

    /** Each once, in the order of its first arrival: what was not acknowledged may come twice. */
    private static List<String> firsts(List<String> events) {
        return events.stream()
                .map(event -> event.replaceAll(".*\"id\":\"(r-\\d)\".*\"seq\":(\\d).*", "$1:$2"))
                .distinct()
                .toList();
    }
}
