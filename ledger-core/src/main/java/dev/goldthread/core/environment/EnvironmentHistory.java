package dev.goldthread.core.environment;

import dev.goldthread.core.environment.EnvironmentTimeline.Moment;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every change of what is in force in an environment, with the event that says it, in the order in
 * which they happened. A look that finds all as it was is no change. What a change brought is
 * judged by what had been approved when it happened, as far as the ledger is asked to know; whether
 * a look had seen it by then is not asked. Events that were taken back changed nothing, and stand
 * where they were said to have happened.
 *
 * @param kind what the environment is for; empty when no event said
 */
public record EnvironmentHistory(
        NodeRef environment, GraphView.Position asOf, Optional<String> kind, List<Change> changes) {

    /**
     * One change.
     *
     * @param fact the event
     * @param subject what the event is about
     * @param began what is in force from then on, or in another state
     * @param ended what is in force no longer, or not in this state
     * @param takenBackBy the event after which this one counts no longer; it began and ended
     *     nothing then
     */
    public record Change(
            NodeFact fact,
            NodeRef subject,
            List<EnvironmentState.Judged> began,
            List<Held> ended,
            Optional<EventId> takenBackBy) {

        public Change {
            began = List.copyOf(began);
            ended = List.copyOf(ended);
        }
    }

    public EnvironmentHistory {
        changes = List.copyOf(changes);
    }

    /**
     * @return empty when nothing is known of the environment
     */
    public static Optional<EnvironmentHistory> of(GraphView view, NodeRef environment) {
        Node node = view.node(environment);
        return EnvironmentRecords.isKnown(view, node) || wasKnown(view, environment)
                ? view.position(environment.product())
                        .map(
                                asOf ->
                                        new EnvironmentHistory(
                                                environment,
                                                asOf,
                                                node.text("kind"),
                                                changes(view, node)))
                : Optional.empty();
    }

    /** That all of it was taken back is a history, too. */
    private static boolean wasKnown(GraphView view, NodeRef environment) {
        GraphView stated = view.stated();
        return !view.takenBack(environment.product()).isEmpty()
                && EnvironmentRecords.isKnown(stated, stated.node(environment));
    }

    private static List<Change> changes(GraphView view, Node environment) {
        EnvironmentRecords records = EnvironmentRecords.of(view, environment.ref());
        List<Change> changes = counting(view, environment, EnvironmentTimeline.of(records));
        changes.addAll(takenBack(view, records));
        changes.sort(Comparator.comparing(Change::fact));
        return changes;
    }

    /**
     * What is in no record as it counts no longer: of the environment's own log, and of others that
     * say something of it that counts. Only a log with corrections is gathered again for it.
     */
    private static List<Change> takenBack(GraphView view, EnvironmentRecords records) {
        NodeRef environment = records.environment();
        Stream<Product> others = records.happenings().stream().map(each -> each.fact().product());
        if (Stream.concat(Stream.of(environment.product()), others)
                .distinct()
                .allMatch(product -> view.takenBack(product).isEmpty())) {
            return List.of();
        }
        return EnvironmentRecords.of(view.stated(), environment).happenings().stream()
                .flatMap(each -> takenBack(view, each).stream())
                .toList();
    }

    private static Optional<Change> takenBack(GraphView view, Happening happening) {
        NodeFact fact = happening.fact();
        return Optional.ofNullable(view.takenBack(fact.product()).get(fact.event()))
                .map(
                        by ->
                                new Change(
                                        fact,
                                        happening.subject(),
                                        List.of(),
                                        List.of(),
                                        Optional.of(by)));
    }

    private static List<Change> counting(GraphView view, Node environment, List<Moment> moments) {
        List<Change> changes = new ArrayList<>();
        Map<NodeRef, Held> before = Map.of();
        for (int i = 0; i < moments.size(); i++) {
            Map<NodeRef, Held> after = moments.get(i).inForce();
            List<Held> began = different(after, before);
            List<Held> ended = different(before, after);
            if (!began.isEmpty() || !ended.isEmpty()) {
                changes.add(change(view, environment, moments.subList(0, i + 1), began, ended));
            }
            before = after;
        }
        return changes;
    }

    private static List<Held> different(Map<NodeRef, Held> of, Map<NodeRef, Held> from) {
        return of.values().stream()
                .filter(
                        held ->
                                !from.containsKey(held.node())
                                        || !held.isSameStateAs(from.get(held.node())))
                .toList();
    }

    private static Change change(
            GraphView view,
            Node environment,
            List<Moment> moments,
            List<Held> began,
            List<Held> ended) {
        Happening happening = moments.getLast().happening();
        NodeFact fact = happening.fact();
        GraphView then =
                new AsOf(new AsOf.Recorded.All(), Optional.of(fact.occurredAt()))
                        .of(view, environment.ref().product());
        EnvironmentJudge judge =
                new EnvironmentJudge(then, fact.occurredAt(), environment, moments);
        return new Change(
                fact,
                happening.subject(),
                began.stream().map(held -> judge.brought(held)).toList(),
                ended,
                Optional.empty());
    }
}
