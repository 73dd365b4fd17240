package dev.goldthread.core.graph;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is known of a node: an event whose subject it is. The latest state of a node is
 * the fact with the greatest (occurredAt, event), whatever order they were recorded in
 * (event-model, "Order does not matter").
 *
 * @param product whose log the event stands in; another product's than the node's when it reaches
 *     across
 * @param seq where the event stands in that log
 * @param sealedAt when it was recorded
 * @param source address of who says it
 */
public record NodeFact(
        Product product,
        EventId event,
        String type,
        Instant occurredAt,
        long seq,
        Instant sealedAt,
        Actor actor,
        String source,
        Optional<String> reason,
        EncodedData data)
        implements Comparable<NodeFact> {

    private static final Comparator<NodeFact> ORDER =
            Comparator.comparing(NodeFact::occurredAt)
                    .thenComparing(NodeFact::event)
                    .thenComparing(NodeFact::product);

    static NodeFact of(EventOutline event, long seq, Instant sealedAt) {
        return new NodeFact(
                event.product(),
                event.id(),
                event.type(),
                event.occurredAt(),
                seq,
                sealedAt,
                event.actor(),
                event.source().uri(),
                event.reason(),
                event.data());
    }

    @Override
    public int compareTo(NodeFact other) {
        return ORDER.compare(this, other);
    }
}
