package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.Optional;

/**
 * One link that one event stated, from effect to cause.
 *
 * @param place which of the event's links it is, from 0: an event may state the same link twice
 * @param product whose log the event stands in
 * @param seq where the event stands in that log
 */
public record Edge(
        NodeRef from,
        String relation,
        NodeRef to,
        Optional<String> revision,
        Optional<String> digest,
        Optional<String> outcome,
        Strength strength,
        Product product,
        EventId event,
        int place,
        Instant occurredAt,
        long seq)
        implements Comparable<Edge> {

    static Edge of(EventOutline event, int place, long seq) {
        Link link = event.links().get(place);
        return new Edge(
                link.from(),
                link.relation(),
                link.to(),
                link.revision(),
                link.digest(),
                link.outcome(),
                link.strength(),
                event.product(),
                event.id(),
                place,
                event.occurredAt(),
                seq);
    }

    /** INFERRED links show a way but never count as coverage. */
    public boolean counts() {
        return strength != Strength.INFERRED;
    }

    /** Written out, not put together from comparators: traces sort thousands. */
    @Override
    public int compareTo(Edge other) {
        int order = from.compareTo(other.from);
        if (order == 0) {
            order = relation.compareTo(other.relation);
        }
        if (order == 0) {
            order = to.compareTo(other.to);
        }
        return order == 0 ? compareStatement(other) : order;
    }

    /** Which statement of the same edge comes first. */
    private int compareStatement(Edge other) {
        int order = occurredAt.compareTo(other.occurredAt);
        if (order == 0) {
            order = event.compareTo(other.event);
        }
        if (order == 0) {
            order = product.compareTo(other.product);
        }
        return order == 0 ? Integer.compare(place, other.place) : order;
    }
}
