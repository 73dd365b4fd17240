package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Part;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.ProductionDeployments.Span;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One list of a source that was held against the ledger, by the event that says what came of it.
 *
 * @param flaw why it proves nothing; empty where it agrees as a whole
 */
record DeploymentList(NodeRef source, NodeFact fact, Optional<String> flaw) {

    /**
     * What the ledger has itself of what a list is about.
     *
     * @param covered deployments into the environment that it would prove
     * @param recorded all of its source that were recorded when it was compared
     */
    record Counts(long covered, long recorded) {}

    /** One that nothing was asked of yet. */
    static DeploymentList of(NodeRef source, NodeFact fact) {
        return new DeploymentList(source, fact, Optional.empty());
    }

    /**
     * The same, with what speaks against it: a list that contradicts itself or the ledger agrees
     * with nothing, whatever it says.
     *
     * @param all lists that were held against the ledger
     */
    DeploymentList judged(List<DeploymentList> all, Counts counts) {
        return new DeploymentList(
                source,
                fact,
                differing().or(() -> missingParts(all)).or(() -> contradicting(counts)));
    }

    private Optional<String> differing() {
        if (!fact.data().text("result").equals(Optional.of("COMPLETE"))) {
            return Optional.of("differs from the ledger");
        }
        int named = list("missing").size() + list("unexpected").size();
        return named == 0
                ? Optional.empty()
                : Optional.of("says that it agrees, but names %d that differ".formatted(named));
    }

    private Optional<String> missingParts(List<DeploymentList> all) {
        long total = Part.of(fact).total();
        long came =
                all.stream()
                        .filter(this::isPartOfTheSame)
                        .filter(part -> part.differing().isEmpty())
                        .map(part -> Part.of(part.fact).number())
                        .filter(number -> number <= total)
                        .distinct()
                        .count();
        return came >= total
                ? Optional.empty()
                : Optional.of("has %d of %d parts that agree".formatted(came, total));
    }

    private boolean isPartOfTheSame(DeploymentList other) {
        return source.equals(other.source)
                && Part.of(fact).total() == Part.of(other.fact).total()
                && List.of("scope", "listDigest", "periodFromAt", "periodToAt").stream()
                        .allMatch(field -> Objects.equals(field(field), other.field(field)));
    }

    private Optional<String> contradicting(Counts counts) {
        Optional<Long> listed = count("listedCount");
        Optional<Long> recorded = count("recordedCount");
        if (!listed.equals(recorded)) {
            return Optional.of(
                    "says that it agrees, but lists %d, of which the ledger had %d"
                            .formatted(listed.orElse(0L), recorded.orElse(0L)));
        }
        if (Part.of(fact).total() == 1 && listed.filter(n -> n < counts.covered()).isPresent()) {
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

    /**
     * A list of tickets knows of no deployment. What a list says of its types stands; one from
     * before lists could say it is of deployments when that is all that its scope says, as {@code
     * reconcile} wrote it. Else the scope is text for people, which proves nothing.
     */
    boolean isOfDeployments() {
        return list("listedTypes").isEmpty()
                ? scope().equals("deployments")
                : list("listedTypes").contains("Deployment");
    }

    private boolean isOfNothingElse() {
        return list("listedTypes").isEmpty() || list("listedTypes").equals(List.of("Deployment"));
    }

    /** Of one that people would take for such a list it is said why it counts for none. */
    boolean isUnstated() {
        return list("listedTypes").isEmpty()
                && !isOfDeployments()
                && scope().toLowerCase(Locale.ROOT).contains("deployment");
    }

    private List<?> list(String field) {
        return field(field) instanceof List<?> texts ? texts : List.of();
    }

    private Object field(String name) {
        return fact.data().fields().getOrDefault(name, "");
    }

    private Optional<Long> count(String field) {
        return field(field) instanceof Number count
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
        return list("unexpected").contains(deployment.id());
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
