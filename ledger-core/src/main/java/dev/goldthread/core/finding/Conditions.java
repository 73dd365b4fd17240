package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an approval or a request for one requires: it holds only when all of that is fulfilled. A
 * guessed condition is one too, because here it can only take trust away.
 *
 * @param fulfilledAt when the last of them was; empty where there are none, or some are open
 */
public record Conditions(List<NodeRef> open, Optional<Instant> fulfilledAt) {

    public Conditions {
        open = List.copyOf(open);
    }

    /** As they stand in the view. */
    public static Conditions of(Node requiring, GraphView view) {
        TreeSet<NodeRef> open = new TreeSet<>();
        Optional<Instant> last = Optional.empty();
        List<NodeRef> conditions = links(requiring).map(Edge::to).distinct().toList();
        for (NodeRef condition : conditions) {
            Optional<Instant> fulfilled = fulfilledAt(view.node(condition));
            if (fulfilled.isEmpty()) {
                open.add(condition);
            } else if (last.filter(fulfilled.get()::isBefore).isEmpty()) {
                last = fulfilled;
            }
        }
        return new Conditions(List.copyOf(open), open.isEmpty() ? last : Optional.empty());
    }

    /**
     * What was said of a condition when it was required.
     *
     * @param statement what is asked for
     * @param dueAt until when; empty where nothing sets a time
     */
    public record Terms(Optional<String> statement, Optional<Instant> dueAt) {

        private static final Terms NONE = new Terms(Optional.empty(), Optional.empty());

        /** Of all that require it: what the first says of it, and the earliest time. */
        public static Terms together(List<Terms> all) {
            return new Terms(
                    all.stream().flatMap(each -> each.statement().stream()).findFirst(),
                    all.stream()
                            .flatMap(each -> each.dueAt().stream())
                            .min(Comparator.naturalOrder()));
        }
    }

    /** By the last statement of what requires it that says anything of it. */
    public static Terms terms(Node requiring, NodeRef condition) {
        return requiring.statements().toList().reversed().stream()
                .flatMap(fact -> terms(fact, condition).stream())
                .findFirst()
                .orElse(Terms.NONE);
    }

    private static Optional<Terms> terms(NodeFact fact, NodeRef condition) {
        return fact.data().fields().get("conditions") instanceof List<?> conditions
                ? conditions.stream()
                        .flatMap(
                                each ->
                                        each instanceof Map<?, ?> said
                                                ? Stream.of(said)
                                                : Stream.empty())
                        .filter(each -> condition.id().equals(each.get("id")))
                        .map(Conditions::read)
                        .findFirst()
                : Optional.empty();
    }

    private static Terms read(Map<?, ?> terms) {
        return new Terms(
                Optional.ofNullable(terms.get("statement")).map(Object::toString),
                terms.get("fulfilDue") instanceof Instant due
                        ? Optional.of(due)
                        : Optional.empty());
    }

    /**
     * Whether it still requires anything: a request that was not withdrawn, an approval by a person
     * whose last word is yes.
     */
    public static boolean isInForce(Node requiring) {
        return requiring
                .latest()
                .filter(
                        last ->
                                requiring.ref().type().equals("Approval")
                                        ? ApprovalRule.isGranted(last)
                                        : !last.type().equals("approval.withdrawn"))
                .isPresent();
    }

    /**
     * What requires it or once did, in order: by that it is known, before any event is about it.
     */
    static List<Node> requiring(Node condition, GraphView view) {
        return condition.ref().type().equals("Condition") && view.sees(condition.ref().product())
                ? view.effects(condition.ref(), "requires").stream()
                        .map(Edge::from)
                        .distinct()
                        .sorted()
                        .map(view::node)
                        .toList()
                : List.of();
    }

    /** When it was fulfilled, as it stands in the view; empty while it is open. */
    public static Optional<Instant> fulfilledAt(Node condition) {
        return condition.facts().stream()
                .filter(fact -> fact.type().equals("condition.fulfilled"))
                .map(NodeFact::occurredAt)
                .findFirst();
    }

    /** The links that make something a condition. */
    public static Stream<Edge> links(Node requiring) {
        return Scope.causes(requiring, "requires")
                .filter(edge -> edge.to().type().equals("Condition"));
    }
}
