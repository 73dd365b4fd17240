package dev.goldthread.api.adapter.cloudevents;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static dev.goldthread.api.adapter.standard.Readings.delivery;
import static dev.goldthread.api.adapter.standard.Readings.onlyAdmitted;
import static dev.goldthread.api.adapter.standard.Readings.refused;
import static dev.goldthread.api.adapter.standard.Readings.text;
import static dev.goldthread.api.adapter.standard.Readings.unmapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.standard.PumpRules;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Messages are written by the SDK of the standard, which knows nothing of this program. */
class CloudEventsAdapterTest {

    private static final String OWN =
            """
            {"id": "e-1", "product": "infusion-pump", "type": "requirement.recorded",
             "occurredAt": "2026-02-05T10:02:30Z",
             "actor": {"kind": "SYSTEM", "id": "tracker"},
             "source": {"uri": "https://tracker.example.org", "tool": "tracker"},
             "subject": {"type": "Requirement", "id": "REQ-101"},
             "data": {"revision": "3", "title": "Stop on air", "level": "SYSTEM"}}
            """;

    private final CloudEventsAdapter adapter = new CloudEventsAdapter(new CdEventsAdapter());

    private static CloudEvent cloudEvent(String type, String data) {
        return CloudEventBuilder.v1()
                .withId("A234-1234-1234")
                .withSource(URI.create("/staging/tracker"))
                .withType(type)
                .withSubject("umlaut ü and 100 %")
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Delivery binary(CloudEvent event) {
        Map<String, String> headers = new HashMap<>();
        AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
        HttpMessageFactory.createWriter(headers::put, body::set).writeBinary(event);
        return delivery(body.get(), headers);
    }

    private static Delivery kafka(ProducerRecord<Void, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return delivery(message.value(), headers);
    }

    @Test
    void takesAnEventOfOurOwnShapeAsItIsFromABinaryMessage() {
        Reading reading = adapter.read(binary(cloudEvent("dev.goldthread.event", OWN)), PUMP);
        assertThat(text(onlyAdmitted(reading), "/subject/id")).isEqualTo("REQ-101");
    }

    @Test
    void takesItFromAStructuredMessage() {
        byte[] body =
                EventFormatProvider.getInstance()
                        .resolveFormat(JsonFormat.CONTENT_TYPE)
                        .serialize(cloudEvent("dev.goldthread.event", OWN));
        Reading reading =
                adapter.read(
                        delivery(
                                body,
                                Map.of(
                                        "content-type",
                                        "application/cloudevents+json; charset=utf-8")),
                        PUMP);
        assertThat(text(onlyAdmitted(reading), "/id")).isEqualTo("e-1");
    }

    @Test
    void takesItFromBothModesOnKafka() {
        CloudEvent event = cloudEvent("dev.goldthread.event", OWN);
        ProducerRecord<Void, byte[]> binary =
                KafkaMessageFactory.<Void>createWriter("inbox.tracker").writeBinary(event);
        ProducerRecord<Void, byte[]> structured =
                KafkaMessageFactory.<Void>createWriter("inbox.tracker")
                        .writeStructured(event, JsonFormat.CONTENT_TYPE);
        assertThat(text(onlyAdmitted(adapter.read(kafka(binary), PUMP)), "/id")).isEqualTo("e-1");
        assertThat(text(onlyAdmitted(adapter.read(kafka(structured), PUMP)), "/id"))
                .isEqualTo("e-1");
    }

    @Test
    void readsAllOfABatchAndNamesWhatNoRuleMaps() {
        String batch =
                """
                [{"specversion": "1.0", "id": "1", "source": "/a", "type": "com.example.other"},
                 {"specversion": "1.0", "id": "2", "source": "/a", "type": "dev.goldthread.event", "data": %s}]
                """
                        .formatted(OWN);
        Reading.Events events =
                (Reading.Events)
                        adapter.read(
                                delivery(
                                        batch,
                                        Map.of(
                                                "content-type",
                                                "application/cloudevents-batch+json")),
                                PUMP);
        assertThat(text(onlyAdmitted(events), "/id")).isEqualTo("e-1");
        assertThat(events.left())
                .extracting(Reading.Unmapped::kind)
                .containsExactly("com.example.other");
    }

    @Test
    void refusesAWholeBatchForOneWrongMessageAndNamesTheSpot() {
        String batch =
                """
                [{"specversion": "1.0", "id": "2", "source": "/a", "type": "dev.goldthread.event", "data": %s},
                 {"specversion": "1.0", "source": "/a", "type": "com.example.other"}]
                """
                        .formatted(OWN);
        Reading reading =
                adapter.read(
                        delivery(
                                batch,
                                Map.of("content-type", "application/cloudevents-batch+json")),
                        PUMP);
        assertThat(refused(reading).field()).isEqualTo("/1/id");
    }

    @Test
    void decodesHeadersOnce() {
        Map<String, String> headers =
                Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "1",
                        "ce-source", "/a",
                        "ce-type", "com.example.%2541%20%E2%82%AC");
        assertThat(unmapped(adapter.read(delivery("", headers), PUMP)).kind())
                .isEqualTo("com.example.%41 €");
    }

    @Test
    void takesAQuotedHeaderForItsValue() {
        Map<String, String> headers =
                Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "1",
                        "ce-source", "/a",
                        "ce-type", "\"com.\\\"example\"");
        assertThat(unmapped(adapter.read(delivery("", headers), PUMP)).kind())
                .isEqualTo("com.\"example");
    }

    @Test
    void refusesAHeaderThatIsNotPercentEncodedUtf8() {
        for (String bad : new String[] {"%", "%4", "%zz", "%FF", "%C3%28"}) {
            Map<String, String> headers =
                    Map.of(
                            "ce-specversion", "1.0",
                            "ce-id", bad,
                            "ce-source", "/a",
                            "ce-type", "com.example");
            assertThat(refused(adapter.read(delivery("", headers), PUMP)).field())
                    .as(bad)
                    .isEqualTo("header:ce-id");
        }
    }

    @Test
    void refusesAnEventOfAnotherProductThanTheConnections() {
        String other = OWN.replace("infusion-pump", "ventilator");
        Reading reading = adapter.read(binary(cloudEvent("dev.goldthread.event", other)), PUMP);
        assertThat(refused(reading).rule()).isEqualTo("other-product");
        assertThat(refused(reading).field()).isEqualTo("/product");
    }

    @Test
    void keepsWhatNoRuleGivesAProduct() {
        Reading reading =
                adapter.read(binary(cloudEvent("dev.goldthread.event", OWN)), PumpRules.NOTHING);
        assertThat(unmapped(reading).because())
                .contains("connection ci")
                .contains("/staging/tracker");
    }

    @Test
    void refusesOtherFormatsAndMessagesThatAreNone() {
        assertThat(
                        refused(
                                        adapter.read(
                                                delivery(
                                                        "",
                                                        Map.of(
                                                                "content-type",
                                                                "application/cloudevents+avro")),
                                                PUMP))
                                .rule())
                .isEqualTo("unknown-format");
        assertThat(refused(adapter.read(delivery("{}", Map.of()), PUMP)).rule())
                .isEqualTo("not-a-cloudevent");
    }

    @Test
    void refusesAttributesThatAreNoneByTheSpecification() {
        String event =
                """
                {"specversion": "1.0", "id": "1", "source": "/a", "type": "t", %s}
                """;
        for (String bad :
                new String[] {
                    "\"aString\": \"a\"", "\"long\": 4247483647", "\"list\": []", "\"half\": 0.5"
                }) {
            assertThat(
                            refused(
                                            adapter.read(
                                                    delivery(
                                                            event.formatted(bad),
                                                            Map.of(
                                                                    "content-type",
                                                                    "application/cloudevents+json")),
                                                    PUMP))
                                    .rule())
                    .as(bad)
                    .isEqualTo("not-an-attribute");
        }
    }
}
