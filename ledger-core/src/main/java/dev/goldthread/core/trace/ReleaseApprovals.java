package dev.goldthread.core.trace;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalRule;
import dev.goldthread.core.finding.Persons;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who approved what of a release, in which role, with which meaning and on which evidence, and
 * whether the same person wrote what it includes.
 *
 * @param decisions the earliest first
 */
public record ReleaseApprovals(NodeRef release, GraphView.Position asOf, List<Decision> decisions)
        implements Naming {

    /**
     * The last word of an approval.
     *
     * @param decision the event type: granted, rejected or withdrawn
     * @param approves what it is about
     * @param answers the requests that it answers
     * @param evidenceSeen digests of what was looked at
     * @param author whether the approver wrote a change or commit of the release
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
            Instant at) {

        private Stream<NodeRef> named() {
            return Stream.of(List.of(approval), approves, answers).flatMap(List::stream);
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
                scope.nodes("Approval")
                        .flatMap(
                                approval ->
                                        approval
                                                .latest()
                                                .map(
                                                        latest ->
                                                                decision(
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

    private static Decision decision(Node approval, NodeFact latest, boolean isAuthor) {
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
                latest.occurredAt());
    }

    private static List<NodeRef> refs(Stream<Edge> edges) {
        return edges.map(Edge::to).distinct().sorted().toList();
    }
}
