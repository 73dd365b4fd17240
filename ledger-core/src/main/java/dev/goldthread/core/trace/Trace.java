package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.FindingRules;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import dev.goldthread.core.walk.TraceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a graph that a question is about.
 *
 * @param asOf how far the product's log was in the graph when it was asked
 * @param nodes in the order of their references
 * @param edges every edge between two of the nodes that the traversal knows, in order
 */
public record Trace(
        Product product,
        NodeRef root,
        GraphView.Position asOf,
        List<TraceNode> nodes,
        List<Edge> edges) {

    public Trace {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** What was walked, with what the rules say of it. */
    static Trace judged(Scope scope, FindingRules rules) {
        FindingRules.Judgement judgement = rules.judge(scope);
        return new Trace(
                scope.root().product(),
                scope.root(),
                scope.asOf(),
                scope.nodes().stream()
                        .map(node -> new TraceNode(node, judgement.of(node.ref())))
                        .toList(),
                scope.edges());
    }

    /** The trace without nodes that are not wanted, and without their edges. */
    Trace shown(TraceFilter filter) {
        if (filter.types().isEmpty()) {
            return this;
        }
        return new Trace(
                product,
                root,
                asOf,
                nodes.stream().filter(node -> filter.isShown(node.node().ref(), root)).toList(),
                edges.stream()
                        .filter(
                                edge ->
                                        filter.isShown(edge.from(), root)
                                                && filter.isShown(edge.to(), root))
                        .toList());
    }

    public Optional<TraceNode> node(NodeRef ref) {
        return nodes.stream().filter(node -> node.node().ref().equals(ref)).findFirst();
    }

    /** Those of the product's log that the nodes and edges rest on. */
    public Entries entries() {
        List<NodeFact> facts = new ArrayList<>();
        nodes.forEach(node -> facts.addAll(node.node().facts()));
        return Entries.of(product, facts, edges);
    }
}
