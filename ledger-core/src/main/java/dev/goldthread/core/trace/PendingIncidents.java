package dev.goldthread.core.trace;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.PendingWork.Item;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Incidents that are to be resolved, and of which an authority has to hear. Only what resolves an
 * incident can say that one heard of it; it may be resolved and go on waiting for that.
 */
final class PendingIncidents {

    private static final String OPENED = "incident.opened";
    private static final String RESOLVED = "incident.resolved";
    private static final String DUE = "notificationDue";

    /** After which no authority is to be told any more, until the incident is opened again. */
    private static final Set<String> ANSWERS = Set.of("SUBMITTED", "NOT_NEEDED");

    private PendingIncidents() {}

    static Stream<Item> of(Node incident) {
        return Stream.concat(
                PendingWork.since(incident, RESOLVED, OPENED)
                        .map(since -> PendingWork.item(incident, "to be resolved", since, "")),
                notification(incident).stream());
    }

    private static Optional<Item> notification(Node incident) {
        Optional<NodeFact> answer =
                incident.facts().stream()
                        .filter(fact -> notification(fact).filter(ANSWERS::contains).isPresent())
                        .reduce((_, later) -> later);
        return incident.facts().stream()
                .filter(PendingIncidents::isAsking)
                .filter(fact -> answer.isEmpty() || fact.compareTo(answer.get()) > 0)
                .findFirst()
                .map(
                        fact ->
                                PendingWork.item(
                                        incident,
                                        "authority to be notified",
                                        fact.occurredAt(),
                                        DUE));
    }

    private static boolean isAsking(NodeFact fact) {
        return fact.type().equals(OPENED)
                ? fact.data().time(DUE).isPresent()
                : notification(fact).filter("NEEDED"::equals).isPresent();
    }

    private static Optional<String> notification(NodeFact fact) {
        return fact.type().equals(RESOLVED) ? fact.data().text("notification") : Optional.empty();
    }
}
