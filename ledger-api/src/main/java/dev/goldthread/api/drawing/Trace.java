package dev.goldthread.api.drawing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;

/**
 * A trace as the API gives it, or a way between two nodes.
 *
 * @param root what was asked for; of a way its first node
 * @param end the last node of a way; empty of a trace
 * @param asOf how far the ledger had come; empty when nothing of the product was applied
 * @param others other products that the question came by
 * @param unsearched where it was not asked who else speaks of what it came by, a line each
 * @param limits what kept the rules from seeing the whole of it, by name; none when they did
 */
public record Trace(
        Product product,
        NodeRef root,
        Optional<NodeRef> end,
        Optional<AsOf> asOf,
        List<Other> others,
        List<String> unsearched,
        List<String> limits,
        List<Node> nodes,
        List<Edge> edges) {

    /** A place in the product's log. */
    public record AsOf(long seq, String sealedAt) {}

    /**
     * Another product.
     *
     * @param state FOLLOWED, or why not
     * @param nodes how many of its nodes the answer was made from
     * @param because empty when it was followed
     */
    public record Other(
            Product product, String state, long nodes, Optional<AsOf> asOf, String because) {

        boolean isFollowed() {
            return state.equals("FOLLOWED");
        }
    }

    /**
     * @param attributes its data by field name, an object
     * @param history what happened to it and counts, in order; empty when nothing has recorded it
     */
    public record Node(
            NodeRef ref, List<Finding> findings, JsonNode attributes, List<Happening> history) {

        public boolean isRecorded() {
            return latest().isPresent();
        }

        /**
         * The latest that states something of the node itself: who looked at one of its links did
         * not change it.
         */
        Optional<Happening> latest() {
            return history.reversed().stream()
                    .filter(happening -> !happening.isBeside())
                    .findFirst();
        }

        /** The latest that is of one of these event types. */
        Optional<Happening> latest(String... types) {
            List<String> wanted = List.of(types);
            return history.reversed().stream()
                    .filter(happening -> wanted.contains(happening.type()))
                    .findFirst();
        }

        /** A field's value as text; empty when it has none or is no single value. */
        Optional<String> text(String field) {
            JsonNode value = attributes.path(field);
            return value.isValueNode() && !value.isNull()
                    ? Optional.of(value.asText()).filter(text -> !text.isBlank())
                    : Optional.empty();
        }
    }

    /**
     * @param rule by which it was found, where that rule has a remedy of its own
     */
    public record Finding(String code, String reason, Optional<String> rule) {}

    /** One event about a node. */
    public record Happening(String type, String occurredAt, String actor, Optional<String> role) {

        boolean isBeside() {
            return dev.goldthread.core.graph.Node.isBeside(type);
        }
    }

    /**
     * A link, from effect to cause.
     *
     * @param occurredAt when it was seen; empty where that says nothing
     * @param strength how well it is known
     */
    public record Edge(
            NodeRef from,
            String relation,
            NodeRef to,
            Optional<String> outcome,
            Optional<String> occurredAt,
            Link.Strength strength) {}

    /** Whether it is a way: every node of it is told, and nothing is judged along it. */
    boolean isWay() {
        return end.isPresent();
    }

    boolean isAsked(NodeRef ref) {
        return ref.equals(root) || end.filter(ref::equals).isPresent();
    }

    public Trace {
        others = List.copyOf(others);
        unsearched = List.copyOf(unsearched);
        limits = List.copyOf(limits);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
