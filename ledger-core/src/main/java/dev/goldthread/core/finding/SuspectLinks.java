package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;

/**
 * When a link means an older revision of its target than the one in force, and nobody has looked at
 * it again. Which relations are held to this stands in the vocabulary.
 */
public record SuspectLinks(Vocabulary vocabulary) {

    /** Why the link is suspect; empty when it is not. */
    public Optional<String> reason(Edge link, Node from, Node to) {
        Optional<String> current = to.text("revision");
        boolean isHeld =
                vocabulary
                        .relation(link.relation())
                        .map(Vocabulary.Relation::suspects)
                        .orElse(false);
        boolean isOlder =
                isHeld
                        && isInForce(link, from)
                        && link.revision().isPresent()
                        && current.isPresent()
                        && !link.revision().equals(current)
                        && wasInForce(link.revision().get(), to)
                        && !isConfirmed(link, from, current.get());
        return isOlder
                ? Optional.of(
                        "%s %s at revision %s, but revision %s is in force"
                                .formatted(
                                        link.relation(),
                                        link.to(),
                                        link.revision().get(),
                                        current.get()))
                : Optional.empty();
    }

    /** A revision that nobody recorded is not an older one. */
    private static boolean wasInForce(String revision, Node node) {
        return node.facts().stream()
                .anyMatch(fact -> fact.data().text("revision").equals(Optional.of(revision)));
    }

    /**
     * Whether the latest statement about the node still states the link. What another node's event
     * stated holds until that is superseded.
     */
    public static boolean isInForce(Edge link, Node from) {
        boolean isOwn = from.facts().stream().anyMatch(fact -> isSame(fact, link));
        return !isOwn || from.latest().map(latest -> isSame(latest, link)).orElse(true);
    }

    /** Whether the last look at the link, at this revision of its target, found that it holds. */
    static boolean isConfirmed(Edge link, Node from, String revision) {
        return from.facts().reversed().stream()
                .filter(fact -> fact.type().equals("link.confirmed"))
                .filter(fact -> says(fact, "relation", link.relation()))
                .filter(fact -> says(fact, "revision", revision))
                .filter(
                        fact ->
                                Scope.causes(from, "concerns")
                                        .anyMatch(
                                                edge ->
                                                        edge.to().equals(link.to())
                                                                && isSame(fact, edge)))
                .findFirst()
                .map(fact -> says(fact, "result", "STILL_HOLDS"))
                .orElse(false);
    }

    private static boolean says(NodeFact fact, String field, String value) {
        return fact.data().text(field).equals(Optional.of(value));
    }

    private static boolean isSame(NodeFact fact, Edge edge) {
        return fact.event().equals(edge.event()) && fact.product().equals(edge.product());
    }
}
