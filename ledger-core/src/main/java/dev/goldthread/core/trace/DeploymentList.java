package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.population.Comparison;
import dev.goldthread.core.population.Sources;
import dev.goldthread.core.trace.ProductionDeployments.Span;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One list of a source that was held against the ledger, by the event that says what came of it.
 *
 * @param comparison what the event says of it
 * @param flaw why it proves nothing; empty where it agrees as a whole
 */
record DeploymentList(NodeRef source, NodeFact fact, Comparison comparison, Optional<String> flaw) {

    /**
     * What the ledger has itself of what a list is about.
     *
     * @param covered ids of deployments into its environments that it would prove
     * @param recorded all uses of ids of its source that were recorded when it was compared
     */
    record Counts(long covered, long recorded) {

        static final Counts NONE = new Counts(0, 0);

        Counts plus(Counts other) {
            return new Counts(covered + other.covered, recorded + other.recorded);
        }
    }

    /** All lists that a source gave, of whatever things; nothing was asked of them yet. */
    static Stream<DeploymentList> of(Node source) {
        Map<Said, Set<NodeRef>> concerns =
                Scope.causes(source, "concerns")
                        .collect(
                                Collectors.groupingBy(
                                        Said::of,
                                        Collectors.mapping(Edge::to, Collectors.toSet())));
        return source.facts().stream()
                .filter(fact -> fact.type().equals(Sources.RECONCILED))
                .map(
                        fact ->
                                of(
                                        source.ref(),
                                        fact,
                                        concerns.getOrDefault(Said.of(fact), Set.of())));
    }

    private static DeploymentList of(NodeRef source, NodeFact fact, Set<NodeRef> concerns) {
        return new DeploymentList(
                source,
                fact,
                Comparison.of(source.id(), fact.event(), fact.occurredAt(), fact.data(), concerns),
                Optional.empty());
    }

    /**
     * The same, with what speaks against it alone: a list that contradicts itself or the ledger
     * agrees with nothing, whatever it says.
     */
    DeploymentList judged(Counts counts) {
        return flawed(differing().or(() -> contradicting(counts)));
    }

    /**
     * The same, with what speaks against it where nothing else does: only a whole list proves
     * something.
     *
     * @param round the pieces that were held against the ledger with it, itself among them, judged
     */
    DeploymentList judgedWith(List<DeploymentList> round) {
        return agrees() ? flawed(missingParts(round)) : this;
    }

    private DeploymentList flawed(Optional<String> why) {
        return new DeploymentList(source, fact, comparison, why);
    }

    private Optional<String> differing() {
        return comparison.result().complete()
                ? Optional.empty()
                : comparison
                        .result()
                        .contradiction()
                        .or(() -> Optional.of("differs from the ledger"));
    }

    private Optional<String> missingParts(List<DeploymentList> round) {
        long total = parts();
        long came =
                round.stream()
                        .filter(DeploymentList::agrees)
                        .map(piece -> piece.comparison.part())
                        .filter(number -> number <= total)
                        .distinct()
                        .count();
        return came >= total
                ? Optional.empty()
                : Optional.of("has %d of %d parts that agree".formatted(came, total));
    }

    private long parts() {
        return comparison.result().parts();
    }

    private Optional<String> contradicting(Counts counts) {
        Optional<Long> listed = listed();
        Optional<Long> recorded = count("recordedCount");
        if (parts() == 1 && listed.filter(n -> n < counts.covered()).isPresent()) {
            return Optional.of(
                    "lists %d, but the ledger has %d of its time"
                            .formatted(listed.get(), counts.covered()));
        }
        return recorded.filter(n -> isOfNothingElse() && n > counts.recorded())
                .map(
                        n ->
                                "says that the ledger had %d of them, but it had %d of that source"
                                        .formatted(n, counts.recorded()));
    }

    boolean isOfDeployments() {
        return comparison.question().isOfDeployments();
    }

    private boolean isOfNothingElse() {
        return listedTypes().isEmpty() || listedTypes().equals(List.of("Deployment"));
    }

    /** Of one that people would take for such a list it is said why it counts for none. */
    boolean isUnstated() {
        return listedTypes().isEmpty()
                && !isOfDeployments()
                && scope().toLowerCase(Locale.ROOT).contains("deployment");
    }

    private List<String> listedTypes() {
        return comparison.question().listedTypes();
    }

    /** What it is of. */
    Set<NodeRef> environments() {
        return comparison.question().concerns();
    }

    /** How many it says that it lists: ids or uses of them, which it does not say. */
    Optional<Long> listed() {
        return count("listedCount");
    }

    private Optional<Long> count(String field) {
        return fact.data().fields().get(field) instanceof Number count
                ? Optional.of(count.longValue())
                : Optional.empty();
    }

    private String scope() {
        return fact.data().text("scope").orElse("").strip();
    }

    boolean agrees() {
        return flaw.isEmpty();
    }

    boolean isUnexpected(NodeRef deployment) {
        return comparison.result().unexpected().contains(deployment.id());
    }

    /** Whether it was compared with what its source said so. */
    boolean covers(NodeFact said) {
        return isAfter(said) && isAbout(said) && isOfItsSource(said);
    }

    /** Whether the source, or a part of it, said so. */
    boolean isOfItsSource(NodeFact said) {
        return Sources.isUnder(said.source(), source.id());
    }

    /** The event says when the comparison was made; what came later was not compared. */
    boolean isAfter(NodeFact said) {
        return said.seq() < fact.seq() && !said.sealedAt().isAfter(fact.occurredAt());
    }

    boolean isAbout(NodeFact said) {
        return time("periodFromAt").filter(from -> !said.occurredAt().isBefore(from)).isPresent()
                && time("periodToAt").filter(to -> said.occurredAt().isBefore(to)).isPresent();
    }

    /** The time that it is about, as far as it can know: no longer than until it was compared. */
    Optional<Span> span() {
        return time("periodFromAt")
                .flatMap(from -> time("periodToAt").map(to -> new Span(from, earlier(to))))
                .filter(span -> span.from().isBefore(span.to()));
    }

    private Instant earlier(Instant to) {
        return fact.occurredAt().isBefore(to) ? fact.occurredAt() : to;
    }

    Optional<Instant> time(String field) {
        return fact.data().time(field);
    }
}
