package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The environments of a product, each with what is in force there.
 *
 * @param environments by name
 */
public record Environments(
        Product product, GraphView.Position asOf, List<EnvironmentState> environments) {

    /** What an environment is; also those that events only link to. */
    public static final List<String> NODE_TYPES = List.of("Environment");

    public Environments {
        environments = List.copyOf(environments);
    }

    /**
     * @param nodes at least those named of {@link #NODE_TYPES}, in any order; read once
     * @return empty for an unknown product
     */
    public static Optional<Environments> of(GraphView view, Iterable<Node> nodes, Product product) {
        return view.position(product)
                .map(asOf -> new Environments(product, asOf, states(view, nodes, product)));
    }

    private static List<EnvironmentState> states(
            GraphView view, Iterable<Node> nodes, Product product) {
        Set<NodeRef> environments = new TreeSet<>();
        for (Node node : nodes) {
            Stream.concat(Stream.of(node.ref()), targets(node))
                    .filter(ref -> ref.type().equals("Environment"))
                    .filter(ref -> ref.product().equals(product))
                    .forEach(environments::add);
        }
        return environments.stream()
                .flatMap(environment -> EnvironmentState.of(view, environment).stream())
                .toList();
    }

    /** Something may be installed into an environment that no event is about. */
    private static Stream<NodeRef> targets(Node node) {
        return node.causes().stream().filter(edge -> edge.relation().equals("into")).map(Edge::to);
    }
}
