package dev.goldthread.api.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.cloudevents.CloudEventsAdapter;
import dev.goldthread.api.adapter.standard.PumpRules;
import dev.goldthread.api.gate.InboxReading;
import dev.goldthread.api.gate.InboxReading.Message;
import dev.goldthread.api.gate.InboxReading.Read;
import dev.goldthread.core.event.Bytes;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Records as the CloudEvents SDK writes them. */
class CloudEventInboxTest {

    private static final Instant WRITTEN = Instant.parse("2026-02-05T10:02:30Z");

    private final InboxReading inbox =
            new CloudEventInbox(
                    new CloudEventsAdapter(new CdEventsAdapter()),
                    principal ->
                            principal.equals("ci")
                                    ? Optional.of(PumpRules.PUMP)
                                    : Optional.empty());

    private static CloudEvent cloudEvent(String type) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/ci"))
                .withType(type)
                .withData(
                        "application/json",
                        "{\"id\": \"e-1\", \"product\": \"infusion-pump\"}"
                                .getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Message message(String principal, ProducerRecord<Void, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Message(principal, headers, new Bytes(message.value()), WRITTEN);
    }

    private static ProducerRecord<Void, byte[]> binary(String type) {
        return KafkaMessageFactory.<Void>createWriter("inbox.ci").writeBinary(cloudEvent(type));
    }

    private static ProducerRecord<Void, byte[]> structured(String type) {
        return KafkaMessageFactory.<Void>createWriter("inbox.ci")
                .writeStructured(cloudEvent(type), JsonFormat.CONTENT_TYPE);
    }

    @Test
    void readsBothModesByTheConnectionOfThePrincipal() {
        for (ProducerRecord<Void, byte[]> record :
                List.of(binary("dev.goldthread.event"), structured("dev.goldthread.event"))) {
            Read read = inbox.read(message("ci", record));
            assertThat(read).isInstanceOf(Read.Events.class);
            assertThat(((Read.Events) read).events())
                    .containsExactly(
                            new Bytes(
                                    "{\"id\":\"e-1\",\"product\":\"infusion-pump\"}"
                                            .getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void refusesWithTheReason() {
        assertThat(((Read.Refused) inbox.read(message("other", binary("a.b")))).violations())
                .extracting(violation -> violation.rule())
                .containsExactly("no-connection");
        assertThat(((Read.Refused) inbox.read(message("ci", binary("a.b")))).violations())
                .extracting(violation -> violation.rule())
                .containsExactly("unmapped");
    }

    @Test
    void leavesTheLedgersOwnFormAlone() {
        Message plain =
                new Message("ci", Map.of("traceparent", "00"), new Bytes(new byte[] {1}), WRITTEN);
        assertThat(inbox.read(plain)).isEqualTo(new Read.AsItIs());
    }
}
