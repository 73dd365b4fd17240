package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.LastLook;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph in which an environment runs only what it was last seen to run ({@link LastLook}): a walk
 * is about what runs at the time that was asked for. How that came about is told by the
 * environment's own history. For one question and one thread.
 */
final class LastSeenView extends ForwardingView {

    private static final String RUNS = "runs";

    private record Seen(Node environment, LastLook look) {}

    private final Map<NodeRef, Seen> environments = new HashMap<>();

    LastSeenView(GraphView view) {
        super(view);
    }

    @Override
    public Node node(NodeRef ref) {
        return isEnvironment(ref) ? seen(ref).environment() : super.node(ref);
    }

    @Override
    public List<Edge> effects(NodeRef ref) {
        return standing(super.effects(ref));
    }

    @Override
    public List<Edge> effects(NodeRef ref, String relation) {
        return standing(super.effects(ref, relation));
    }

    private List<Edge> standing(List<Edge> edges) {
        for (Edge edge : edges) {
            if (!stands(edge)) {
                return edges.stream().filter(this::stands).toList();
            }
        }
        return edges;
    }

    private boolean stands(Edge edge) {
        return !edge.relation().equals(RUNS)
                || !isEnvironment(edge.from())
                || seen(edge.from()).look().leaves(edge);
    }

    private static boolean isEnvironment(NodeRef ref) {
        return ref.type().equals("Environment");
    }

    private Seen seen(NodeRef environment) {
        return environments.computeIfAbsent(environment, this::look);
    }

    private Seen look(NodeRef ref) {
        Node all = super.node(ref);
        LastLook look = LastLook.at(all);
        List<Edge> causes =
                all.causes().stream()
                        .filter(edge -> !edge.relation().equals(RUNS) || look.leaves(edge))
                        .toList();
        return new Seen(
                causes.size() == all.causes().size()
                        ? all
                        : new Node(
                                ref,
                                all.facts(),
                                causes,
                                all.takenBack(),
                                all.linksTakenBack(),
                                all.correctedInPart()),
                look);
    }
}
