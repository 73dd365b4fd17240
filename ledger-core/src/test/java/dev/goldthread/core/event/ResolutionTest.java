package dev.goldthread.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.EventCodec.UndecodableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Decoders are used again; nothing of one body may show in the next. */
class ResolutionTest {

    /** The same shape under another schema, so that it has to be resolved. */
    private static final Schema OTHER_WRITER =
            new Schema.Parser()
                    .parse(EventSchema.TEXT.replaceFirst("\"name\"", "\"other\": 1, \"name\""));

    @Test
    void readsOneBodyAfterTheOther() throws Exception {
        AcceptedEvent first = event("first");
        AcceptedEvent second = event("second");

        assertThat(EventCodec.decode(EventCodec.encode(first), OTHER_WRITER)).isEqualTo(first);
        assertThat(EventCodec.decode(EventCodec.encode(second), OTHER_WRITER)).isEqualTo(second);
        assertThat(EventCodec.decodeHeading(EventCodec.encode(first), OTHER_WRITER).id())
                .isEqualTo(first.event().id());
        assertThat(EventCodec.decodeHeading(EventCodec.encode(second), OTHER_WRITER).id())
                .isEqualTo(second.event().id());
    }

    @Test
    void readsOnAfterABodyThatBreaksOff() throws Exception {
        byte[] body = EventCodec.encode(event("event"));
        for (int length = 0; length < body.length; length++) {
            byte[] torn = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> EventCodec.decodeHeading(torn, OTHER_WRITER))
                    .isInstanceOf(UndecodableException.class);

            assertThat(EventCodec.decodeHeading(body, OTHER_WRITER).id().value())
                    .isEqualTo("event");
        }
    }

    @Test
    void forgetsWritersWhenThereAreTooMany() throws Exception {
        byte[] body = EventCodec.encode(event("event"));
        for (int copy = 0; copy < 130; copy++) {
            Schema writer = new Schema.Parser().parse(EventSchema.TEXT);
            assertThat(EventCodec.decodeHeading(body, writer).id().value()).isEqualTo("event");
        }
    }

    private static AcceptedEvent event(String id) {
        Product pump = new Product("pump");
        Event event =
                new Event(
                        new EventId(id),
                        pump,
                        "commit.pushed",
                        Instant.parse("2026-03-01T10:00:00.123456Z"),
                        new Actor(Actor.Kind.SYSTEM, "ci", Optional.empty()),
                        new Source(
                                "https://git.example.org/pump",
                                "git",
                                Optional.empty(),
                                OptionalLong.of(7)),
                        new NodeRef(pump, "Commit", "a".repeat(40)),
                        List.of(),
                        new EventData(
                                "CommitPushed",
                                Map.of(
                                        "repository",
                                        "pump",
                                        "summary",
                                        id,
                                        "signatureState",
                                        "UNSIGNED")),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>(Map.of("stage", id)));
        return new AcceptedEvent(
                event,
                Digest.sha256(id),
                Optional.empty(),
                new AcceptedEvent.Nonce(new Bytes(new byte[16])),
                new AcceptedEvent.Submission("pipeline", "http", Optional.empty()));
    }
}
