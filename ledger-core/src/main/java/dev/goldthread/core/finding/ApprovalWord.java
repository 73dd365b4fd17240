package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalRequests.Asked;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one approval says of a thing.
 *
 * @param facts all that it said, in order; at least one
 * @param isSure whether a link that is not guessed names the thing
 * @param answers the requests in force that it answers
 */
record ApprovalWord(
        NodeRef approval,
        List<NodeFact> facts,
        boolean isSure,
        Set<NodeRef> answers,
        Conditions conditions) {

    private static final String GRANTED = "approval.granted";
    private static final String REJECTED = "approval.rejected";

    /** Empty of an approval of which no event says anything. */
    static Optional<ApprovalWord> of(
            Node approval, boolean isSure, Set<NodeRef> requests, GraphView view) {
        List<NodeFact> facts = approval.statements().toList();
        Set<NodeRef> answers =
                Scope.causes(approval, "answers")
                        .filter(Edge::counts)
                        .map(Edge::to)
                        .filter(requests::contains)
                        .collect(Collectors.toSet());
        return facts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ApprovalWord(
                                approval.ref(),
                                facts,
                                isSure,
                                answers,
                                Conditions.of(approval, view)));
    }

    NodeFact last() {
        return facts.getLast();
    }

    boolean isYes() {
        return last().type().equals(GRANTED);
    }

    boolean isNo() {
        return last().type().equals(REJECTED);
    }

    boolean isFor(Asked asked) {
        return answers.isEmpty()
                || asked.request().isEmpty()
                || asked.request().filter(answers::contains).isPresent();
    }

    Optional<Instant> expiresAt() {
        return last().data().time("expiresAt");
    }

    /**
     * Since when it is said as it is said last, and what it requires is fulfilled: to say the same
     * again takes nothing back.
     *
     * @param refused only what was said after this counts
     */
    Instant since(Optional<Instant> refused) {
        Instant since = last().occurredAt();
        for (NodeFact fact : facts.reversed()) {
            if (!isAsLast(fact)
                    || refused.filter(no -> !no.isBefore(fact.occurredAt())).isPresent()) {
                break;
            }
            since = fact.occurredAt();
        }
        return conditions.fulfilledAt().filter(since::isBefore).orElse(since);
    }

    private boolean isAsLast(NodeFact fact) {
        return fact.type().equals(last().type())
                && fact.actor().equals(last().actor())
                && Stream.of("role", "meaning", "boundDigest")
                        .allMatch(
                                field -> fact.data().text(field).equals(last().data().text(field)));
    }
}
