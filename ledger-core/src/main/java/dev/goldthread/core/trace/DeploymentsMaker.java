package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.DeploymentId;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApprovals;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ReadOnceView;
import dev.goldthread.core.trace.ProductionDeployments.Covered;
import dev.goldthread.core.trace.ProductionDeployments.Listed;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled.Not;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Holds each deployment against the lists of every environment that it went into, and puts the
 * rollbacks beside. For one thread.
 */
final class DeploymentsMaker {

    private final GraphView view;
    private final Product product;
    private final NodeAllowance allowance;
    private RecordedDeployments recorded;
    private final List<Held> production = new ArrayList<>();
    private final Map<NodeRef, InOne> environments = new TreeMap<>();

    /** The uses of each id of a rollback. */
    private final Map<NodeRef, List<Installation>> rolledBack = new HashMap<>();

    /** A deployment into production, held against the lists, or a rollback there. */
    private record Held(Installation use, Reconciled reconciled) {

        private static final Comparator<Held> EARLIEST_FIRST =
                Comparator.comparing(
                        Held::use,
                        Comparator.comparing(Installation::startedAt)
                                .thenComparing(Installation::deployment)
                                .thenComparingInt(Installation::number));
    }

    /** What is found of one environment. */
    private record InOne(
            DeploymentLists lists, Optional<String> kind, SortedMap<NodeRef, Not> uncovered) {

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

    DeploymentsMaker(GraphView view, Product product, NodeAllowance allowance) {
        this.view = new ReadOnceView(view, allowance);
        this.allowance = allowance;
        this.product = product;
        this.recorded = new RecordedDeployments(List.of(), this.view);
    }

    ProductionDeployments make(
            Iterable<Node> nodes,
            GraphView.Position asOf,
            UnaryOperator<List<Installation>> asked) {
        List<Node> deployments = new ArrayList<>();
        List<Node> rollbacks = new ArrayList<>();
        List<NodeRef> places = new ArrayList<>();
        for (Node node : nodes) {
            if (isOf(node, "Environment") && PriorApproval.isProduction(node)) {
                places.add(node.ref());
            }
            if (isOf(node, "Deployment") && node.isRecorded()) {
                allowance.add(1);
                deployments.add(node);
            }
            if (isOf(node, "Rollback") && node.isRecorded()) {
                allowance.add(1);
                rollbacks.add(node);
            }
        }
        recorded = new RecordedDeployments(deployments, view);
        places.forEach(this::environment);
        recorded.uses().forEach(this::hold);
        rollbacks.forEach(this::addRollback);
        production.sort(Held.EARLIEST_FIRST);
        List<Installation> all = production.stream().map(Held::use).toList();
        Instant now = view.validAt().orElse(asOf.sealedAt());
        return new ProductionDeployments(
                product,
                asOf,
                all,
                all.stream().filter(Installation::isRollback).count(),
                production.stream().filter(held -> held.reconciled() instanceof Not).count(),
                listed(asked.apply(all)),
                environments.values().stream().map(each -> each.covered(now)).toList(),
                Entries.of(
                        product,
                        production.stream().flatMap(held -> held.use().facts().stream()).toList(),
                        List.of()));
    }

    /**
     * Where anything of the log was corrected in part all are judged, because an answer marks it of
     * all that it was made from, whichever page it shows.
     */
    private List<Listed> listed(List<Installation> asked) {
        boolean isMarked = !view.corrections(product).inPart().isEmpty();
        Set<Installation> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        wanted.addAll(asked);
        List<Listed> listed = new ArrayList<>();
        Map<NodeRef, Optional<Finding>> conflicts = new HashMap<>();
        PriorApprovals approvals = new PriorApprovals(view);
        for (Held held : production) {
            boolean isAsked = wanted.contains(held.use());
            if (isAsked || isMarked) {
                PriorApproval prior = approvals.of(held.use());
                Optional<Finding> conflict =
                        held.use().uses() == 1
                                ? Optional.empty()
                                : conflicts.computeIfAbsent(
                                        held.use().deployment(),
                                        id -> DeploymentId.conflict(uses(id)));
                if (isAsked) {
                    listed.add(new Listed(prior, conflict, held.reconciled()));
                }
            }
        }
        return listed;
    }

    private List<Installation> uses(NodeRef id) {
        return rolledBack.getOrDefault(id, recorded.uses(id));
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

    private void hold(Installation use) {
        List<Reconciled> found =
                PriorApproval.production(use, view)
                        .map(to -> cover(use, environment(to.ref())))
                        .toList();
        if (!found.isEmpty()) {
            production.add(new Held(use, worst(found)));
        }
    }

    /** No list of deployments says anything of it. */
    private void addRollback(Node rollback) {
        List<Installation> uses = Installation.ofOwn(rollback, view);
        rolledBack.put(rollback.ref(), uses);
        uses.stream()
                .filter(use -> PriorApproval.production(use, view).findAny().isPresent())
                .forEach(use -> production.add(new Held(use, new Reconciled.Beside())));
    }

    private static Reconciled cover(Installation use, InOne environment) {
        Reconciled reconciled = environment.lists().of(use);
        if (reconciled instanceof Not not) {
            environment.uncovered().putIfAbsent(use.deployment(), not);
        }
        return reconciled;
    }

    /** It is proven where lists of all of its environments prove it. */
    private static Reconciled worst(List<Reconciled> found) {
        return found.stream().filter(Not.class::isInstance).findFirst().orElseGet(found::getFirst);
    }
}
