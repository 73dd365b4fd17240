package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a test plan chose, by its last statement: all parts of it are one.
 *
 * @param told the events of the last statement, in order; none of a plan that no event recorded
 */
record Plan(Node node, List<NodeFact> told) {

    private static final String SELECTED = "testplan.selected";
    private static final List<String> IN_EACH_PART = List.of("scope", "rationale", "plannedCases");

    static Plan of(Node node) {
        Optional<NodeFact> last = node.latest(SELECTED);
        return new Plan(
                node,
                node.facts().stream()
                        .filter(fact -> last.filter(of -> isOfOne(of, fact)).isPresent())
                        .toList());
    }

    private static boolean isOfOne(NodeFact last, NodeFact fact) {
        return fact.compareTo(last) == 0
                || (fact.type().equals(SELECTED)
                        && fact.product().equals(last.product())
                        && Part.of(last).total() > 1
                        && Part.of(fact).total() == Part.of(last).total()
                        && IN_EACH_PART.stream()
                                .allMatch(
                                        field ->
                                                Objects.equals(
                                                        fact.data().fields().get(field),
                                                        last.data().fields().get(field))));
    }

    /** The tests that it names by links that are not INFERRED. */
    Stream<NodeRef> tests() {
        return Scope.causes(node, "plans")
                .filter(Edge::counts)
                .filter(this::isInForce)
                .map(Edge::to)
                .distinct();
    }

    private boolean isInForce(Edge link) {
        return told.stream().anyMatch(fact -> SuspectLinks.isSame(fact, link))
                || SuspectLinks.isInForce(link, node);
    }

    /** That it counts more cases than it names; nothing as long as parts of it have not come. */
    Optional<Finding> lack() {
        if (told.isEmpty() || !Part.areAll(told)) {
            return Optional.empty();
        }
        long named = tests().count();
        return told.getLast().data().fields().get("plannedCases") instanceof Number count
                        && count.longValue() > named
                ? Optional.of(
                        Finding.by(
                                "list-count",
                                "INCOMPLETE",
                                "it plans %d cases, but names %d"
                                        .formatted(count.longValue(), named)))
                : Optional.empty();
    }
}
