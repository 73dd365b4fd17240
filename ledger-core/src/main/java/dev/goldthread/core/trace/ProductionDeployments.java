package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every deployment of a product into production with its prior approval. That none is missing from
 * the ledger is only known where the deploying source's own list was held against it.
 *
 * @param deployments the earliest first
 * @param environments every production environment, and what lists say of its deployments
 * @param entries positions in the product's log of the events of the deployments
 */
public record ProductionDeployments(
        Product product,
        GraphView.Position asOf,
        List<Listed> deployments,
        List<Covered> environments,
        SortedSet<Long> entries)
        implements Naming {

    /** What it is asked of. */
    public static final List<String> NODE_TYPES = List.of("Deployment", "Environment");

    /**
     * One deployment.
     *
     * @param reconciled the event by which the source's list was found to agree for that time;
     *     empty is UNRECONCILED
     */
    public record Listed(PriorApproval prior, Optional<String> reconciled) {}

    /**
     * How far the list of deployments into an environment is proven to be whole.
     *
     * @param lists every list that was held against the ledger, the latest last
     * @param unreconciled why it is not; empty where every list agreed
     */
    public record Covered(
            NodeRef environment, List<Compared> lists, Optional<Finding> unreconciled) {

        public Covered {
            lists = List.copyOf(lists);
        }

        private Stream<NodeRef> named() {
            return Stream.concat(Stream.of(environment), lists.stream().map(Compared::source));
        }
    }

    /**
     * One list of a source that was held against the ledger.
     *
     * @param from begin of the time that it covers
     * @param to after the end of that time
     */
    public record Compared(
            String event,
            NodeRef source,
            Optional<Instant> from,
            Optional<Instant> to,
            boolean complete) {}

    public ProductionDeployments {
        deployments = List.copyOf(deployments);
        environments = List.copyOf(environments);
        entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.concat(
                deployments.stream().flatMap(listed -> listed.prior().named()),
                environments.stream().flatMap(Covered::named));
    }

    /**
     * @param nodes at least those recorded of {@link #NODE_TYPES}, in any order; read once
     * @return empty for an unknown product
     */
    public static Optional<ProductionDeployments> of(
            GraphView view, Iterable<Node> nodes, Product product) {
        return view.position(product).map(asOf -> list(view, nodes, product, asOf));
    }

    private static ProductionDeployments list(
            GraphView view, Iterable<Node> nodes, Product product, GraphView.Position asOf) {
        List<Listed> listed = new ArrayList<>();
        SortedSet<NodeRef> environments = new TreeSet<>();
        SortedSet<Long> entries = new TreeSet<>();
        for (Node node : nodes) {
            if (isOf(node, "Environment", product) && PriorApproval.isProduction(node)) {
                environments.add(node.ref());
            }
            if (isOf(node, "Deployment", product)
                    && node.isRecorded()
                    && PriorApproval.isIntoProduction(node, view)) {
                PriorApproval prior = PriorApproval.of(node, view);
                listed.add(new Listed(prior, reconciled(prior, view)));
                node.facts().stream()
                        .filter(fact -> fact.product().equals(product))
                        .forEach(fact -> entries.add(fact.seq()));
            }
        }
        listed.sort(
                Comparator.comparing((Listed each) -> each.prior().startedAt())
                        .thenComparing(each -> each.prior().deployment()));
        return new ProductionDeployments(
                product,
                asOf,
                listed,
                environments.stream().map(environment -> covered(environment, view)).toList(),
                entries);
    }

    private static Covered covered(NodeRef environment, GraphView view) {
        List<Compared> lists =
                reconciliations(environment, view)
                        .sorted(Comparator.comparing(Compares::fact))
                        .map(Compares::compared)
                        .toList();
        Optional<String> why =
                lists.isEmpty()
                        ? Optional.of(
                                "no list of what was deployed there was held against the ledger")
                        : Optional.of(lists.getLast())
                                .filter(last -> !last.complete())
                                .map(
                                        last ->
                                                "the latest list of %s differs from the ledger, by event %s"
                                                        .formatted(
                                                                last.source().id(), last.event()));
        return new Covered(
                environment, lists, why.map(reason -> new Finding("UNRECONCILED", reason)));
    }

    private record Compares(NodeRef source, NodeFact fact) {

        Compared compared() {
            return new Compared(
                    fact.event().value(),
                    source,
                    time("periodFromAt"),
                    time("periodToAt"),
                    fact.data().text("result").equals(Optional.of("COMPLETE")));
        }

        private Optional<Instant> time(String field) {
            return fact.data().fields().get(field) instanceof Instant at
                    ? Optional.of(at)
                    : Optional.empty();
        }
    }

    static boolean isOf(Node node, String type, Product product) {
        return node.ref().type().equals(type) && node.ref().product().equals(product);
    }

    private static Optional<String> reconciled(PriorApproval prior, GraphView view) {
        return prior.environments().stream()
                .flatMap(environment -> reconciliations(environment, view))
                .map(Compares::fact)
                .filter(fact -> covers(fact, prior.startedAt()) && agreesOn(fact, prior))
                .map(fact -> fact.event().value())
                .sorted()
                .findFirst();
    }

    private static Stream<Compares> reconciliations(NodeRef environment, GraphView view) {
        return view.effects(environment).stream()
                .filter(
                        edge ->
                                edge.relation().equals("concerns")
                                        && edge.from().type().equals("Source"))
                .flatMap(
                        edge ->
                                fact(edge, view)
                                        .map(fact -> new Compares(edge.from(), fact))
                                        .stream());
    }

    private static Optional<NodeFact> fact(Edge edge, GraphView view) {
        return view.node(edge.from()).facts().stream()
                .filter(fact -> fact.type().equals("source.reconciled"))
                .filter(fact -> fact.event().equals(edge.event()))
                .findFirst();
    }

    private static boolean covers(NodeFact fact, Instant at) {
        return fact.data().fields().get("periodFromAt") instanceof Instant from
                && fact.data().fields().get("periodToAt") instanceof Instant to
                && !at.isBefore(from)
                && at.isBefore(to);
    }

    /** Only a list that agrees as a whole proves that nothing is missing. */
    private static boolean agreesOn(NodeFact fact, PriorApproval prior) {
        NodeRef deployment = prior.deployment();
        return fact.data().text("result").equals(Optional.of("COMPLETE"))
                && !(fact.data().fields().get("unexpected") instanceof List<?> unexpected
                        && unexpected.contains(deployment.id()));
    }
}
