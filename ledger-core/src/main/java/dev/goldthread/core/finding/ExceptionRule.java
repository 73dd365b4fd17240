package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;

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
}
