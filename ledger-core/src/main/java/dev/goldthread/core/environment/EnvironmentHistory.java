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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Every change of what is in force in an environment, with the event that says it, in the order in
 * which they happened. A look that finds all as it was is no change. What a change brought is
 * judged by what had been approved when it happened, as far as the ledger is asked to know; whether
 * a look had seen it by then is not asked. Events that were taken back changed nothing, and stand
 * where they were said to have happened.
 *
 * @param kind what the environment is for; empty when no event said
 * @param all the event of each change
 * @param changes those that were asked for, in that order
 */
public record EnvironmentHistory(
        NodeRef environment,
        GraphView.Position asOf,
        Optional<String> kind,
        List<NodeFact> all,
        List<Change> changes) {

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

    /**
     * A change that nobody has judged yet.
     *
     * @param until what happened until then, itself the last
     * @param inForce after it
     */
    private record Turn(
            Happening happening,
            List<Happening> until,
            Map<NodeRef, Held> inForce,
            List<Held> began,
            List<Held> ended,
            Optional<EventId> takenBackBy) {

        NodeFact fact() {
            return happening.fact();
        }
    }

    public EnvironmentHistory {
        all = List.copyOf(all);
        changes = List.copyOf(changes);
    }

    /**
     * What happened is put together in one go; what it brought is only judged where it is asked
     * for.
     *
     * @param asked chooses of the events of all changes those that are asked for
     * @return empty when nothing is known of the environment
     */
    public static Optional<EnvironmentHistory> of(
            GraphView view, NodeRef environment, UnaryOperator<List<NodeFact>> asked) {
        Node node = view.node(environment);
        return EnvironmentRecords.isKnown(view, node) || wasKnown(view, environment)
                ? view.position(environment.product()).map(asOf -> history(view, node, asOf, asked))
                : Optional.empty();
    }

    /** That all of it was taken back is a history, too. */
    private static boolean wasKnown(GraphView view, NodeRef environment) {
        GraphView stated = view.stated();
        return !view.takenBack(environment.product()).isEmpty()
                && EnvironmentRecords.isKnown(stated, stated.node(environment));
    }

    private static EnvironmentHistory history(
            GraphView view,
            Node environment,
            GraphView.Position asOf,
            UnaryOperator<List<NodeFact>> asked) {
        SortedMap<NodeFact, Turn> turns = new TreeMap<>();
        turns(view, environment).forEach(turn -> turns.put(turn.fact(), turn));
        List<NodeFact> all = List.copyOf(turns.keySet());
        return new EnvironmentHistory(
                environment.ref(),
                asOf,
                environment.text("kind"),
                all,
                asked.apply(all).stream()
                        .map(fact -> Objects.requireNonNull(turns.get(fact)))
                        .map(turn -> judged(turn, view, environment))
                        .toList());
    }

    private static List<Turn> turns(GraphView view, Node environment) {
        EnvironmentRecords records = EnvironmentRecords.of(view, environment.ref());
        List<Happening> happenings = records.happenings();
        List<Turn> turns = counting(EnvironmentTimeline.of(records, happenings), happenings);
        turns.addAll(takenBack(view, environment.ref(), happenings));
        return turns;
    }

    /**
     * What is in no record as it counts no longer: of the environment's own log, and of others that
     * say something of it that counts. Only a log with corrections is gathered again for it.
     */
    private static List<Turn> takenBack(
            GraphView view, NodeRef environment, List<Happening> happenings) {
        Stream<Product> others = happenings.stream().map(each -> each.fact().product());
        if (Stream.concat(Stream.of(environment.product()), others)
                .distinct()
                .allMatch(product -> view.takenBack(product).isEmpty())) {
            return List.of();
        }
        return EnvironmentRecords.of(view.stated(), environment).happenings().stream()
                .flatMap(each -> takenBack(view, each).stream())
                .toList();
    }

    private static Optional<Turn> takenBack(GraphView view, Happening happening) {
        NodeFact fact = happening.fact();
        return Optional.ofNullable(view.takenBack(fact.product()).get(fact.event()))
                .map(
                        by ->
                                new Turn(
                                        happening,
                                        List.of(),
                                        Map.of(),
                                        List.of(),
                                        List.of(),
                                        Optional.of(by)));
    }

    private static List<Turn> counting(List<Moment> moments, List<Happening> happenings) {
        List<Turn> turns = new ArrayList<>();
        Map<NodeRef, Held> before = Map.of();
        for (int i = 0; i < moments.size(); i++) {
            Map<NodeRef, Held> after = moments.get(i).inForce();
            List<Held> began = different(after, before);
            List<Held> ended = different(before, after);
            if (!began.isEmpty() || !ended.isEmpty()) {
                turns.add(
                        new Turn(
                                moments.get(i).happening(),
                                happenings.subList(0, i + 1),
                                after,
                                began,
                                ended,
                                Optional.empty()));
            }
            before = after;
        }
        return turns;
    }

    private static List<Held> different(Map<NodeRef, Held> of, Map<NodeRef, Held> from) {
        return of.values().stream()
                .filter(
                        held ->
                                !from.containsKey(held.node())
                                        || !held.isSameStateAs(from.get(held.node())))
                .toList();
    }

    private static Change judged(Turn turn, GraphView view, Node environment) {
        NodeFact fact = turn.fact();
        GraphView then =
                new AsOf(new AsOf.Recorded.All(), Optional.of(fact.occurredAt()))
                        .of(view, environment.ref().product());
        EnvironmentJudge judge =
                new EnvironmentJudge(
                        then,
                        fact.occurredAt(),
                        environment,
                        new InForce(turn.inForce(), turn.until()));
        return new Change(
                fact,
                turn.happening().subject(),
                turn.began().stream().map(judge::brought).toList(),
                turn.ended(),
                turn.takenBackBy());
    }
}
