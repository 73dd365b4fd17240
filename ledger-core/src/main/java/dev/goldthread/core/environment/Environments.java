package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ReadOnceView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The environments of a product, and of those that are asked about what is in force there.
 *
 * @param all by name
 * @param environments those asked about, in that order
 */
public record Environments(
        Product product,
        GraphView.Position asOf,
        List<NodeRef> all,
        List<EnvironmentState> environments) {

    /** What an environment is; also those that events only link to. */
    public static final List<String> NODE_TYPES = List.of("Environment");

    public Environments {
        all = List.copyOf(all);
        environments = List.copyOf(environments);
    }

    /**
     * Only what is asked about is judged, and what many environments share is read once.
     *
     * @param nodes at least those named of {@link #NODE_TYPES}, in any order; read once
     * @param asked chooses of all, by name, those that are asked about
     * @param allowance for the nodes that these environments share, or have each
     * @return empty for an unknown product
     */
    public static Optional<Environments> of(
            GraphView view,
            Iterable<Node> nodes,
            Product product,
            UnaryOperator<List<NodeRef>> asked,
            NodeAllowance allowance) {
        GraphView read = new ReadOnceView(view, allowance);
        return view.position(product)
                .map(
                        asOf -> {
                            List<NodeRef> all = known(read, nodes, product);
                            return new Environments(
                                    product, asOf, all, states(read, asked.apply(all)));
                        });
    }

    private static List<EnvironmentState> states(GraphView view, List<NodeRef> environments) {
        return environments.stream()
                .flatMap(environment -> EnvironmentState.of(view, environment).stream())
                .toList();
    }

    private static List<NodeRef> known(GraphView view, Iterable<Node> nodes, Product product) {
        Set<NodeRef> environments = new TreeSet<>();
        for (Node node : nodes) {
            Stream.concat(Stream.of(node.ref()), targets(node))
                    .filter(ref -> ref.type().equals("Environment"))
                    .filter(ref -> ref.product().equals(product))
                    .forEach(environments::add);
        }
        return environments.stream()
                .filter(ref -> EnvironmentRecords.isKnown(view, view.node(ref)))
                .toList();
    }

    /** Something may be installed into an environment that no event is about. */
    private static Stream<NodeRef> targets(Node node) {
        return node.causes().stream().filter(edge -> edge.relation().equals("into")).map(Edge::to);
    }
}
