package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The life of an exception, read once for all who ask: what it allows and until when, whether it is
 * over, and whether somebody has to look at it.
 *
 * <p>The last grant by a person says what it names and until when; where a person extended it, that
 * word says until when for what it names of it. Requests, reminders and what a system says allow
 * and prolong nothing. To end it, or to find it not justified, is free to anybody, because that
 * only takes an allowance away. One that ran out goes on when it is extended; one that somebody
 * closed begins again by a new grant alone, for whoever closed it would not expect less.
 */
public final class ExceptionLife {

    private static final String REQUESTED = "exception.requested";
    private static final String GRANTED = "exception.granted";
    private static final String EXTENDED = "exception.extended";
    private static final String CLOSED = "exception.closed";
    private static final String EXPIRED = "exception.expired";
    private static final String REVIEWED = "exception.reviewed";

    /** Looks back after which nothing is allowed any more. */
    private static final Set<String> AGAINST = Set.of("NOT_JUSTIFIED", "CLOSE");

    private final Node exception;
    private final Optional<NodeFact> grant;
    private final Optional<NodeFact> closed;
    private final List<NodeFact> extensions;

    private ExceptionLife(Node exception, Predicate<NodeFact> counts) {
        this.exception = exception;
        grant = words(GRANTED).filter(counts).reduce((_, later) -> later);
        Optional<NodeFact> began = grant.or(this::claimed);
        closed = said(CLOSED).filter(fact -> isSince(fact, began)).findFirst();
        extensions =
                words(EXTENDED)
                        .filter(counts)
                        .filter(fact -> grant.isPresent() && isSince(fact, grant))
                        .filter(fact -> closed.isEmpty() || fact.compareTo(closed.get()) < 0)
                        .toList();
    }

    /** By whatever person. */
    public static ExceptionLife of(Node exception) {
        return of(exception, _ -> true);
    }

    /** By words of persons that count. */
    static ExceptionLife of(Node exception, Predicate<NodeFact> counts) {
        return new ExceptionLife(exception, counts);
    }

    /**
     * The last word that asks for it, or that says it is granted, of one that no person granted.
     */
    private Optional<NodeFact> claimed() {
        return Stream.concat(said(REQUESTED), said(GRANTED)).max(Comparator.naturalOrder());
    }

    private Stream<NodeFact> said(String type) {
        return exception.facts().stream().filter(fact -> fact.type().equals(type));
    }

    /** What persons said. */
    private Stream<NodeFact> words(String type) {
        return said(type).filter(ExceptionLife::isByPerson);
    }

    private static boolean isByPerson(NodeFact fact) {
        return fact.actor().kind() == Actor.Kind.HUMAN;
    }

    private static boolean isSince(NodeFact fact, Optional<NodeFact> word) {
        return word.isEmpty() || fact.compareTo(word.get()) > 0;
    }

    /** Whether a person ever granted it. */
    public boolean isGranted() {
        return grant.isPresent();
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
        return isAllowing() ? endsAt(isMeant).filter(end -> end.isAfter(at)) : Optional.empty();
    }

    /** Whether it allows something at that time, whatever that is. */
    boolean holds(Instant at) {
        return isAllowing() && endsAt().filter(end -> end.isAfter(at)).isPresent();
    }

    private boolean isAllowing() {
        return isGranted() && !isOver() && against().isEmpty();
    }

    /**
     * Whether somebody closed it, and no person granted it since. One that no person ever granted
     * begins again as soon as anybody asks for it, or says that it is granted.
     */
    boolean isClosed() {
        return closed.isPresent();
    }

    /**
     * The event that closed one which let nobody do anything: nobody, not even a system, ever said
     * that it was granted or goes on, and nothing is said to rely on it, were it only a guess.
     */
    public Optional<NodeFact> refused(GraphView view) {
        return closed.filter(
                _ ->
                        Stream.of(GRANTED, EXTENDED, EXPIRED)
                                        .allMatch(type -> said(type).findAny().isEmpty())
                                && view.effects(exception.ref(), "reliesOn").isEmpty());
    }

    /** As {@link #isClosed}, or its time was over, and no person prolonged it since. */
    public boolean isOver() {
        return isClosed() || said(EXPIRED).anyMatch(fact -> isSince(fact, lastWord()));
    }

    /**
     * Whether somebody has yet to end it: nothing says that it is over. That its time is over does
     * not answer that no person granted it, or that it was found not justified.
     */
    public boolean isToBeClosed() {
        return !isClosed() && (!isOver() || !isGranted() || against().isPresent());
    }

    /**
     * When the last word of a person lets it end; of a mere request there is nothing else to ask.
     */
    public Optional<Instant> endsAt() {
        return isGranted() ? lastWord().flatMap(ExceptionLife::end) : exception.time("expiresAt");
    }

    /** The look back that found it not justified, or that it has to be closed. */
    Optional<NodeFact> against() {
        return grant.flatMap(
                granted ->
                        exception.facts().reversed().stream()
                                .filter(fact -> fact.type().equals(REVIEWED))
                                .filter(fact -> fact.compareTo(granted) > 0)
                                .filter(fact -> isAgainst(fact) || isByPerson(fact))
                                .findFirst()
                                .filter(ExceptionLife::isAgainst));
    }

    private static boolean isAgainst(NodeFact review) {
        return review.data().text("outcome").filter(AGAINST::contains).isPresent();
    }

    /** The last extension, or the grant where nobody extended it. */
    private Optional<NodeFact> lastWord() {
        return extensions.isEmpty() ? grant : Optional.of(extensions.getLast());
    }

    private Optional<Instant> endsAt(Predicate<NodeFact> isMeant) {
        return grant.filter(isMeant)
                .flatMap(
                        granted ->
                                end(
                                        extensions.reversed().stream()
                                                .filter(isMeant)
                                                .findFirst()
                                                .orElse(granted)));
    }

    private boolean names(NodeFact word, NodeRef waived) {
        return Scope.causes(exception, "waives")
                .filter(Edge::counts)
                .anyMatch(link -> link.to().equals(waived) && SuspectLinks.isSame(word, link));
    }

    private static Optional<Instant> end(NodeFact word) {
        return word.data().time("expiresAt");
    }

    /**
     * A look that is still to come: the first one, the one after it was granted or extended anew,
     * or the next one that the last look set while the exception goes on.
     *
     * @param dueAt empty where nothing sets a time
     */
    public record Review(Instant since, Optional<Instant> dueAt) {}

    /**
     * Empty when nobody has to look at it, as where it was {@link #refused}; as long as it waits to
     * be granted or closed, that is the one question. Only a person looks; what a system found is
     * no look, and does not set when the next one is due.
     */
    public Optional<Review> toReview(GraphView view) {
        if ((!isGranted() && !isClosed()) || refused(view).isPresent()) {
            return Optional.empty();
        }
        Optional<NodeFact> reviewed = words(REVIEWED).reduce((_, later) -> later);
        if (reviewed.isEmpty()) {
            return exception
                    .statements()
                    .findFirst()
                    .map(first -> new Review(first.occurredAt(), firstReviewDue()));
        }
        NodeFact last = reviewed.get();
        return lastWord()
                .filter(word -> word.compareTo(last) > 0)
                .map(word -> review(word, "reviewDue"))
                .or(
                        () ->
                                Optional.of(review(last, "nextReviewDue"))
                                        .filter(next -> next.dueAt().isPresent() && !isOver()));
    }

    /** A reminder does not put off what a person set. */
    private Optional<Instant> firstReviewDue() {
        return lastWord()
                .flatMap(word -> word.data().time("reviewDue"))
                .or(() -> exception.time("reviewDue"));
    }

    private static Review review(NodeFact fact, String due) {
        return new Review(fact.occurredAt(), fact.data().time(due));
    }
}
