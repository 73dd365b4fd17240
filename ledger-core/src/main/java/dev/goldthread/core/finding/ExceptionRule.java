package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
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
        List<Node> exceptions = scope.nodes("Exception").filter(Node::isRecorded).toList();
        if (exceptions.isEmpty()) {
            return; // who wrote what is only asked where it matters
        }
        Persons persons = new Persons(scope.view(), scope.root().product());
        Set<String> authors = ApprovalRule.authors(scope, persons);
        for (Node exception : exceptions) {
            Optional<ExceptionGrant> granted = ExceptionGrant.of(exception);
            judge(exception, granted, scope.now(), judgement);
            if (granted.isPresent()) {
                judgeGrant(exception, granted.get(), persons, authors, judgement);
            }
        }
    }

    private static void judgeGrant(
            Node exception,
            ExceptionGrant granted,
            Persons persons,
            Set<String> authors,
            Judgement judgement) {
        if (ExceptionGrant.of(exception, word -> !authors.contains(persons.of(word.actor().id())))
                .isEmpty()) {
            judgement.say(
                    exception,
                    Finding.by(
                            "exception-grant",
                            "SELF_APPROVED",
                            "only who wrote something of it granted it"));
        }
        granted.against()
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

    private static void judge(
            Node exception, Optional<ExceptionGrant> granted, Instant now, Judgement judgement) {
        if (granted.isEmpty()) {
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
        if (!ExceptionState.isClosed(exception)) {
            endsAt(exception, granted)
                    .filter(end -> end.isBefore(now))
                    .ifPresent(
                            end ->
                                    judgement.say(
                                            exception,
                                            Finding.by(
                                                    "exception-end",
                                                    "EXPIRED",
                                                    "it ran out at %s and was not closed"
                                                            .formatted(end))));
        }
    }

    /** Only what a person granted says how long; of a mere request there is nothing else to ask. */
    private static Optional<Instant> endsAt(Node exception, Optional<ExceptionGrant> granted) {
        return granted.isPresent() ? granted.get().endsAt() : exception.time("expiresAt");
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
