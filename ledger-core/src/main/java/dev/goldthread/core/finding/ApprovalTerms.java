package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalRequests.Asked;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The approvals of one thing, held against what was asked for, at one time. An approval counts for
 * the requests that it answers, or for every one where it answers none of those in force: when a
 * person gave it as its last word, in the role and with the meaning that were asked for, may
 * answer, and its time is not over, its conditions are fulfilled, and nobody refused the same
 * since. A refusal needs no person: it only takes trust away. It stands until whoever refused says
 * yes.
 */
public final class ApprovalTerms {

    /**
     * How far one request is answered.
     *
     * @param granted by how many persons, of the approvals that count for it
     */
    public record Answered(NodeRef request, long granted, long quorum) {}

    private final Persons persons;
    private final Instant at;
    private final List<Asked> asked;
    private final List<ApprovalWord> words;

    private ApprovalTerms(NodeRef approved, GraphView view, Instant at) {
        this.at = at;
        persons = new Persons(view, approved.product());
        asked = new ApprovalRequests(view, persons).of(approved);
        Set<NodeRef> requests =
                asked.stream().flatMap(each -> each.request().stream()).collect(Collectors.toSet());
        words =
                view.effects(approved, "approves").stream()
                        .filter(edge -> edge.from().type().equals("Approval"))
                        .collect(
                                Collectors.groupingBy(
                                        Edge::from, TreeMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .flatMap(
                                links ->
                                        ApprovalWord.of(
                                                view.node(links.getKey()),
                                                links.getValue().stream().anyMatch(Edge::counts),
                                                requests,
                                                view)
                                                .stream())
                        .toList();
    }

    /**
     * @param view as of the time that is asked about
     * @param at that time, which expiry is held against
     */
    public static ApprovalTerms of(NodeRef approved, GraphView view, Instant at) {
        return new ApprovalTerms(approved, view, at);
    }

    /** What expiry in the log of a product is held against: never the clock. */
    public static Instant now(GraphView view, NodeRef approved) {
        return view.validAt()
                .or(() -> view.position(approved.product()).map(GraphView.Position::sealedAt))
                .orElse(Instant.MAX);
    }

    /** Approvals that count for something that was asked for, by their last facts. */
    public Stream<NodeFact> granted() {
        return counting().map(ApprovalWord::last);
    }

    /**
     * The same approvals.
     *
     * @param isOfState whether an approval is of the state that is asked about
     */
    List<NodeRef> approvals(Predicate<NodeFact> isOfState) {
        return counting()
                .filter(word -> isOfState.test(word.last()))
                .map(ApprovalWord::approval)
                .toList();
    }

    private Stream<ApprovalWord> counting() {
        return words.stream().filter(word -> asked.stream().anyMatch(each -> counts(word, each)));
    }

    /**
     * Since when all is there that was asked for; empty when some is not.
     *
     * @param isOfState whether an approval is of the state that is asked about
     */
    public Optional<Instant> since(Predicate<NodeFact> isOfState) {
        Instant last = Instant.MIN;
        for (Asked each : asked) {
            Optional<Instant> met = metAt(each, isOfState);
            if (met.isEmpty()) {
                return Optional.empty();
            }
            last = last.isBefore(met.get()) ? met.get() : last;
        }
        return Optional.of(last);
    }

    private Optional<Instant> metAt(Asked each, Predicate<NodeFact> isOfState) {
        if (!each.conditions().open().isEmpty()) {
            return Optional.empty();
        }
        return firstByPerson(each, isOfState).values().stream()
                .sorted()
                .skip(each.quorum() - 1)
                .findFirst()
                .map(met -> each.conditions().fulfilledAt().filter(met::isBefore).orElse(met));
    }

    private Map<String, Instant> firstByPerson(Asked each, Predicate<NodeFact> isOfState) {
        return words.stream()
                .filter(word -> counts(word, each) && isOfState.test(word.last()))
                .collect(
                        Collectors.toMap(
                                this::person,
                                word -> word.since(refusedBefore(word, each)),
                                (one, other) -> one.isBefore(other) ? one : other));
    }

    /** How far each request in force is answered. */
    public Stream<Answered> answered() {
        return asked.stream()
                .flatMap(
                        each ->
                                each
                                        .request()
                                        .map(
                                                request ->
                                                        new Answered(
                                                                request,
                                                                granted(each),
                                                                each.quorum()))
                                        .stream());
    }

    private long granted(Asked each) {
        return firstByPerson(each, _ -> true).size();
    }

    /** Whether the last word of an approval is yes, by whomever and whether or not it counts. */
    boolean isSaidYes(Predicate<NodeFact> isOfState) {
        return words.stream().anyMatch(word -> word.isYes() && isOfState.test(word.last()));
    }

    /** What lacks, and why what is there does not count; none when all is there. */
    public List<String> lacking() {
        return lacking(_ -> Optional.empty());
    }

    /**
     * The same.
     *
     * @param otherwise why an approval is not of the state that is asked about
     */
    List<String> lacking(Function<NodeFact, Optional<String>> otherwise) {
        return asked.stream()
                .filter(each -> metAt(each, fact -> otherwise.apply(fact).isEmpty()).isEmpty())
                .map(each -> lacking(each, otherwise))
                .toList();
    }

    private String lacking(Asked each, Function<NodeFact, Optional<String>> otherwise) {
        int granted = firstByPerson(each, fact -> otherwise.apply(fact).isEmpty()).size();
        Stream<String> conditions =
                each.conditions().open().stream()
                        .map(open -> "%s is not fulfilled".formatted(open));
        Stream<String> objections =
                words.stream()
                        .filter(word -> word.isYes() && word.isFor(each))
                        .flatMap(
                                word ->
                                        otherwise
                                                .apply(word.last())
                                                .or(() -> objection(word, each))
                                                .stream()
                                                .map(
                                                        why ->
                                                                "%s does not count, because %s"
                                                                        .formatted(
                                                                                word.approval(),
                                                                                why)));
        String counted =
                each.request().isPresent() && asked.size() > 1
                        ? "%d of %d approvals by a person that %s asks for are on record"
                                .formatted(granted, each.quorum(), each.name())
                        : "%d of %d approvals by a person are on record"
                                .formatted(granted, each.quorum());
        return Stream.of(Stream.of(counted), conditions, objections)
                .flatMap(parts -> parts)
                .collect(Collectors.joining("; "));
    }

    private boolean counts(ApprovalWord word, Asked each) {
        return word.isYes() && word.isFor(each) && objection(word, each).isEmpty();
    }

    private Optional<String> objection(ApprovalWord word, Asked each) {
        if (!word.isSure()) {
            return Optional.of("the link is only inferred");
        }
        if (word.last().actor().kind() != Actor.Kind.HUMAN) {
            return Optional.of("no person gave it");
        }
        Optional<Instant> end = word.expiresAt().filter(expiry -> expiry.isBefore(at));
        if (end.isPresent()) {
            return Optional.of("it held until %s".formatted(end.get()));
        }
        if (!word.conditions().open().isEmpty()) {
            return Optional.of(
                    "%s is not fulfilled".formatted(word.conditions().open().getFirst()));
        }
        return refusals(each)
                .filter(refusal -> !refusal.last().occurredAt().isBefore(word.last().occurredAt()))
                .findFirst()
                .map(
                        refusal ->
                                "%s refused it at %s"
                                        .formatted(refusal.approval(), refusal.last().occurredAt()))
                .or(() -> each.objection(word.last(), person(word)));
    }

    /** The last refusal that the approval came after. */
    private Optional<Instant> refusedBefore(ApprovalWord word, Asked each) {
        return refusals(each)
                .map(refusal -> refusal.last().occurredAt())
                .filter(word.last().occurredAt()::isAfter)
                .max(Comparator.naturalOrder());
    }

    /** Refusals that stand: whoever refused has not said yes since. */
    private Stream<ApprovalWord> refusals(Asked each) {
        return words.stream()
                .filter(word -> word.isNo() && word.isFor(each))
                .filter(
                        refusal ->
                                words.stream()
                                        .noneMatch(
                                                word ->
                                                        word.isYes()
                                                                && word.isSure()
                                                                && word.isFor(each)
                                                                && person(word)
                                                                        .equals(person(refusal))
                                                                && refusal.last()
                                                                        .occurredAt()
                                                                        .isBefore(
                                                                                word.last()
                                                                                        .occurredAt())));
    }

    private String person(ApprovalWord word) {
        return persons.of(word.last().actor().id());
    }
}
