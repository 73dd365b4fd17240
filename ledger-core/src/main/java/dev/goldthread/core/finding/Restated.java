package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * That two events say something different of a node at the revision that is in force: a link to the
 * revision may then mean either. What only one of them says is no contradiction.
 *
 * @param field the first that differs
 */
record Restated(NodeFact first, NodeFact again, String revision, String field) {

    /** By which rule it is found, and the remedy stands in the vocabulary. */
    static final String RULE = "revision";

    /** What links are pinned to and tests are held against. */
    private static final Set<String> HELD =
            Set.of("Requirement", "RiskControl", "Claim", "TestCase");

    /** Where a tool shows it is no part of what it says. */
    private static final Set<String> BESIDE = Set.of("uri", "part");

    static Optional<Restated> of(Node node) {
        Optional<String> revision =
                HELD.contains(node.ref().type()) ? node.text("revision") : Optional.empty();
        return revision.flatMap(inForce -> of(node, inForce));
    }

    private static Optional<Restated> of(Node node, String revision) {
        List<NodeFact> stated = new ArrayList<>();
        node.statements()
                .filter(fact -> fact.data().text("revision").equals(Optional.of(revision)))
                .forEach(stated::add);
        for (int later = stated.size() - 1; later > 0; later--) {
            for (int earlier = 0; earlier < later; earlier++) {
                Optional<String> field = difference(stated.get(earlier), stated.get(later));
                if (field.isPresent()) {
                    return Optional.of(
                            new Restated(
                                    stated.get(earlier), stated.get(later), revision, field.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> difference(NodeFact one, NodeFact other) {
        Map<String, Object> there = other.data().fields();
        return one.data().fields().entrySet().stream()
                .filter(field -> !BESIDE.contains(field.getKey()))
                .filter(field -> there.containsKey(field.getKey()))
                .filter(field -> !Objects.equals(field.getValue(), there.get(field.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** In words, to be put into a reason. */
    String words() {
        return "%s stated revision %s again, with another %s than %s"
                .formatted(again.event(), revision, field, first.event());
    }
}
