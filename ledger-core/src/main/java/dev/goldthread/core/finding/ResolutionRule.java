package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * UNRESOLVED: something links to a node that no event recorded. A test case that a run executed is
 * there without a record of its own: most tests of a report verify nothing by themselves, and a
 * requirement that lost its test says so. A condition is known by what requires it. ORPHANED: a
 * change that says nothing about why it is there, a test that is recorded and verifies nothing, a
 * control that lowers no risk.
 */
record ResolutionRule(Vocabulary vocabulary) implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, FindingRules.Judgement judgement) {
        for (Node node : scope.nodes()) {
            if (!node.isRecorded()
                    && !isImplicit(node)
                    && !wasExecuted(node, scope)
                    && Conditions.requiring(node, scope.view()).isEmpty()) {
                judgement.say(node, unresolved(node, scope.view()));
            }
        }
        orphans(scope, "Change", List.of("implements"))
                .forEach(
                        change ->
                                judgement.say(
                                        change,
                                        "ORPHANED",
                                        "implements no change request and no requirement"));
        orphans(scope, "TestCase", List.of("verifies", "validates"))
                .forEach(test -> judgement.say(test, "ORPHANED", "verifies and validates nothing"));
        orphans(scope, "RiskControl", List.of("mitigates"))
                .forEach(control -> judgement.say(control, "ORPHANED", "mitigates no hazard"));
    }

    /** Of a node that no event recorded. */
    static Finding unresolved(Node node, GraphView view) {
        return new Finding(
                "UNRESOLVED",
                "linked by %s, %s".formatted(linker(node, view), unrecorded(node, view)));
    }

    /** What an event recorded, and no link says why. */
    private static Stream<Node> orphans(Scope scope, String type, List<String> relations) {
        return scope.nodes(type)
                .filter(Node::isRecorded)
                .filter(
                        node ->
                                !states(node, relations)
                                        && scope.crosswalks().nodesOf(node.ref()).stream()
                                                .noneMatch(each -> states(each, relations)));
    }

    private static boolean states(Node node, List<String> relations) {
        return node.causes().stream()
                .filter(edge -> isStated(edge, node))
                .anyMatch(edge -> relations.contains(edge.relation()));
    }

    /** A control lowers what its latest statement says. */
    private static boolean isStated(Edge edge, Node node) {
        return !edge.relation().equals("mitigates") || SuspectLinks.isInForce(edge, node);
    }

    /**
     * Why nothing is known of it; of a product that was not asked nobody here knows what it
     * recorded.
     */
    private static String unrecorded(Node node, GraphView view) {
        if (!node.takenBack().isEmpty()) {
            Node.TakenBack last = node.takenBack().getLast();
            return "recorded by no event that counts: %s took back %s"
                    .formatted(last.by(), last.fact().event());
        }
        return view.sees(node.ref().product())
                ? "recorded by no event"
                : "not looked up: the log of product %s was not asked"
                        .formatted(node.ref().product());
    }

    private boolean isImplicit(Node node) {
        return vocabulary
                .nodeType(node.ref().type())
                .map(Vocabulary.NodeType::implicit)
                .orElse(false);
    }

    private static boolean wasExecuted(Node node, Scope scope) {
        return !scope.view().effects(node.ref(), "executes").isEmpty();
    }

    private static String linker(Node node, GraphView view) {
        Optional<Edge> edge = view.effects(node.ref()).stream().findFirst();
        return edge.map(e -> "%s (%s)".formatted(e.from(), e.relation())).orElse("the question");
    }
}
