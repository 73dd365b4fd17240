package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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
 *
 * <p>Remembers what it found of each, because needs are refined by chains of any length, and every
 * link of one is asked about. For one scope; not thread-safe.
 */
public final class CoveredByOthers {

    private final Scope scope;
    private final RequiredEvidence required;

    /** Whether it speaks for itself, or leads to something that does. */
    private final Map<NodeRef, Boolean> known = new HashMap<>();

    public CoveredByOthers(Scope scope, RequiredEvidence required) {
        this.scope = scope;
        this.required = required;
    }

    /** Whether something else answers for what has no test of its own. */
    boolean covers(Node node) {
        return leads(node, others(node), known);
    }

    /** Whether something that refines it answers for it. */
    public boolean isRefined(Node node) {
        boolean isAllThatCovers = !hasTests(node) && implementing(node).findAny().isEmpty();
        return leads(node, refining(node), isAllThatCovers ? known : new HashMap<>());
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

    private boolean hasTests(Node node) {
        return CoverageRule.tests(node.ref(), scope).findAny().isPresent();
    }

    /**
     * What is on the way from the one that is asked about, and what covers it that was not tried.
     */
    private record Step(NodeRef ref, Iterator<Node> untried) {}

    /**
     * Whether one of these, or what covers it in turn, has a finding of its own: a test, or nothing
     * that could cover it. A chain may be longer than the stack is deep.
     *
     * @param known is added to
     */
    private boolean leads(Node node, Stream<Node> others, Map<NodeRef, Boolean> known) {
        Iterator<Node> first = others.iterator();
        if (!first.hasNext()) {
            return false; // and speaks for itself, so it is not to be known as one that does not
        }
        Set<NodeRef> seen = new HashSet<>(scope.crosswalks().idsOf(node.ref()));
        Deque<Step> way = new ArrayDeque<>();
        way.push(new Step(node.ref(), first));
        while (!way.isEmpty()) {
            Iterator<Node> untried = way.element().untried();
            if (!untried.hasNext()) {
                way.pop();
                continue;
            }
            Node next = untried.next();
            if (known.getOrDefault(next.ref(), true)
                    && seen.addAll(scope.crosswalks().idsOf(next.ref()))) {
                List<Node> further =
                        known.containsKey(next.ref()) || hasTests(next)
                                ? List.of()
                                : others(next).toList();
                if (further.isEmpty()) {
                    way.forEach(step -> known.put(step.ref(), true));
                    return true;
                }
                way.push(new Step(next.ref(), further.iterator()));
            }
        }
        seen.forEach(ref -> known.put(ref, false));
        return false;
    }
}
