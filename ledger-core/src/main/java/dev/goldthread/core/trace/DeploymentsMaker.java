package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ReadOnceView;
import dev.goldthread.core.trace.ProductionDeployments.Covered;
import dev.goldthread.core.trace.ProductionDeployments.Listed;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Holds each deployment against the lists of every environment that it went into. For one thread.
 */
final class DeploymentsMaker {

    private final GraphView view;
    private final Product product;
    private final LongFunction<Optional<String>> saidBy;
    private final NodeAllowance allowance;
    private RecordedDeployments recorded;
    private final List<Listed> listed = new ArrayList<>();
    private final Map<NodeRef, InOne> environments = new TreeMap<>();
    private final SortedSet<Long> entries = new TreeSet<>();

    /** What is found of one environment. */
    private record InOne(
            DeploymentLists lists,
            Optional<String> kind,
            SortedMap<NodeRef, Reconciled.Not> uncovered) {

        Covered covered(Instant now) {
            ProvenTime time = ProvenTime.of(lists, now);
            Optional<Finding> unreconciled = lists.unreconciled(uncovered, time);
            return new Covered(
                    lists.environment().ref(),
                    kind,
                    lists.compared(),
                    time.agreed(),
                    unreconciled.isPresent() ? Optional.empty() : time.whole(),
                    List.copyOf(uncovered.keySet()),
                    unreconciled);
        }
    }

    DeploymentsMaker(
            GraphView view,
            Product product,
            LongFunction<Optional<String>> saidBy,
            NodeAllowance allowance) {
        this.view = new ReadOnceView(view, allowance);
        this.allowance = allowance;
        this.product = product;
        Map<Long, Optional<String>> said = new HashMap<>();
        this.saidBy = seq -> said.computeIfAbsent(seq, saidBy::apply);
        this.recorded = new RecordedDeployments(List.of(), this.view, this.saidBy);
    }

    ProductionDeployments make(Iterable<Node> nodes, GraphView.Position asOf) {
        List<Node> deployments = new ArrayList<>();
        List<NodeRef> places = new ArrayList<>();
        for (Node node : nodes) {
            if (isOf(node, "Environment") && PriorApproval.isProduction(node)) {
                places.add(node.ref());
            }
            if (isOf(node, "Deployment") && node.isRecorded()) {
                allowance.add(1);
                deployments.add(node);
            }
        }
        recorded = new RecordedDeployments(deployments, view, saidBy);
        places.forEach(this::environment);
        recorded.uses().forEach(this::add);
        Instant now = view.validAt().orElse(asOf.sealedAt());
        listed.sort(
                Comparator.comparing((Listed each) -> each.prior().startedAt())
                        .thenComparing(each -> each.prior().deployment())
                        .thenComparingInt(each -> each.prior().use()));
        return new ProductionDeployments(
                product,
                asOf,
                listed,
                environments.values().stream().map(each -> each.covered(now)).toList(),
                entries);
    }

    private boolean isOf(Node node, String type) {
        return node.ref().type().equals(type) && node.ref().product().equals(product);
    }

    private InOne environment(NodeRef ref) {
        return environments.computeIfAbsent(
                ref,
                name ->
                        new InOne(
                                DeploymentLists.of(view.node(name), view, product, recorded),
                                view.node(name).text("kind"),
                                new TreeMap<>()));
    }

    private void add(Installation use) {
        List<Reconciled> found =
                PriorApproval.production(use, view)
                        .map(to -> cover(use, environment(to.ref())))
                        .toList();
        if (found.isEmpty()) {
            return;
        }
        listed.add(new Listed(PriorApproval.of(use, view), worst(found)));
        use.facts().stream()
                .filter(fact -> fact.product().equals(product))
                .forEach(fact -> entries.add(fact.seq()));
    }

    private static Reconciled cover(Installation use, InOne environment) {
        Reconciled reconciled = environment.lists().of(use);
        if (reconciled instanceof Reconciled.Not not) {
            environment.uncovered().putIfAbsent(use.deployment(), not);
        }
        return reconciled;
    }

    /** It is proven where lists of all of its environments prove it. */
    private static Reconciled worst(List<Reconciled> found) {
        return found.stream()
                .filter(Reconciled.Not.class::isInstance)
                .findFirst()
                .orElseGet(found::getFirst);
    }
}
