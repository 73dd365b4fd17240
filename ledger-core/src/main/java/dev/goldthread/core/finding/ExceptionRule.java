package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * UNAPPROVED: an exception that no person granted, or that a look back found not justified while it
 * goes on. SELF_APPROVED: one that only authors granted. OVERDUE: one whose review is due and did
 * not happen. EXPIRED: one that ran out without being closed.
 */
public final class ExceptionRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        Persons persons = new Persons(scope.view(), scope.root().product());
        Set<String> authors = ApprovalRule.authors(scope, persons);
        scope.nodes("Exception")
                .filter(Node::isRecorded)
                .forEach(
                        exception -> {
                            judge(exception, scope.now(), judgement);
                            judgeGrant(exception, persons, authors, judgement);
                        });
    }

    private static void judgeGrant(
            Node exception, Persons persons, Set<String> authors, Judgement judgement) {
        Optional<ExceptionGrant> granted = ExceptionGrant.of(exception);
        if (granted.isPresent()
                && ExceptionGrant.of(
                                exception, word -> !authors.contains(persons.of(word.actor().id())))
                        .isEmpty()) {
            judgement.say(
                    exception,
                    Finding.by(
                            "exception-grant",
                            "SELF_APPROVED",
                            "only who wrote something of it granted it"));
        }
        granted.flatMap(ExceptionGrant::against)
                .filter(_ -> exception.latest("exception.closed").isEmpty())
                .ifPresent(look -> judgement.say(exception, unjustified(look)));
    }

    private static Finding unjustified(NodeFact look) {
        return Finding.by(
                "exception-justification",
                "UNAPPROVED",
                "the look back %s by %s says %s, and it was not closed"
                        .formatted(
                                look.event(),
                                look.actor().id(),
                                look.data().text("outcome").orElse("?")));
    }

    /** Only what a person granted says how long; of a mere request there is nothing else to ask. */
    private static Optional<Instant> endsAt(Node exception) {
        return ExceptionGrant.of(exception)
                .map(ExceptionGrant::endsAt)
                .orElseGet(
                        () ->
                                exception.attributes().get("expiresAt") instanceof Instant end
                                        ? Optional.of(end)
                                        : Optional.empty());
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
                && endsAt(exception).filter(end -> end.isBefore(now)).isPresent()) {
            judgement.say(
                    exception,
                    Finding.by(
                            "exception-end",
                            "EXPIRED",
                            "it ran out at %s and was not closed"
                                    .formatted(endsAt(exception).orElseThrow())));
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
     * Whether it lets something be done at a time: a person granted it, and it is neither closed,
     * nor over, nor found not justified.
     *
     * @param exception as its product's own log had it at that time
     */
    public static boolean isInForce(Node exception, Instant at) {
        return ExceptionGrant.of(exception).filter(grant -> grant.holds(at)).isPresent();
    }
}
