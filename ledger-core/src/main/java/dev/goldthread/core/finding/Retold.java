package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.MissingParts.Besides;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Whether a whole statement about a node takes the place of one that lacks parts, so that these
 * matter no more. It does when it is the same statement again. A later bill of materials also does,
 * because what a digest names never changes, and so does a later list of a source, because the
 * latest counts; but only by who would have known of what is missing. A run, a scan, a plan and a
 * manifest say what happened or was meant once: another one says nothing of that.
 *
 * @param node what both are about
 * @param parts one event of the statement that lacks others, or something else
 * @param whole a part of the whole one
 */
record Retold(Node node, NodeFact parts, NodeFact whole) {

    private static final Optional<String> NOT_LATER = Optional.of("not later");

    /**
     * Whether the place of a statement is taken.
     *
     * @param besides the last of the whole ones, and why it does not take it
     */
    record Place(boolean isTaken, Optional<Besides> besides) {}

    /**
     * @param lacking the events by which the statement that lacks something came
     * @param wholes whole statements of the same type, each by one event, in order
     */
    static Place place(Node node, List<NodeFact> lacking, List<NodeFact> wholes) {
        Optional<Besides> besides = Optional.empty();
        for (NodeFact whole : wholes) {
            Optional<String> whyNot =
                    lacking.stream()
                            .flatMap(part -> new Retold(node, part, whole).whyNot().stream())
                            .findFirst();
            if (whyNot.isEmpty()) {
                return new Place(true, Optional.empty());
            }
            besides = Optional.of(new Besides(whole, whyNot.get()));
        }
        return new Place(false, besides);
    }

    /** Empty when it takes its place; else why it does not. */
    Optional<String> whyNot() {
        if (!whole.product().equals(parts.product())) {
            return Optional.of("in the log of product " + whole.product());
        }
        if (!whole.source().equals(parts.source())) {
            return Optional.of("of another source, " + whole.source());
        }
        return switch (parts.type()) {
            case "environment.snapshotted" -> NOT_LATER; // else the last look took its place
            case Bill.EVENT -> ofBill();
            case "source.reconciled" -> ofList();
            default -> ofWhatHappened();
        };
    }

    private Optional<String> ofWhatHappened() {
        return isAlike("manifestDigest") || all(parts).equals(all(whole))
                ? Optional.empty()
                : Optional.of("another statement");
    }

    /** What a statement says in each of its parts. */
    private static Map<String, Object> all(NodeFact fact) {
        Map<String, Object> fields = new HashMap<>(fact.data().fields());
        fields.remove("part");
        return fields;
    }

    private Optional<String> ofBill() {
        if (isAlike("documentDigest")) {
            return Optional.empty();
        }
        if (!isLater()) {
            return NOT_LATER;
        }
        if (!isAlike("format")) {
            return Optional.of("in another format, " + whole.data().text("format").orElse("none"));
        }
        return isAlike("documentId") || isAlike("generator")
                ? Optional.empty()
                : Optional.of(
                        "by another tool, " + whole.data().text("generator").orElse("not named"));
    }

    /** The same question to the source, over the same time at least. */
    private Optional<String> ofList() {
        if (!isLater()) {
            return NOT_LATER;
        }
        boolean isSameQuestion =
                isAlike("scope")
                        && listed(parts).equals(listed(whole))
                        && concerned(parts).equals(concerned(whole));
        if (!isSameQuestion) {
            return Optional.of("a list of other things");
        }
        return isWithin("periodFromAt", (of, in) -> !of.isBefore(in))
                        && isWithin("periodToAt", (of, in) -> !of.isAfter(in))
                ? Optional.empty()
                : Optional.of("about another time");
    }

    private static Object listed(NodeFact list) {
        return list.data().fields().getOrDefault("listedTypes", List.of());
    }

    private boolean isWithin(String field, BiPredicate<Instant, Instant> order) {
        return parts.data()
                .time(field)
                .filter(of -> whole.data().time(field).filter(in -> order.test(of, in)).isPresent())
                .isPresent();
    }

    private Set<NodeRef> concerned(NodeFact list) {
        return node.causes().stream()
                .filter(edge -> edge.relation().equals("concerns"))
                .filter(edge -> edge.event().equals(list.event()))
                .filter(edge -> edge.product().equals(list.product()))
                .map(Edge::to)
                .collect(Collectors.toSet());
    }

    private boolean isLater() {
        return whole.occurredAt().isAfter(parts.occurredAt());
    }

    /** Both say it, and the same. */
    private boolean isAlike(String field) {
        Optional<String> said = parts.data().text(field);
        return said.isPresent() && said.equals(whole.data().text(field));
    }
}
