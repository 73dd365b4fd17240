package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which events of a log count no longer, and of which a part was set aside. Facts are never edited;
 * a correction is an event that supersedes another one (event-model, "Envelope"): an {@code
 * event.superseded} about it, unless it says that it concerns a part only ({@link
 * CorrectedInPart}), or a link {@code supersedes} that any other event states and that is not
 * INFERRED. A log corrects only itself.
 *
 * <p>A correction may be taken back in its turn, by a later one in the order of (occurredAt, id);
 * so corrections cannot take each other back in a circle, and it does not matter in which order
 * they were recorded.
 *
 * @param takenBack events that count no longer, each with the one that took it back
 * @param inPart events that count though a part of them was set aside, each with who says so
 */
public record Corrections(
        Map<EventId, EventId> takenBack, Map<EventId, List<CorrectedInPart>> inPart) {

    static final Corrections NONE = new Corrections(Map.of(), Map.of());

    private static final String EVENT = "Event";
    private static final String SUPERSEDES = "supersedes";
    private static final String SUPERSEDED = "event.superseded";
    private static final String PART = "PART";

    /** One event's word that another counts no longer. */
    private record Taking(EventId taken, EventId by, Instant occurredAt) {

        private static final Comparator<Taking> LATEST_FIRST =
                Comparator.comparing(Taking::occurredAt)
                        .thenComparing(Taking::by)
                        .reversed()
                        .thenComparing(Taking::taken);

        boolean isLaterThan(Taking other) {
            int order = occurredAt.compareTo(other.occurredAt);
            return order == 0 ? by.compareTo(other.by) > 0 : order > 0;
        }
    }

    public Corrections {
        takenBack = Map.copyOf(takenBack);
        inPart = Map.copyOf(inPart);
    }

    /** Whether there is something to say of the event. */
    boolean concern(EventId event) {
        return takenBack.containsKey(event) || inPart.containsKey(event);
    }

    /** The events of its own log that an event may correct, as nodes. */
    public static Set<NodeRef> namedBy(EventOutline event) {
        Set<NodeRef> named = Set.of(); // of most events, and every event is looked at
        if (event.type().equals(SUPERSEDED)) {
            named = with(event.subject(), named, event);
        }
        for (Link link : event.links()) {
            if (link.relation().equals(SUPERSEDES)) {
                named = with(link.to(), named, event);
            }
        }
        return named;
    }

    private static Set<NodeRef> with(NodeRef node, Set<NodeRef> named, EventOutline event) {
        if (!node.type().equals(EVENT)
                || !node.product().equals(event.product())
                || !EventId.isId(node.id())) { // no event is called that
            return named;
        }
        Set<NodeRef> more = new TreeSet<>(named);
        more.add(node);
        return more;
    }

    /**
     * Those of the product's log.
     *
     * @param known what of the log is known
     */
    static Corrections of(GraphView known, Product product) {
        List<Taking> takings = new ArrayList<>();
        List<CorrectedInPart> parts = new ArrayList<>();
        for (NodeRef event : known.corrected(product)) {
            takings.addAll(takings(event, known));
            parts.addAll(parts(event, known));
        }
        Map<EventId, EventId> takenBack = resolved(takings);
        Map<EventId, List<CorrectedInPart>> inPart =
                parts.stream()
                        .filter(part -> !takenBack.containsKey(part.by()))
                        .filter(part -> !takenBack.containsKey(part.event()))
                        .sorted()
                        .collect(
                                Collectors.groupingBy(
                                        CorrectedInPart::event, Collectors.toUnmodifiableList()));
        return new Corrections(takenBack, inPart);
    }

    private static List<CorrectedInPart> parts(NodeRef event, GraphView known) {
        EventId corrected = new EventId(event.id());
        return known.node(event).facts().stream()
                .filter(fact -> isCorrection(fact, event) && isOfPart(fact))
                .filter(fact -> !fact.event().equals(corrected))
                .map(
                        fact ->
                                new CorrectedInPart(
                                        fact.product(), corrected, fact.event(), fields(fact)))
                .toList();
    }

    private static boolean isCorrection(NodeFact fact, NodeRef event) {
        return fact.type().equals(SUPERSEDED) && fact.product().equals(event.product());
    }

    private static boolean isOfPart(NodeFact fact) {
        return fact.data().text("scope").equals(Optional.of(PART));
    }

    private static List<String> fields(NodeFact fact) {
        return fact.data().fields().get("fields") instanceof List<?> fields
                ? fields.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Set<Taking> takings(NodeRef event, GraphView known) {
        Set<Taking> takings = new HashSet<>();
        Set<EventId> spoken = new HashSet<>();
        EventId taken = new EventId(event.id());
        for (NodeFact fact : known.node(event).facts()) {
            if (isCorrection(fact, event)) {
                spoken.add(fact.event());
                if (!isOfPart(fact)) {
                    takings.add(new Taking(taken, fact.event(), fact.occurredAt()));
                }
            }
        }
        for (Edge edge : known.effects(event)) {
            // An event.superseded names what replaces the event by such a link, too.
            if (edge.relation().equals(SUPERSEDES)
                    && edge.counts()
                    && edge.product().equals(event.product())
                    && !spoken.contains(edge.event())) {
                takings.add(new Taking(taken, edge.event(), edge.occurredAt()));
            }
        }
        takings.removeIf(taking -> taking.by().equals(taken));
        return takings;
    }

    /** From the latest on, so that whether a correction counts is known when its turn comes. */
    private static Map<EventId, EventId> resolved(List<Taking> takings) {
        Map<EventId, Taking> corrections = new HashMap<>();
        takings.forEach(taking -> corrections.put(taking.by(), taking));
        Map<EventId, EventId> takenBack = new HashMap<>();
        for (Taking taking : takings.stream().sorted(Taking.LATEST_FIRST).toList()) {
            Taking other = corrections.get(taking.taken());
            if (!takenBack.containsKey(taking.by())
                    && (other == null || taking.isLaterThan(other))) {
                takenBack.putIfAbsent(taking.taken(), taking.by());
            }
        }
        return takenBack;
    }
}
