package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Crosswalks;
import java.util.Optional;

/**
 * When a link {@link MeantRevision means} another revision of its target than the one in force, or
 * its target was changed under another id since, and nobody has looked at it again. Which relations
 * are held to this stands in the vocabulary.
 */
public record SuspectLinks(Vocabulary vocabulary) {

    /** That the link is suspect, found by the rule of its relation; empty when it is not. */
    public Optional<Finding> finding(Edge link, Node from, Node to, Crosswalks crosswalks) {
        Optional<String> current = to.text("revision");
        Optional<String> meant = MeantRevision.of(link, to);
        if (!isHeld(link) || !isInForce(link, from) || meant.isEmpty() || current.isEmpty()) {
            return Optional.empty();
        }
        return meant.equals(current)
                ? changedElsewhere(link, from, to, crosswalks)
                : another(link, from, to, current.get());
    }

    private static Optional<Finding> another(Edge link, Node from, Node to, String current) {
        Confirmations looks = Confirmations.of(link, from, to, current);
        return looks.confirmed().isPresent()
                ? Optional.empty()
                : Optional.of(
                        Finding.by(
                                link.relation(),
                                "SUSPECT",
                                "%s, but revision %s is in force%s"
                                        .formatted(words(link, to), current, looks.doubt())));
    }

    private static Optional<Finding> changedElsewhere(
            Edge link, Node from, Node to, Crosswalks crosswalks) {
        return ChangedElsewhere.of(link, crosswalks)
                .filter(change -> !change.isAnsweredBy(looks(link, from, to)))
                .map(
                        change ->
                                Finding.by(
                                        link.relation(),
                                        "SUSPECT",
                                        "%s, but %s%s"
                                                .formatted(
                                                        words(link, to),
                                                        change.words(),
                                                        looks(link, from, to).doubt())));
    }

    private static String words(Edge link, Node to) {
        String what = link.relation() + " " + link.to();
        if (link.revision().isEmpty()) {
            return "%s without a revision, when %s was in force"
                    .formatted(what, MeantRevision.of(link, to).orElse("?"));
        }
        String revision = link.revision().get();
        return "%s at revision %s%s"
                .formatted(
                        what, revision, wasInForce(revision, to) ? "" : ", which no event states");
    }

    private static Confirmations looks(Edge link, Node from, Node to) {
        return Confirmations.of(link, from, to, to.text("revision").orElse(""));
    }

    /**
     * The look that shows that a link holds which means another revision than the one in force, or
     * what was changed under another id since.
     */
    public static Optional<NodeFact> confirmation(
            Edge link, Node from, Node to, Crosswalks crosswalks) {
        Optional<String> meant = MeantRevision.of(link, to);
        if (meant.isEmpty() || to.text("revision").isEmpty()) {
            return Optional.empty();
        }
        Confirmations looks = looks(link, from, to);
        return !meant.equals(to.text("revision"))
                        || ChangedElsewhere.of(link, crosswalks)
                                .filter(change -> change.isAnsweredBy(looks))
                                .isPresent()
                ? looks.confirmed()
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
