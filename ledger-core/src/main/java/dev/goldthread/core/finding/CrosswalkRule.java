package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * CONFLICT: a crosswalk says that two nodes are one, but what is recorded of them differs. Both
 * keep what was said of each; nobody chooses between them here. A guessed crosswalk says nothing.
 * Two products that recorded one content may each say of it what they like.
 */
final class CrosswalkRule implements FindingRules.Rule {

    /** Every tool counts revisions and makes addresses in its own way. */
    private static final Set<String> OWN_TO_A_TOOL = Set.of("revision", "uri");

    @Override
    public void judge(Scope scope, Judgement judgement) {
        for (Node node : scope.nodes()) {
            for (Edge edge : node.causes()) {
                if (isStated(edge)) {
                    judge(node, scope, judgement);
                    break;
                }
            }
        }
    }

    private static void judge(Node node, Scope scope, Judgement judgement) {
        node.causes().stream()
                .filter(CrosswalkRule::isStated)
                .map(Edge::to)
                .distinct()
                .flatMap(other -> scope.node(other).stream())
                .forEach(
                        other ->
                                difference(node, other)
                                        .ifPresent(
                                                found -> {
                                                    say(node, other, found, judgement);
                                                    say(other, node, found, judgement);
                                                }));
    }

    private static boolean isStated(Edge edge) {
        return edge.relation().equals("sameAs") && edge.counts() && !edge.isDerived();
    }

    private static void say(Node node, Node other, String found, Judgement judgement) {
        judgement.say(
                node,
                Finding.by(
                        "crosswalk",
                        "CONFLICT",
                        "a crosswalk says it is the same as %s, but %s"
                                .formatted(other.ref(), found)));
    }

    private static Optional<String> difference(Node one, Node other) {
        if (!one.ref().type().equals(other.ref().type())) {
            return Optional.of(
                    "one is a %s and one a %s".formatted(one.ref().type(), other.ref().type()));
        }
        TreeMap<String, Object> there = other.attributes();
        for (Map.Entry<String, Object> field : one.attributes().entrySet()) {
            Object found = there.get(field.getKey());
            if (found != null
                    && !OWN_TO_A_TOOL.contains(field.getKey())
                    && !found.equals(field.getValue())) {
                return Optional.of(
                        "%s says %s is \"%s\", %s says \"%s\""
                                .formatted(
                                        one.ref(),
                                        field.getKey(),
                                        field.getValue(),
                                        other.ref(),
                                        found));
            }
        }
        return Optional.empty();
    }
}
