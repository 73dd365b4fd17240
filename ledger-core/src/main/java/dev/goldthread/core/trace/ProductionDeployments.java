package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every deployment of a product into production with its prior approval. That none is missing from
 * the ledger is only known where the deploying source's own list was held against it.
 *
 * @param deployments the earliest first
 */
public record ProductionDeployments(
        Product product, GraphView.Position asOf, List<Listed> deployments) {

    /** What it is asked of. */
    public static final List<String> NODE_TYPES = List.of("Deployment");

    /**
     * One deployment.
     *
     * @param reconciled the event by which the source's list was found to agree for that time;
     *     empty is UNRECONCILED
     */
    public record Listed(PriorApproval prior, Optional<String> reconciled) {}

    public ProductionDeployments {
        deployments = List.copyOf(deployments);
    }

    /**
     * @param nodes at least those recorded of {@link #NODE_TYPES}, in any order; read once
     * @return empty for an unknown product
     */
    public static Optional<ProductionDeployments> of(
            GraphView view, Iterable<Node> nodes, Product product) {
        return view.position(product)
                .map(asOf -> new ProductionDeployments(product, asOf, list(view, nodes, product)));
    }

    private static List<Listed> list(GraphView view, Iterable<Node> nodes, Product product) {
        List<Listed> listed = new ArrayList<>();
        for (Node node : nodes) {
            if (isOf(node, "Deployment", product)
                    && node.isRecorded()
                    && PriorApproval.isIntoProduction(node, view)) {
                PriorApproval prior = PriorApproval.of(node, view);
                listed.add(new Listed(prior, reconciled(prior, view)));
            }
        }
        listed.sort(
                Comparator.comparing((Listed each) -> each.prior().startedAt())
                        .thenComparing(each -> each.prior().deployment()));
        return listed;
    }

    static boolean isOf(Node node, String type, Product product) {
        return node.ref().type().equals(type) && node.ref().product().equals(product);
    }

    private static Optional<String> reconciled(PriorApproval prior, GraphView view) {
        return prior.environments().stream()
                .flatMap(environment -> view.effects(environment).stream())
                .filter(
                        edge ->
                                edge.relation().equals("concerns")
                                        && edge.from().type().equals("Source"))
                .flatMap(edge -> fact(edge, view).stream())
                .filter(fact -> covers(fact, prior.startedAt()) && agreesOn(fact, prior))
                .map(fact -> fact.event().value())
                .sorted()
                .findFirst();
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
