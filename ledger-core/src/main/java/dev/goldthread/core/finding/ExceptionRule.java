package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * UNAPPROVED: an exception that no person granted. OVERDUE: one whose review is due and did not
 * happen. EXPIRED: one that ran out without being closed.
 */
public final class ExceptionRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Exception")
                .filter(Node::isRecorded)
                .forEach(exception -> judge(exception, scope.now(), judgement));
    }

    private static void judge(Node exception, Instant now, Judgement judgement) {
        if (!isGranted(exception)) {
            judgement.say(
                    exception, Finding.by("exception-grant", "UNAPPROVED", "no person granted it"));
        }
        ExceptionState.toReview(exception)
                .flatMap(ExceptionState.Review::dueAt)
                .filter(due -> due.isBefore(now))
                .ifPresent(
                        due ->
                                judgement.say(
                                        exception,
                                        Finding.by(
                                                "exception-review",
                                                "OVERDUE",
                                                "its review was due at %s".formatted(due))));
        if (!ExceptionState.isClosed(exception)
                && exception.attributes().get("expiresAt") instanceof Instant expiry
                && expiry.isBefore(now)) {
            judgement.say(
                    exception,
                    Finding.by(
                            "exception-end",
                            "EXPIRED",
                            "it ran out at %s and was not closed".formatted(expiry)));
        }
    }

    public static boolean isGranted(Node exception) {
        return exception.facts().stream()
                .anyMatch(
                        fact ->
                                fact.type().equals("exception.granted")
                                        && fact.actor().kind() == Actor.Kind.HUMAN);
    }

    /**
     * Whether it let something be done at a time: a person had granted it by then, and it was
     * neither closed nor over. Only what persons granted or extended says how long it holds.
     *
     * @param exception as its product's own log has it
     */
    public static boolean isInForce(Node exception, Instant at) {
        List<NodeFact> facts =
                exception.facts().stream().filter(fact -> !fact.occurredAt().isAfter(at)).toList();
        Optional<NodeFact> granted = last(facts, "exception.granted", true);
        Optional<NodeFact> extended =
                last(facts, "exception.extended", true)
                        .filter(
                                fact ->
                                        granted.filter(begin -> fact.compareTo(begin) > 0)
                                                .isPresent());
        Optional<NodeFact> terms = extended.or(() -> granted);
        return granted.isPresent()
                && isNotSince(granted, last(facts, "exception.closed", false))
                && isNotSince(terms, last(facts, "exception.expired", false))
                && terms.map(fact -> fact.data().fields().get("expiresAt"))
                        .filter(end -> end instanceof Instant over && over.isBefore(at))
                        .isEmpty();
    }

    private static boolean isNotSince(Optional<NodeFact> begun, Optional<NodeFact> ended) {
        return ended.filter(end -> begun.filter(begin -> end.compareTo(begin) > 0).isPresent())
                .isEmpty();
    }

    private static Optional<NodeFact> last(List<NodeFact> facts, String type, boolean byPerson) {
        return facts.reversed().stream()
                .filter(fact -> fact.type().equals(type))
                .filter(fact -> !byPerson || fact.actor().kind() == Actor.Kind.HUMAN)
                .findFirst();
    }
}
