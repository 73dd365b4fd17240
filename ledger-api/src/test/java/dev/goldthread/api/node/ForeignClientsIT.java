package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.flink.avro.shaded.org.apache.avro.io.DatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that know nothing of Goldthread: Confluent's registry client and a generic Avro reader
 * and writer of their own, with the address from {@code endpoint.json}.
 */
class ForeignClientsIT {

    private static final LedgerTopics TOPICS = LedgerTopics.DEFAULT;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String COMMIT = "c0ffee12".repeat(5);

    private static Node node;
    private static LedgerHttp http;
    private static SchemaRegistryClient schemas;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.warmedUp(node);
        JsonNode endpoint = LedgerHttp.JSON.readTree(data.resolve("endpoint.json").toFile());
        String token = Files.readString(data.resolve("secrets/registry.token")).strip();
        schemas =
                new CachedSchemaRegistryClient(
                        endpoint.get("registryUrl").asText(),
                        100,
                        Map.of(
                                "basic.auth.credentials.source",
                                "USER_INFO",
                                "basic.auth.user.info",
                                "reader:" + token));
    }

    @AfterAll
    static void stop() throws IOException {
        schemas.close();
        http.close();
        node.close();
    }

    @Test
    void aForeignConsumerReadsTheLedger() throws Exception {
        http.post(Events.requirement("read", "e-1", "REQ-1", "Stop"));
        http.post(Events.commit("read", "e-2", COMMIT, "REQ-1"));
        http.post(Events.release("read", "e-3", "1.0", COMMIT));

        List<byte[]> values = sealed("read", 3);

        for (byte[] value : values) {
            GenericRecord foreign = foreignRead(value);
            AcceptedEvent ours = EventCodec.decode(WireFormat.body(value), EventSchema.SCHEMA);
            assertThat(foreign.get("id")).hasToString(ours.event().id().value());
            assertThat(foreign.get("type")).hasToString(ours.event().type());
            assertThat(LedgerHttp.JSON.readTree(foreign.toString()))
                    .isEqualTo(LedgerHttp.JSON.readTree(plainRead(value).toString()));
            assertThat(foreignWrite(foreign)).isEqualTo(WireFormat.body(value));
            assertThat(EventCodec.encode(ours)).isEqualTo(WireFormat.body(value));
        }
    }

    @Test
    void aForeignProducersBytesAreUnderstood() throws Exception {
        http.post(Events.requirement("written", "e-1", "REQ-1", "Stop"));
        GenericRecord event = foreignRead(sealed("written", 1).getFirst());
        String inbox = TOPICS.inbox("foreign");
        new TopicAdmin(node.kafka().admin())
                .ensure(List.of(TopicSpecs.inbox(TOPICS, TopicOptions.forCluster(1), "foreign")));

        // What KafkaAvroSerializer does: register under the topic, then zero byte, id, body.
        int id =
                schemas.register(
                        SchemaRegistry.valueSubject(inbox), new AvroSchema(event.getSchema()));
        event.put("id", "e-foreign");
        byte[] body = foreignWrite(event);
        byte[] value =
                ByteBuffer.allocate(5 + body.length).put((byte) 0).putInt(id).put(body).array();
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<>(node.kafka().client()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(inbox, value)).get();
        }

        JsonNode found = awaitEvent("/v1/products/written/event?id=e-foreign");
        assertThat(found.at("/event/submission/principal").asText()).isEqualTo("foreign");
        assertThat(foreignRead(sealed("written", 2).getLast()).get("id")).hasToString("e-foreign");
    }

    @Test
    void theLedgersSubjectsTakeNoIncompatibleSchema() throws Exception {
        Schema numbered =
                new Schema.Parser()
                        .parse(
                                EventSchema.TEXT.replaceFirst(
                                        "\"name\"\\s*:\\s*\"id\"\\s*,(\\s*\"doc\"\\s*:\\s*\"[^\"]*\"\\s*,)?\\s*\"type\"\\s*:\\s*\"string\"",
                                        "\"name\":\"id\",\"type\":\"long\""));
        assertThat(numbered.getField("id").schema().getType()).isEqualTo(Schema.Type.LONG);

        for (String topic : List.of(TOPICS.intake(), TOPICS.ledger())) {
            String subject = SchemaRegistry.valueSubject(topic);
            assertThat(schemas.getCompatibility(subject)).isEqualTo("BACKWARD_TRANSITIVE");
            assertThat(schemas.testCompatibility(subject, new AvroSchema(numbered))).isFalse();
            RestClientException refused =
                    catchThrowableOfType(
                            RestClientException.class,
                            () -> schemas.register(subject, new AvroSchema(numbered)));
            assertThat(refused.getStatus()).isEqualTo(409);
            assertThat(schemas.getAllVersions(subject)).containsExactly(1);
        }
    }

    private static GenericRecord foreignRead(byte[] value) throws Exception {
        ByteBuffer frame = ByteBuffer.wrap(value);
        assertThat(frame.get()).isZero();
        Schema schema = (Schema) schemas.getSchemaById(frame.getInt()).rawSchema();
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(WireFormat.body(value), null));
    }

    private static Object plainRead(byte[] value) throws IOException {
        return new org.apache.avro.generic.GenericDatumReader<Object>(EventSchema.SCHEMA)
                .read(
                        null,
                        org.apache.avro.io.DecoderFactory.get()
                                .binaryDecoder(WireFormat.body(value), null));
    }

    @SuppressWarnings("unchecked")
    private static byte[] foreignWrite(GenericRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        DatumWriter<Object> writer =
                (DatumWriter<Object>)
                        AvroSchemaUtils.getDatumWriter(event, event.getSchema(), false);
        writer.write(event, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** The first values that the ledger has of a product. */
    private static List<byte[]> sealed(String product, int count) {
        Map<String, Object> config = new HashMap<>(node.kafka().client());
        config.put("isolation.level", "read_committed");
        List<byte[]> values = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPICS.ledger()).stream()
                            .map(each -> new TopicPartition(each.topic(), each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count) {
                assertThat(System.nanoTime())
                        .as("%d of %d", values.size(), count)
                        .isLessThan(deadline);
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(product)) {
                        values.add(record.value());
                    }
                }
            }
        }
        return values;
    }

    private static JsonNode awaitEvent(String path) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode found = http.get(path).json();
            if (found.has("event")) {
                return found;
            }
            assertThat(System.nanoTime()).as(found.toString()).isLessThan(deadline);
        }
    }
}
