package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has no test of its own may be covered by others: a need by what refines it, a control by the
 * requirement that implements it. Those carry findings of their own. So they have to be asked for
 * tests themselves, which nobody asks of what is retired; their latest statement has to state the
 * link; and they must not in turn be covered only by what they cover.
 */
public record CoveredByOthers(Scope scope, RequiredEvidence required) {

    /** Whether something else answers for it. */
    boolean covers(Node node) {
        return answers(node, others(node));
    }

    /** Whether something that refines it answers for it. */
    public boolean isRefined(Node node) {
        return answers(node, refining(node));
    }

    /** The requirements that put the control into effect. */
    public Stream<Node> implementing(Node control) {
        return scope.crosswalks().nodesOf(control.ref()).stream()
                .flatMap(
                        each ->
                                Scope.causes(each, "implementedBy")
                                        .filter(Edge::counts)
                                        .filter(link -> SuspectLinks.isInForce(link, each)))
                .map(Edge::to)
                .distinct()
                .flatMap(ref -> scope.node(ref).stream())
                .filter(this::isAsked);
    }

    /** Why those that seem to cover it do not, to be put behind a reason. */
    String doubts(Node node) {
        Map<NodeRef, Boolean> inForce = new TreeMap<>();
        scope.effectsOnAll(node.ref(), "refines")
                .filter(Edge::counts)
                .forEach(
                        link ->
                                inForce.merge(
                                        link.from(),
                                        SuspectLinks.isInForce(
                                                link, scope.view().node(link.from())),
                                        Boolean::logicalOr));
        for (Node each : scope.crosswalks().nodesOf(node.ref())) {
            Scope.causes(each, "implementedBy")
                    .filter(Edge::counts)
                    .forEach(
                            link ->
                                    inForce.merge(
                                            link.to(),
                                            SuspectLinks.isInForce(link, each),
                                            Boolean::logicalOr));
        }
        return inForce.entrySet().stream()
                .map(other -> "; " + doubt(other.getKey(), other.getValue()))
                .collect(Collectors.joining());
    }

    private String doubt(NodeRef other, boolean isInForce) {
        Optional<Node> there = scope.node(other);
        if (there.isEmpty()) {
            return "%s is not part of this".formatted(other);
        } else if (!there.get().isRecorded()) {
            return "no event recorded %s".formatted(other);
        } else if (CoverageRule.notRequired(there.get(), scope, required).isPresent()) {
            return "%s is retired".formatted(other);
        }
        return isInForce
                ? "nothing covers %s but this".formatted(other)
                : "%s is no longer what covers it".formatted(other);
    }

    private Stream<Node> others(Node node) {
        return Stream.concat(refining(node), implementing(node));
    }

    private Stream<Node> refining(Node node) {
        return scope.effectsOnAll(node.ref(), "refines")
                .filter(Edge::counts)
                .filter(link -> SuspectLinks.isInForce(link, scope.view().node(link.from())))
                .map(Edge::from)
                .distinct()
                .flatMap(ref -> scope.node(ref).stream())
                .filter(this::isAsked);
    }

    private boolean isAsked(Node node) {
        return node.isRecorded() && CoverageRule.notRequired(node, scope, required).isEmpty();
    }

    private boolean answers(Node node, Stream<Node> others) {
        Set<NodeRef> seen = new HashSet<>(scope.crosswalks().idsOf(node.ref()));
        return others.anyMatch(other -> speaks(other, seen));
    }

    /** Whether it has a finding of its own, or leads to something that has. */
    private boolean speaks(Node node, Set<NodeRef> seen) {
        if (!seen.addAll(scope.crosswalks().idsOf(node.ref()))) {
            return false;
        }
        if (CoverageRule.tests(node.ref(), scope).findAny().isPresent()) {
            return true;
        }
        List<Node> others = others(node).toList();
        return others.isEmpty() || others.stream().anyMatch(other -> speaks(other, seen));
    }
}
