package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.population.Sources;
import dev.goldthread.core.trace.ProductionDeployments.Compared;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * The lists that sources gave of their deployments into one environment, as they were held against
 * the ledger. A list covers what it was compared with and no more: what its source, or a part of
 * it, had said by then of the time that the list is about. Only one that agrees as a whole proves
 * something.
 *
 * @param lists the earliest first
 * @param unstated others, whose scope speaks of deployments but which do not say what they list
 * @param saidBy the address of the source of an entry of the product's log
 */
record DeploymentLists(
        NodeRef environment,
        List<Taken> lists,
        List<Taken> unstated,
        LongFunction<Optional<String>> saidBy) {

    /** So many deployments are named in one sentence; each says it itself as well. */
    private static final int NAMED_MAX = 3;

    /** One list, by the event that says what came of it. */
    record Taken(NodeRef source, NodeFact fact) {

        /**
         * A list of tickets knows of no deployment. What a list says of its types stands; one from
         * before lists could say it is of deployments when that is all that its scope says, as
         * {@code reconcile} wrote it. Else the scope is text for people, which proves nothing.
         */
        boolean isOfDeployments() {
            return listedTypes().isEmpty()
                    ? scope().equals("deployments")
                    : listedTypes().contains("Deployment");
        }

        /** Of one that people would take for such a list it is said why it counts for none. */
        boolean isUnstated() {
            return listedTypes().isEmpty()
                    && !isOfDeployments()
                    && scope().toLowerCase(Locale.ROOT).contains("deployment");
        }

        private List<?> listedTypes() {
            return fact.data().fields().get("listedTypes") instanceof List<?> types
                    ? types
                    : List.of();
        }

        private String scope() {
            return fact.data().text("scope").orElse("").strip();
        }

        boolean agrees() {
            return fact.data().text("result").equals(Optional.of("COMPLETE"));
        }

        boolean isUnexpected(NodeRef deployment) {
            return fact.data().fields().get("unexpected") instanceof List<?> unexpected
                    && unexpected.contains(deployment.id());
        }

        /** The event says when the comparison was made; what came later was not compared. */
        boolean isAfter(NodeFact said) {
            return said.seq() < fact.seq() && !said.sealedAt().isAfter(fact.occurredAt());
        }

        boolean isAbout(NodeFact said) {
            return time("periodFromAt")
                            .filter(from -> !said.occurredAt().isBefore(from))
                            .isPresent()
                    && time("periodToAt").filter(to -> said.occurredAt().isBefore(to)).isPresent();
        }

        Optional<Instant> time(String field) {
            return fact.data().fields().get(field) instanceof Instant at
                    ? Optional.of(at)
                    : Optional.empty();
        }
    }

    DeploymentLists {
        lists = List.copyOf(lists);
        unstated = List.copyOf(unstated);
    }

    /** Lists that were held against this product's log. */
    static DeploymentLists of(
            NodeRef environment,
            GraphView view,
            Product product,
            LongFunction<Optional<String>> saidBy) {
        List<Taken> all =
                view.effects(environment).stream()
                        .filter(
                                edge ->
                                        edge.relation().equals("concerns")
                                                && edge.from().type().equals("Source")
                                                && edge.product().equals(product))
                        .flatMap(
                                edge ->
                                        fact(edge, view)
                                                .map(fact -> new Taken(edge.from(), fact))
                                                .stream())
                        .sorted(Comparator.comparing(Taken::fact))
                        .toList();
        return new DeploymentLists(
                environment,
                all.stream().filter(Taken::isOfDeployments).toList(),
                all.stream().filter(Taken::isUnstated).toList(),
                saidBy);
    }

    private static Optional<NodeFact> fact(Edge edge, GraphView view) {
        return view.node(edge.from()).facts().stream()
                .filter(fact -> fact.type().equals(Sources.RECONCILED))
                .filter(fact -> fact.event().equals(edge.event()))
                .filter(fact -> fact.product().equals(edge.product()))
                .findFirst();
    }

    List<Compared> compared() {
        return lists.stream()
                .map(
                        list ->
                                new Compared(
                                        list.fact().event().value(),
                                        list.source(),
                                        list.time("periodFromAt"),
                                        list.time("periodToAt"),
                                        list.agrees()))
                .toList();
    }

    /** Whether a list proves that its source knows of the deployment. */
    Reconciled of(Node deployment) {
        if (lists.isEmpty()) {
            return new Reconciled.Not(
                    "no list of what was deployed into %s was held against the ledger%s"
                            .formatted(environment.id(), butUnstated()));
        }
        List<NodeFact> facts =
                deployment.facts().stream()
                        .filter(fact -> fact.product().equals(deployment.ref().product()))
                        .filter(fact -> fact.type().startsWith("deployment."))
                        .toList();
        return lists.stream()
                .filter(list -> covers(list, deployment, facts))
                .findFirst()
                .<Reconciled>map(list -> new Reconciled.By(list.fact().event().value()))
                .orElseGet(() -> new Reconciled.Not(why(deployment, facts)));
    }

    private String butUnstated() {
        return unstated.isEmpty()
                ? ""
                : "; event %s does not say what it lists, give it listedTypes"
                        .formatted(unstated.getLast().fact().event());
    }

    private boolean covers(Taken list, Node deployment, List<NodeFact> facts) {
        return list.agrees()
                && !list.isUnexpected(deployment.ref())
                && facts.stream()
                        .anyMatch(
                                fact ->
                                        list.isAfter(fact)
                                                && list.isAbout(fact)
                                                && isOf(list.source(), fact));
    }

    private boolean isOf(NodeRef source, NodeFact fact) {
        return saidBy.apply(fact.seq())
                .filter(uri -> Sources.isUnder(uri, source.id()))
                .isPresent();
    }

    private String why(Node deployment, List<NodeFact> facts) {
        Optional<Taken> last =
                lists.stream()
                        .filter(list -> facts.stream().anyMatch(fact -> isOf(list.source(), fact)))
                        .reduce((_, later) -> later);
        return last.map(list -> why(list, deployment, facts)).orElseGet(() -> unlisted(facts));
    }

    private static String why(Taken list, Node deployment, List<NodeFact> facts) {
        String by =
                "the latest list of %s, by event %s"
                        .formatted(list.source().id(), list.fact().event());
        if (list.isUnexpected(deployment.ref())) {
            return by + ", does not have it";
        }
        if (!list.agrees()) {
            return by + ", differs from the ledger";
        }
        return facts.stream().noneMatch(list::isAfter)
                ? "it was recorded after %s, was taken at %s"
                        .formatted(by, list.fact().occurredAt())
                : by + ", is about another time";
    }

    private String unlisted(List<NodeFact> facts) {
        Set<String> uris = new LinkedHashSet<>();
        facts.forEach(fact -> saidBy.apply(fact.seq()).ifPresent(uris::add));
        return uris.isEmpty()
                ? "nothing tells which source said it"
                : "%s said it, of which no list for %s was held against the ledger"
                        .formatted(String.join(", ", uris), environment.id());
    }

    /**
     * Why the deployments into the environment are not proven to be all on record; empty where the
     * latest list of each source agreed, and lists cover each of them.
     *
     * @param uncovered deployments into it that no list covers, each with the reason
     */
    Optional<Finding> unreconciled(SortedMap<NodeRef, Reconciled.Not> uncovered) {
        return why(uncovered).map(reason -> new Finding("UNRECONCILED", reason));
    }

    private Optional<String> why(SortedMap<NodeRef, Reconciled.Not> uncovered) {
        if (lists.isEmpty()) {
            return Optional.of(
                    "no list of what was deployed there was held against the ledger"
                            + butUnstated());
        }
        Map<NodeRef, Taken> latest = new TreeMap<>();
        lists.forEach(list -> latest.put(list.source(), list));
        List<String> reasons = new ArrayList<>();
        latest.values().stream()
                .filter(list -> !list.agrees())
                .forEach(
                        list ->
                                reasons.add(
                                        "the latest list of %s differs from the ledger, by event %s"
                                                .formatted(
                                                        list.source().id(), list.fact().event())));
        uncovered.entrySet().stream()
                .limit(NAMED_MAX)
                .forEach(
                        entry ->
                                reasons.add(
                                        "%s: %s"
                                                .formatted(
                                                        entry.getKey().id(),
                                                        entry.getValue().because())));
        if (uncovered.size() > NAMED_MAX) {
            reasons.add("and %d more that no list covers".formatted(uncovered.size() - NAMED_MAX));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
