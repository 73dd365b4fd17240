package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.population.Rounds;
import dev.goldthread.core.trace.ProductionDeployments.Compared;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The lists that sources gave of their deployments into one environment, as they were held against
 * the ledger. A list covers what it was compared with and no more: what its source, or a part of
 * it, had said by then of the time that the list is about. Only one that agrees as a whole proves
 * something.
 *
 * @param lists the earliest first
 * @param unstated others, whose scope speaks of deployments but which do not say what they list
 */
record DeploymentLists(
        Node environment,
        List<DeploymentList> lists,
        List<DeploymentList> unstated,
        RecordedDeployments recorded) {

    private static final Comparator<DeploymentList> BY_TIME =
            Comparator.comparing(DeploymentList::fact);

    DeploymentLists {
        lists = List.copyOf(lists);
        unstated = List.copyOf(unstated);
    }

    /** Lists that were held against this product's log. */
    static DeploymentLists of(
            Node environment, GraphView view, Product product, RecordedDeployments recorded) {
        Map<NodeRef, Set<Said>> said =
                view.effects(environment.ref()).stream()
                        .filter(
                                edge ->
                                        edge.relation().equals("concerns")
                                                && edge.counts()
                                                && edge.from().type().equals("Source")
                                                && edge.product().equals(product))
                        .collect(
                                Collectors.groupingBy(
                                        Edge::from,
                                        Collectors.mapping(Said::of, Collectors.toSet())));
        List<DeploymentList> all =
                said.entrySet().stream()
                        .flatMap(
                                each ->
                                        DeploymentList.of(view.node(each.getKey()))
                                                .filter(
                                                        list ->
                                                                each.getValue()
                                                                        .contains(
                                                                                Said.of(
                                                                                        list
                                                                                                .fact()))))
                        .sorted(BY_TIME)
                        .toList();
        return new DeploymentLists(
                environment,
                judged(
                        all.stream().filter(DeploymentList::isOfDeployments).toList(),
                        recorded::counts),
                all.stream().filter(DeploymentList::isUnstated).toList(),
                recorded);
    }

    private static List<DeploymentList> judged(
            List<DeploymentList> lists, Function<DeploymentList, DeploymentList.Counts> counts) {
        List<DeploymentList> each =
                lists.stream().map(list -> list.judged(counts.apply(list))).toList();
        return Rounds.of(each, DeploymentList::comparison).stream()
                .flatMap(round -> round.stream().map(piece -> piece.judgedWith(round)))
                .sorted(BY_TIME)
                .toList();
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
                                        list.flaw()))
                .toList();
    }

    /** Whether a list proves that its source knows of the deployment. */
    Reconciled of(Installation use) {
        if (lists.isEmpty()) {
            return new Reconciled.Not(
                    "no list of what was deployed into %s was held against the ledger%s"
                            .formatted(environment.ref().id(), butUnstated()));
        }
        return lists.stream()
                .filter(list -> list.agrees() && recorded.isIn(list, use))
                .filter(list -> recorded.unproven(list, use).isEmpty())
                .findFirst()
                .<Reconciled>map(list -> new Reconciled.By(list.fact().event().value()))
                .orElseGet(() -> new Reconciled.Not(why(use)));
    }

    String butUnstated() {
        return unstated.isEmpty()
                ? ""
                : "; event %s does not say what it lists, give it listedTypes"
                        .formatted(unstated.getLast().fact().event());
    }

    private String why(Installation use) {
        List<NodeFact> facts = RecordedDeployments.facts(use);
        return lists.stream()
                .filter(list -> facts.stream().anyMatch(list::isOfItsSource))
                .reduce((_, later) -> later)
                .map(list -> why(list, use, facts))
                .orElseGet(() -> unlisted(use));
    }

    private String why(DeploymentList list, Installation use, List<NodeFact> facts) {
        String by =
                "the latest list of %s, by event %s"
                        .formatted(list.source().id(), list.fact().event());
        if (list.isUnexpected(use.deployment())) {
            return by + ", does not have it";
        }
        if (list.flaw().isPresent()) {
            return by + ", " + list.flaw().get();
        }
        if (recorded.isIn(list, use)) {
            return by + ", " + recorded.unproven(list, use).orElse("does not prove it");
        }
        return facts.stream().noneMatch(list::isAfter)
                ? "it was recorded after %s, was taken at %s"
                        .formatted(by, list.fact().occurredAt())
                : by + ", is about another time";
    }

    private String unlisted(Installation use) {
        List<String> uris = RecordedDeployments.sources(use);
        return uris.isEmpty()
                ? "nothing tells which source said it"
                : "%s said it, of which no list for %s was held against the ledger"
                        .formatted(String.join(", ", uris), environment.ref().id());
    }

    /**
     * Why the deployments into the environment are not proven to be all on record; empty where they
     * are.
     *
     * @param uncovered deployments into it that no list covers, each with the reason
     * @param time for which the lists agree
     */
    Optional<Finding> unreconciled(SortedMap<NodeRef, Reconciled.Not> uncovered, ProvenTime time) {
        List<String> reasons =
                lists.isEmpty()
                        ? List.of(
                                "no list of what was deployed there was held against the ledger"
                                        + butUnstated())
                        : time.lacking(uncovered);
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding("UNRECONCILED", String.join("; ", reasons)));
    }
}
