package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One link that one event stated, from effect to cause.
 *
 * @param place which of the event's links it is, from 0: an event may state the same link twice;
 *     {@link #DERIVED} when none of them says it
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

    /** The place of a link that follows from two events, of which the event named is one. */
    public static final int DERIVED = -1;

    /** By when it was stated, whatever it joins. */
    public static final Comparator<Edge> BY_TIME =
            Comparator.comparing(Edge::occurredAt).thenComparing(Edge::event);

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

    /** Those of one relation, in their order. */
    static List<Edge> of(String relation, List<Edge> edges) {
        List<Edge> found = List.of(); // mostly none is, and every node of a trace is asked
        for (Edge edge : edges) {
            if (edge.relation().equals(relation)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(edge);
            }
        }
        return found;
    }

    /**
     * That two nodes are one content, which their ids say.
     *
     * @param fact shows that there are two
     */
    public static Edge same(NodeRef from, NodeRef to, NodeFact fact) {
        return same(from, to, fact.product(), fact.event(), fact.occurredAt(), fact.seq());
    }

    /** As the other, where a link shows it. */
    public static Edge same(NodeRef from, NodeRef to, Edge link) {
        return same(from, to, link.product(), link.event(), link.occurredAt(), link.seq());
    }

    private static Edge same(
            NodeRef from, NodeRef to, Product product, EventId event, Instant at, long seq) {
        return new Edge(
                from,
                "sameAs",
                to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.OBSERVED,
                product,
                event,
                DERIVED,
                at,
                seq);
    }

    /** Whether no event states it: it follows from the ids of two nodes. */
    public boolean isDerived() {
        return place == DERIVED;
    }

    /**
     * INFERRED links show a way but never count as coverage, and neither do links that contradict
     * themselves.
     */
    public boolean counts() {
        return strength != Strength.INFERRED && !pinsAnotherDigest();
    }

    /** Whether it leads to a node whose id is a digest, and pins another digest. */
    public boolean pinsAnotherDigest() {
        return digest.isPresent() && Link.isOfAnother(digest.get(), to);
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
