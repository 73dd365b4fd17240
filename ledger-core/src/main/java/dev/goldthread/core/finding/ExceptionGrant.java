package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What persons allowed by an exception. The last grant says what it names and until when; where a
 * person extended it, that word says until when for what it names of it. Requests, reminders and
 * what a system says allow nothing. To end it, or to find it not justified, is free to anybody,
 * because that only takes an allowance away.
 */
final class ExceptionGrant {

    /** Looks back after which nothing is allowed any more. */
    private static final Set<String> AGAINST = Set.of("NOT_JUSTIFIED", "CLOSE");

    private final Node exception;
    private final NodeFact grant;
    private final List<NodeFact> extensions;

    private ExceptionGrant(Node exception, NodeFact grant, List<NodeFact> extensions) {
        this.exception = exception;
        this.grant = grant;
        this.extensions = extensions;
    }

    /** By whatever person; empty when none granted it. */
    static Optional<ExceptionGrant> of(Node exception) {
        return of(exception, _ -> true);
    }

    /**
     * Empty when no person granted it whose word counts.
     *
     * @param counts of a word of a person
     */
    static Optional<ExceptionGrant> of(Node exception, Predicate<NodeFact> counts) {
        return words(exception, "exception.granted", counts).reversed().stream()
                .findFirst()
                .map(
                        grant ->
                                new ExceptionGrant(
                                        exception,
                                        grant,
                                        words(exception, "exception.extended", counts).stream()
                                                .filter(word -> word.compareTo(grant) > 0)
                                                .toList()));
    }

    private static List<NodeFact> words(Node exception, String type, Predicate<NodeFact> counts) {
        return exception.facts().stream()
                .filter(fact -> fact.type().equals(type))
                .filter(fact -> fact.actor().kind() == Actor.Kind.HUMAN)
                .filter(counts)
                .toList();
    }

    /** Until when it allows this, if it does so at that time. */
    Optional<Instant> allows(NodeRef waived, Instant at) {
        return allows(word -> names(word, waived), at);
    }

    /** The same, of one rule for all that belongs to it. */
    Optional<Instant> allows(String rule, NodeRef waived, Instant at) {
        Optional<String> said = Optional.of(rule);
        return allows(
                word -> names(word, waived) && word.data().text("ruleWaived").equals(said), at);
    }

    private Optional<Instant> allows(Predicate<NodeFact> isMeant, Instant at) {
        return isTakenBack() ? Optional.empty() : endsAt(isMeant).filter(end -> end.isAfter(at));
    }

    /** Whether it allows something at that time, whatever that is. */
    boolean holds(Instant at) {
        return !isTakenBack() && endsAt().filter(end -> end.isAfter(at)).isPresent();
    }

    private boolean isTakenBack() {
        return isEnded() || against().isPresent();
    }

    /** When the last word of a person lets it end. */
    Optional<Instant> endsAt() {
        return end(lastWord());
    }

    /** The look back that found it not justified, or that it has to be closed. */
    Optional<NodeFact> against() {
        return exception.facts().reversed().stream()
                .filter(fact -> fact.type().equals("exception.reviewed"))
                .filter(fact -> fact.compareTo(grant) > 0)
                .filter(fact -> isAgainst(fact) || fact.actor().kind() == Actor.Kind.HUMAN)
                .findFirst()
                .filter(ExceptionGrant::isAgainst);
    }

    private static boolean isAgainst(NodeFact review) {
        return review.data().text("outcome").filter(AGAINST::contains).isPresent();
    }

    private boolean isEnded() {
        return isSince(grant, "exception.closed") || isSince(lastWord(), "exception.expired");
    }

    private boolean isSince(NodeFact word, String type) {
        return exception.latest(type).filter(fact -> fact.compareTo(word) > 0).isPresent();
    }

    private NodeFact lastWord() {
        return extensions.isEmpty() ? grant : extensions.getLast();
    }

    private Optional<Instant> endsAt(Predicate<NodeFact> isMeant) {
        return isMeant.test(grant)
                ? end(extensions.reversed().stream().filter(isMeant).findFirst().orElse(grant))
                : Optional.empty();
    }

    private boolean names(NodeFact word, NodeRef waived) {
        return Scope.causes(exception, "waives")
                .filter(Edge::counts)
                .anyMatch(link -> link.to().equals(waived) && SuspectLinks.isSame(word, link));
    }

    private static Optional<Instant> end(NodeFact word) {
        return word.data().time("expiresAt");
    }
}
