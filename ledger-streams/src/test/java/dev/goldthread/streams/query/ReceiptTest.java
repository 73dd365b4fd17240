package dev.goldthread.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.AcceptedEvent.Nonce;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private static final Digest CONTENT = Digest.sha256("content");
    private static final Digest OTHER = Digest.sha256("other content");
    private static final Optional<Digest> RAW = Optional.of(Digest.sha256("raw"));
    private static final Event EVENT = event("e-1");

    @Test
    void knowsTheSameContentAndTheSameRawBody() {
        Receipt receipt = receipt(RAW);

        assertThat(receipt.isOf(accepted(EVENT, CONTENT, Optional.empty()))).isTrue();
        assertThat(receipt.isOf(accepted(EVENT, OTHER, RAW))).isTrue();
    }

    @Test
    void knowsAnotherEventUnderTheSameId() {
        assertThat(receipt(RAW).isOf(accepted(EVENT, OTHER, Optional.empty()))).isFalse();
        assertThat(receipt(RAW).isOf(accepted(EVENT, OTHER, Optional.of(OTHER)))).isFalse();
        // Two events without a raw body are not the same for that.
        assertThat(receipt(Optional.empty()).isOf(accepted(EVENT, OTHER, Optional.empty())))
                .isFalse();
    }

    @Test
    void isOfOneIdOnly() {
        assertThat(receipt(RAW).isOf(accepted(event("e-2"), CONTENT, RAW))).isFalse();
    }

    private static Receipt receipt(Optional<Digest> raw) {
        return new Receipt(
                EVENT.product(), EVENT.id(), 0, Digest.ZERO, Instant.EPOCH, CONTENT, raw);
    }

    private static AcceptedEvent accepted(Event event, Digest content, Optional<Digest> raw) {
        return new AcceptedEvent(
                event,
                content,
                Optional.empty(),
                new Nonce(new Bytes(new byte[Nonce.LENGTH_BYTES])),
                new Submission("ci", "http", raw));
    }

    private static Event event(String id) {
        Product product = new Product("pump");
        return new Event(
                new EventId(id),
                product,
                "requirement.recorded",
                Instant.EPOCH,
                new Actor(Actor.Kind.HUMAN, "u-7", Optional.empty()),
                new Source(
                        "https://tracker.example.org",
                        "tracker",
                        Optional.empty(),
                        OptionalLong.empty()),
                new NodeRef(product, "Requirement", "REQ-1"),
                List.of(),
                new EventData("RequirementRecorded", Map.of()),
                Optional.empty(),
                List.of(),
                new TreeMap<>());
    }
}
