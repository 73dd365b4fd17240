package dev.goldthread.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.AcceptedEvent.Nonce;
import dev.goldthread.core.event.AcceptedEvent.ProducerSignature;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventBodyTest {

    private static final Product PUMP = new Product("infusion-pump");
    private static final NodeRef RUN = new NodeRef(PUMP, "TestRun", "run-7");
    private static final NodeRef CASE = new NodeRef(PUMP, "TestCase", "Überdosis");
    private static final NodeRef SHARED =
            new NodeRef(new Product("drive"), "Artifact", "sha256:" + "ab".repeat(32));

    @Test
    void readsWhatTheWholeDecoderReads() throws Exception {
        for (AcceptedEvent accepted : List.of(full(), sparse())) {
            byte[] body = EventCodec.encode(accepted);

            EventBody read = EventBody.read(body, 0);

            assertThat(read.event()).isEqualTo(EventOutline.of(accepted.event()));
            assertThat(read.event().data().fields()).isEqualTo(accepted.event().data().fields());
            assertThat(read.requestDigest()).isEqualTo(accepted.requestDigest());
            assertThat(read.rawSha256()).isEqualTo(accepted.submission().rawSha256());
        }
    }

    @Test
    void givesAFrontThatSaysTheSame() throws Exception {
        byte[] body = EventCodec.encode(full());
        byte[] front = EventBody.read(body, 0).front().toBytes(0);

        assertThat(EventOutline.ofFront(front, 0)).isEqualTo(EventOutline.of(full().event()));
        assertThat(EventBody.of(full()).front().toBytes(0)).isEqualTo(front);
        assertThat(front).isEqualTo(Arrays.copyOf(body, front.length));
    }

    @Test
    void beginsWhereItIsTold() throws Exception {
        byte[] body = EventCodec.encode(full());
        byte[] value = new byte[5 + body.length];
        System.arraycopy(body, 0, value, 5, body.length);

        EventBody read = EventBody.read(value, 5);

        assertThat(read.event()).isEqualTo(EventOutline.of(full().event()));
        assertThat(EventOutline.ofFront(read.front().toBytes(0), 0)).isEqualTo(read.event());
    }

    @Test
    void refusesABodyThatBreaksOffAnywhereOrGoesOn() {
        byte[] body = EventCodec.encode(full());
        for (int length = 0; length < body.length; length++) {
            byte[] part = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> EventBody.read(part, 0))
                    .as("the first %d bytes", length)
                    .isInstanceOf(UndecodableException.class);
        }
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        assertThatThrownBy(() -> EventBody.read(longer, 0))
                .isInstanceOf(UndecodableException.class);
    }

    /**
     * Avro lets a length take more bytes than it needs; equal events must have equal bytes here.
     */
    @Test
    void bringsAnUnusualFormIntoTheUsualOne() throws Exception {
        byte[] body = EventCodec.encode(full());
        byte[] unusual = new byte[body.length + 1];
        unusual[0] = (byte) (body[0] | 0x80);
        System.arraycopy(body, 1, unusual, 2, body.length - 1);

        EventBody read = EventBody.read(unusual, 0);

        assertThat(read.event()).isEqualTo(EventOutline.of(full().event()));
        assertThat(read.front().toBytes(0)).isEqualTo(EventBody.read(body, 0).front().toBytes(0));
    }

    private static AcceptedEvent full() {
        Link executes =
                new Link(
                        RUN,
                        "executes",
                        CASE,
                        Optional.of("3"),
                        Optional.of("sha256:" + "cd".repeat(32)),
                        Optional.of("FLAKY"),
                        Link.Strength.ATTESTED);
        Link other =
                new Link(
                        SHARED,
                        "contains",
                        SHARED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Link.Strength.INFERRED);
        Event event =
                new Event(
                        new EventId("e-1"),
                        PUMP,
                        "requirement.recorded",
                        Instant.parse("2026-11-20T12:00:00.123456Z"),
                        new Actor(Actor.Kind.SYSTEM, "ci", Optional.of("builder")),
                        new Source(
                                "https://ci.example.org",
                                "ci",
                                Optional.of("9"),
                                OptionalLong.of(1L << 40)),
                        RUN,
                        List.of(executes, other),
                        data(),
                        Optional.of("because"),
                        List.of(new Evidence(Digest.ZERO, "text/plain", "log.txt", 12)),
                        new TreeMap<>(Map.of("team", "dose", "line", "2")));
        return new AcceptedEvent(
                event,
                Digest.sha256("request"),
                Optional.of(
                        new ProducerSignature("k1", "Ed25519", new Bytes(new byte[] {1, 2, 3}))),
                new Nonce(new Bytes(new byte[16])),
                new Submission("ci", "report/junit", Optional.of(Digest.sha256("raw"))));
    }

    private static AcceptedEvent sparse() {
        Event event =
                new Event(
                        new EventId("e-2"),
                        PUMP,
                        "requirement.recorded",
                        Instant.EPOCH.minusSeconds(1),
                        new Actor(Actor.Kind.HUMAN, "u-7", Optional.empty()),
                        new Source("urn:x", "x", Optional.empty(), OptionalLong.empty()),
                        SHARED,
                        List.of(),
                        data(),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>());
        return new AcceptedEvent(
                event,
                Digest.ZERO,
                Optional.empty(),
                new Nonce(new Bytes(new byte[16])),
                new Submission("u-7", "http", Optional.empty()));
    }

    private static EventData data() {
        return new EventData(
                "RequirementRecorded", Map.of("revision", "1", "title", "Dose", "level", "SYSTEM"));
    }
}
