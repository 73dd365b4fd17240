package dev.goldthread.core.event;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the graph takes from an event: whose it is, who says it, what it is about, what it links,
 * and its facts still encoded.
 */
public record EventOutline(
        EventId id,
        Product product,
        String type,
        Instant occurredAt,
        Actor actor,
        Source source,
        NodeRef subject,
        List<Link> links,
        EncodedData data,
        Optional<String> reason) {

    public EventOutline {
        links = List.copyOf(links);
    }

    public static EventOutline of(Event event) {
        return new EventOutline(
                event.id(),
                event.product(),
                event.type(),
                event.occurredAt(),
                event.actor(),
                event.source(),
                event.subject(),
                event.links(),
                EncodedData.of(event.data()),
                event.reason());
    }

    /**
     * Reads the front of a body.
     *
     * @param start where it begins; it ends with the bytes or before
     * @throws IllegalStateException when this is none
     * @see EventBody.Front
     */
    public static EventOutline ofFront(byte[] bytes, int start) {
        try {
            return new OutlineReader(bytes, start).outline();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("these bytes are not the front of an event", e);
        }
    }
}
