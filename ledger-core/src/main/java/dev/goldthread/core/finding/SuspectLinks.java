package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.Optional;

/**
 * When a link means another revision of its target than the one in force, and nobody has looked at
 * it again. Which relations are held to this stands in the vocabulary.
 */
public record SuspectLinks(Vocabulary vocabulary) {

    /** That the link is suspect, found by the rule of its relation; empty when it is not. */
    public Optional<Finding> finding(Edge link, Node from, Node to) {
        Optional<String> current = to.text("revision");
        boolean isAnother =
                isHeld(link)
                        && isInForce(link, from)
                        && link.revision().isPresent()
                        && current.isPresent()
                        && !link.revision().equals(current);
        if (!isAnother) {
            return Optional.empty();
        }
        Confirmations looks = Confirmations.of(link, from, to, current.get());
        return looks.confirmed().isPresent()
                ? Optional.empty()
                : Optional.of(
                        Finding.by(
                                link.relation(),
                                "SUSPECT",
                                "%s %s at revision %s%s, but revision %s is in force%s"
                                        .formatted(
                                                link.relation(),
                                                link.to(),
                                                link.revision().get(),
                                                wasInForce(link.revision().get(), to)
                                                        ? ""
                                                        : ", which no event states",
                                                current.get(),
                                                looks.doubt())));
    }

    /** The look that shows that a link which means another revision holds at the one in force. */
    public static Optional<NodeFact> confirmation(Edge link, Node from, Node to) {
        Optional<String> current = to.text("revision");
        return link.revision().isPresent() && !link.revision().equals(current)
                ? current.flatMap(
                        revision -> Confirmations.of(link, from, to, revision).confirmed())
                : Optional.empty();
    }

    /** Whether the vocabulary asks of such a link that it follows its target. */
    boolean isHeld(Edge link) {
        return link.counts()
                && vocabulary
                        .relation(link.relation())
                        .map(Vocabulary.Relation::suspects)
                        .orElse(false);
    }

    /** Nobody can say what is meant by a revision that nobody recorded. */
    private static boolean wasInForce(String revision, Node node) {
        return node.statements()
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

    static boolean isSame(NodeFact fact, Edge edge) {
        return fact.event().equals(edge.event()) && fact.product().equals(edge.product());
    }
}
