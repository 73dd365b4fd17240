package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * UNAPPROVED: an exception that no person granted, or that a look back found not justified while it
 * goes on. SELF_APPROVED: one that only authors granted. OVERDUE: one whose review is due and did
 * not happen. EXPIRED: one that ran out, and of which nothing says that it is over.
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
            ExceptionLife life = ExceptionLife.of(exception);
            judge(exception, life, scope.now(), judgement);
            if (life.isGranted()) {
                judgeGrant(exception, life, persons, authors, judgement);
            }
        }
    }

    private static void judgeGrant(
            Node exception,
            ExceptionLife life,
            Persons persons,
            Set<String> authors,
            Judgement judgement) {
        if (!ExceptionLife.of(exception, word -> !authors.contains(persons.of(word.actor().id())))
                .isGranted()) {
            judgement.say(
                    exception,
                    Finding.by(
                            "exception-grant",
                            "SELF_APPROVED",
                            "only who wrote something of it granted it"));
        }
        life.against()
                .filter(_ -> !life.isClosed())
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
            Node exception, ExceptionLife life, Instant now, Judgement judgement) {
        if (!life.isGranted()) {
            judgement.say(
                    exception, Finding.by("exception-grant", "UNAPPROVED", "no person granted it"));
        }
        life.toReview()
                .flatMap(ExceptionLife.Review::dueAt)
                .filter(due -> due.isBefore(now))
                .ifPresent(
                        due ->
                                judgement.say(
                                        exception,
                                        Finding.by(
                                                "exception-review",
                                                "OVERDUE",
                                                "its review was due at %s".formatted(due))));
        if (!life.isOver()) {
            life.endsAt()
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
}
