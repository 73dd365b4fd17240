package dev.goldthread.core.trace;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalRule;
import dev.goldthread.core.finding.Conditions;
import dev.goldthread.core.finding.Persons;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who approved what of a release, in which role, with which meaning and on which evidence, and
 * whether the same person wrote what it includes.
 *
 * @param now what due times are held against
 * @param decisions the earliest first
 */
public record ReleaseApprovals(
        NodeRef release, GraphView.Position asOf, Instant now, List<Decision> decisions)
        implements Naming {

    /**
     * The last word of an approval.
     *
     * @param decision the event type: granted, rejected or withdrawn
     * @param approves what it is about
     * @param answers the requests that it answers
     * @param evidenceSeen digests of what was looked at
     * @param author whether the approver wrote a change or commit of the release
     * @param conditions what has to be done before it holds, as long as it is in force, and for
     *     each request in force that it answers
     */
    public record Decision(
            NodeRef approval,
            String decision,
            Actor by,
            Optional<String> role,
            Optional<String> meaning,
            Optional<String> boundDigest,
            List<String> evidenceSeen,
            Optional<String> reason,
            List<NodeRef> approves,
            List<NodeRef> answers,
            boolean author,
            List<Condition> conditions,
            Instant at) {

        private Stream<NodeRef> named() {
            return Stream.concat(
                    Stream.of(List.of(approval), approves, answers).flatMap(List::stream),
                    conditions.stream().map(Condition::node));
        }
    }

    /**
     * Something that has to be done.
     *
     * @param dueAt until when, by the earliest that is said; empty where nothing sets a time
     * @param fulfilledAt empty while it is open
     */
    public record Condition(
            NodeRef node,
            Optional<String> statement,
            Optional<Instant> dueAt,
            Optional<Instant> fulfilledAt) {

        /** Whether it is open, and due before a time. */
        public boolean isOverdue(Instant now) {
            return fulfilledAt.isEmpty() && dueAt.filter(due -> due.isBefore(now)).isPresent();
        }
    }

    public ReleaseApprovals {
        decisions = List.copyOf(decisions);
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.concat(Stream.of(release), decisions.stream().flatMap(Decision::named));
    }

    static ReleaseApprovals of(Scope scope) {
        Persons persons = new Persons(scope.view(), scope.root().product());
        Set<String> authors = ApprovalRule.authors(scope, persons);
        return new ReleaseApprovals(
                scope.root(),
                scope.asOf(),
                scope.view().validAt().orElse(scope.asOf().sealedAt()),
                scope.nodes("Approval")
                        .flatMap(
                                approval ->
                                        approval
                                                .latest()
                                                .map(
                                                        latest ->
                                                                decision(
                                                                        scope.view(),
                                                                        approval,
                                                                        latest,
                                                                        authors.contains(
                                                                                persons.of(
                                                                                        latest.actor()
                                                                                                .id()))))
                                                .stream())
                        .sorted(
                                Comparator.comparing(Decision::at)
                                        .thenComparing(Decision::approval))
                        .toList());
    }

    private static Decision decision(
            GraphView view, Node approval, NodeFact latest, boolean isAuthor) {
        return new Decision(
                approval.ref(),
                latest.type(),
                latest.actor(),
                latest.data().text("role").or(() -> latest.actor().role()),
                latest.data().text("meaning"),
                latest.data().text("boundDigest"),
                latest.data().fields().get("evidenceSeen") instanceof List<?> seen
                        ? seen.stream().map(String::valueOf).toList()
                        : List.of(),
                latest.reason(),
                refs(Scope.causes(approval, "approves")),
                refs(Scope.causes(approval, "answers")),
                isAuthor,
                conditions(view, approval),
                latest.occurredAt());
    }

    private static List<Condition> conditions(GraphView view, Node approval) {
        SortedMap<NodeRef, List<Conditions.Terms>> terms = new TreeMap<>();
        Stream.concat(
                        Stream.of(approval),
                        Scope.causes(approval, "answers").map(Edge::to).distinct().map(view::node))
                .filter(Conditions::isInForce)
                .forEach(
                        requiring ->
                                Conditions.links(requiring)
                                        .map(Edge::to)
                                        .distinct()
                                        .forEach(
                                                to ->
                                                        terms.computeIfAbsent(
                                                                        to, _ -> new ArrayList<>())
                                                                .add(
                                                                        Conditions.terms(
                                                                                requiring, to))));
        return terms.entrySet().stream()
                .map(
                        each ->
                                condition(
                                        view.node(each.getKey()),
                                        Conditions.Terms.together(each.getValue())))
                .toList();
    }

    private static Condition condition(Node node, Conditions.Terms terms) {
        return new Condition(
                node.ref(), terms.statement(), terms.dueAt(), Conditions.fulfilledAt(node));
    }

    private static List<NodeRef> refs(Stream<Edge> edges) {
        return edges.map(Edge::to).distinct().sorted().toList();
    }
}
