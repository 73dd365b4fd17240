package dev.goldthread.core.environment;

import dev.goldthread.core.environment.EnvironmentTimeline.Moment;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every change of what is in force in an environment, with the event that says it, in the order in
 * which they happened. A look that finds all as it was is no change. What a change brought is
 * judged by what had been approved when it happened, as far as the ledger is asked to know; whether
 * a look had seen it by then is not asked.
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
     */
    public record Change(
            NodeFact fact, NodeRef subject, List<EnvironmentState.Judged> began, List<Held> ended) {

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
        return EnvironmentRecords.isKnown(view, node)
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

    private static List<Change> changes(GraphView view, Node environment) {
        List<Moment> moments =
                EnvironmentTimeline.of(EnvironmentRecords.of(view, environment.ref()));
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
                ended);
    }
}
