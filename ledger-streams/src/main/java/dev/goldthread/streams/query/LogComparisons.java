package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.population.Comparison;
import dev.goldthread.core.population.Sources;
import dev.goldthread.core.trace.ListFlaws;
import dev.goldthread.core.trace.ListFlaws.Bounds;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which comparisons with sources' own lists count in a product's log, and what became of them. */
final class LogComparisons {

    /** To hold lists of deployments against the ledger; so many pairs take some seconds. */
    private static final Bounds BOUNDS = new Bounds(1_000_000, 50_000_000);

    private LogComparisons() {}

    /**
     * A comparison that was taken back proves nothing and shows nothing, nor does one that had not
     * been made by the time of validity. What is read beside them is of the same state.
     *
     * @param last the last entry that counts
     */
    static List<Comparison> of(GraphReader graph, Product product, AsOf asOf, long last) {
        List<EventOutline> events = made(graph, product, asOf, last).toList();
        if (events.isEmpty()) {
            return List.of(); // what was taken back is only asked where it matters
        }
        GraphView then = asOf.of(OwnLogView.of(graph, product), product);
        Set<EventId> takenBack = then.takenBack(product).keySet();
        List<EventOutline> counting =
                events.stream().filter(event -> !takenBack.contains(event.id())).toList();
        Map<EventId, String> flaws =
                ListFlaws.of(
                        then,
                        listing(counting),
                        atMost -> graph.index().recorded(product, "Deployment", atMost),
                        BOUNDS);
        return counting.stream()
                .map(Comparison::of)
                .map(each -> each.contradictedBy(flaws))
                .toList();
    }

    /**
     * Lists of deployments that no later ones took the place of, each with its source: most are
     * taken daily, of all the time until then.
     */
    private static Map<EventId, NodeRef> listing(List<EventOutline> events) {
        List<Comparison> ofDeployments =
                events.stream()
                        .map(Comparison::of)
                        .filter(each -> each.question().isOfDeployments())
                        .toList();
        Set<String> counting =
                Sources.counting(ofDeployments).stream()
                        .map(each -> each.result().event())
                        .collect(Collectors.toSet());
        return events.stream()
                .filter(event -> counting.contains(event.id().value()))
                .collect(
                        Collectors.toMap(
                                EventOutline::id, EventOutline::subject, (first, _) -> first));
    }

    private static Stream<EventOutline> made(
            GraphReader graph, Product product, AsOf asOf, long last) {
        return graph.index()
                .events(IndexTerm.type(product, Sources.RECONCILED))
                .filter(logged -> logged.event().product().equals(product))
                .filter(logged -> logged.seq() <= last)
                .map(LoggedEvent::event)
                .filter(event -> event.type().equals(Sources.RECONCILED))
                .filter(event -> asOf.validAt().filter(event.occurredAt()::isAfter).isEmpty());
    }
}
