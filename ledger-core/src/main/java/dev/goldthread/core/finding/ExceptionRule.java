package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * UNAPPROVED: an exception that no person granted, or that a look back found not justified, until
 * it is closed; for good where it was never granted and something relied on it. SELF_APPROVED: one
 * that only authors granted. OVERDUE: one whose review is due and did not happen. EXPIRED: one that
 * ran out, and of which nothing says that it is over. What was never granted cannot run out.
 * NOT_REQUIRED: nobody has to look back at one that let nobody do anything.
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
            judge(exception, life, scope, judgement);
            if (life.isGranted()) {
                judgeGrant(exception, life, persons, authors, judgement);
            } else {
                ungranted(exception, life, scope)
                        .ifPresent(finding -> judgement.say(exception, finding));
            }
        }
    }

    /** Once it is closed there is nothing to grant any more, unless somebody relied on it. */
    private static Optional<Finding> ungranted(Node exception, ExceptionLife life, Scope scope) {
        String reason = "no person granted it";
        Optional<String> found =
                life.isClosed()
                        ? scope.effects(exception.ref(), "reliesOn")
                                .filter(Edge::counts)
                                .map(Edge::from)
                                .min(Comparator.naturalOrder())
                                .map(by -> "%s, and %s relied on it".formatted(reason, by))
                        : Optional.of(reason);
        return found.map(words -> Finding.by("exception-grant", "UNAPPROVED", words));
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
            Node exception, ExceptionLife life, Scope scope, Judgement judgement) {
        Instant now = scope.now();
        life.refused(scope.view())
                .ifPresent(
                        closed ->
                                judgement.say(
                                        exception,
                                        Finding.by(
                                                "exception-review",
                                                "NOT_REQUIRED",
                                                "%s closed it before anybody granted it, and nothing relied on it"
                                                        .formatted(closed.event()))));
        life.toReview(scope.view())
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
        if (life.isGranted() && !life.isOver()) {
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
