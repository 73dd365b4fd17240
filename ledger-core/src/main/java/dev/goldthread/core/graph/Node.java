package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A node as the graph holds it.
 *
 * @param facts in order; empty when others link to the node but nothing has recorded it
 * @param causes the edges that start here, in order
 * @param takenBack in order; what was stated too, is none of the facts and counts for nothing
 * @param linksTakenBack in order; links that started here and count no longer, whatever their
 *     events are about
 * @param correctedInPart in order; of the events that stated facts and causes, those of which a
 *     part was set aside
 */
public record Node(
        NodeRef ref,
        List<NodeFact> facts,
        List<Edge> causes,
        List<TakenBack> takenBack,
        List<LinkTakenBack> linksTakenBack,
        List<CorrectedInPart> correctedInPart) {

    /** Event types that speak of a link or an id of their subject, and state nothing of itself. */
    private static final Set<String> BESIDE = Set.of("link.confirmed", "crosswalk.recorded");

    /**
     * A fact that counts no longer.
     *
     * @param by the event that took it back
     */
    public record TakenBack(NodeFact fact, EventId by) implements Comparable<TakenBack> {

        @Override
        public int compareTo(TakenBack other) {
            return fact.compareTo(other.fact);
        }
    }

    /**
     * A link that counts no longer.
     *
     * @param by the event that took it back
     */
    public record LinkTakenBack(Edge link, EventId by) implements Comparable<LinkTakenBack> {

        @Override
        public int compareTo(LinkTakenBack other) {
            return link.compareTo(other.link);
        }
    }

    public Node {
        facts = sorted(facts);
        causes = sorted(causes);
        takenBack = sorted(takenBack);
        linksTakenBack = sorted(linksTakenBack);
        correctedInPart = sorted(correctedInPart);
    }

    /** A node of which nothing was corrected. */
    public Node(NodeRef ref, List<NodeFact> facts, List<Edge> causes) {
        this(ref, facts, causes, List.of(), List.of(), List.of());
    }

    /** Mostly they are in order already, as the graph keeps them so. */
    private static <T extends Comparable<T>> List<T> sorted(List<T> items) {
        for (int i = 1; i < items.size(); i++) {
            if (items.get(i - 1).compareTo(items.get(i)) > 0) {
                return items.stream().sorted().toList();
            }
        }
        return List.copyOf(items);
    }

    /** Whether events of this type speak beside their subject, and state nothing of itself. */
    public static boolean isBeside(String eventType) {
        return BESIDE.contains(eventType);
    }

    /** Whether an event stated something of it. */
    public boolean isRecorded() {
        for (NodeFact fact : facts) {
            if (!BESIDE.contains(fact.type())) {
                return true;
            }
        }
        return false;
    }

    /** The facts that state something of the node itself, in order. */
    public Stream<NodeFact> statements() {
        return facts.stream().filter(fact -> !BESIDE.contains(fact.type()));
    }

    /** The latest fact that states something of the node itself. */
    public Optional<NodeFact> latest() {
        return facts.reversed().stream().filter(fact -> !BESIDE.contains(fact.type())).findFirst();
    }

    /** The latest fact that one of these event types stated. */
    public Optional<NodeFact> latest(String... types) {
        List<String> wanted = List.of(types);
        return facts.reversed().stream().filter(fact -> wanted.contains(fact.type())).findFirst();
    }

    /** Every field that facts stated, each with its latest value, by name. */
    public TreeMap<String, Object> attributes() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        statements().forEach(fact -> attributes.putAll(fact.data().fields()));
        return attributes;
    }

    /** The latest text that a fact stated under this name. */
    public Optional<String> text(String field) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            NodeFact fact = facts.get(i);
            if (!BESIDE.contains(fact.type())) {
                Optional<String> text = fact.data().text(field);
                if (text.isPresent()) {
                    return text;
                }
            }
        }
        return Optional.empty();
    }

    /** The latest time that a fact stated under this name. */
    public Optional<Instant> time(String field) {
        return facts.reversed().stream()
                .filter(fact -> !BESIDE.contains(fact.type()))
                .flatMap(fact -> fact.data().time(field).stream())
                .findFirst();
    }
}
