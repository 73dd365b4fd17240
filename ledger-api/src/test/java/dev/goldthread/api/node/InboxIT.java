package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producers that write to Kafka instead of HTTP. */
class InboxIT {

    @Test
    void anInboxIsRelayedInTheNameOfItsTopic(@TempDir Path data) throws Exception {
        Files.writeString(
                data.resolve("connections.json"),
                """
                {"connections": [{"name": "ci-builder", "format": "cloudevents", "product": "inboxed",
                  "authentication": {"secret": {"env": "PATH"}}}]}
                """);
        try (Node node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
                LedgerHttp http = LedgerHttp.of(node)) {
            String topic = LedgerTopics.DEFAULT.inbox("ci-builder");
            new TopicAdmin(node.kafka().admin())
                    .ensure(
                            List.of(
                                    TopicSpecs.inbox(
                                            LedgerTopics.DEFAULT,
                                            TopicOptions.forCluster(1),
                                            "ci-builder")));
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(
                            new HashMap<>(node.kafka().client()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(topic, json("e-json"))).get();
                producer.send(new ProducerRecord<>(topic, avro("e-avro"))).get();
                producer.send(cloudEvent(topic, json("e-cloud"))).get();
                producer.send(
                                new ProducerRecord<>(
                                        topic,
                                        new String(json("e-bad"), StandardCharsets.UTF_8)
                                                .replace("Requirement", "Wish")
                                                .getBytes(StandardCharsets.UTF_8)))
                        .get();
            }

            for (String id : List.of("e-json", "e-avro", "e-cloud")) {
                JsonNode event =
                        await(
                                http,
                                "/v1/products/inboxed/event?id=" + id,
                                found -> found.has("event"));
                assertThat(event.at("/event/submission/principal").asText())
                        .isEqualTo("ci-builder");
                assertThat(event.at("/event/submission/channel").asText()).isEqualTo("inbox");
            }
            JsonNode refusals =
                    await(
                            http,
                            "/v1/products/inboxed/refusals?id=e-bad",
                            found -> !found.path("refusals").isEmpty());
            assertThat(refusals.at("/refusals/0/field").asText()).startsWith("/subject");
            assertThat(node.failure()).isEmpty();
        }
    }

    private static byte[] json(String id) {
        return Events.requirement("inboxed", id, "REQ-" + id, "Stop")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** In binary mode (CloudEvents, Kafka protocol binding 3.2). */
    private static ProducerRecord<byte[], byte[]> cloudEvent(String topic, byte[] data) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "1",
                        "ce_source", "https://tool.example.org",
                        "ce_type", "dev.goldthread.event",
                        "content-type", "application/json")
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /**
     * As a Confluent serializer frames it, with a forged submission; the registry's first id is 1.
     */
    private static byte[] avro(String id) {
        Gate forger = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));
        Gate.Admission admission =
                forger.admit(
                        json(id),
                        new Submission("somebody-else", "http", Optional.empty()),
                        Instant.now());
        return WireFormat.write(1, ((Gate.Admission.Accepted) admission).body().toBytes());
    }

    private static JsonNode await(LedgerHttp http, String path, Predicate<JsonNode> condition)
            throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (true) {
            Answer answer = http.get(path);
            if (condition.test(answer.json())) {
                return answer.json();
            }
            assertThat(System.nanoTime()).as(path + answer.body()).isLessThan(deadline);
        }
    }
}
