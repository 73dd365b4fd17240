package dev.goldthread.core.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which relations a question follows, in which direction, and where it stops (event-model, "What a
 * trace is").
 *
 * @param root node types it may start from
 * @param like another traversal whose steps it takes too
 */
public record Traversal(
        String name, String about, List<String> root, @Nullable String like, List<Step> steps) {

    public Traversal {
        root = List.copyOf(root);
        steps = List.copyOf(steps);
    }

    /** This one's steps, then the other's. */
    Traversal and(Traversal other) {
        return new Traversal(
                name,
                about,
                root,
                null,
                Stream.concat(steps.stream(), other.steps.stream()).toList());
    }

    /**
     * The same question of nodes of these types alone: steps that leave one of them, arrive at one
     * and go on from there.
     */
    public Traversal among(Set<String> types) {
        return new Traversal(
                name,
                about,
                root,
                null,
                steps.stream().flatMap(each -> each.among(types)).toList());
    }

    /**
     * One kind of hop.
     *
     * @param from node types it leaves; {@code *} is any
     * @param direction OUT follows an edge to its cause, IN follows it back to its effects
     * @param to node types it may arrive at; {@code *} is any
     * @param then whether the walk goes on from there
     * @param at where it is taken: from any node of a type, or from the one that was asked for
     */
    public record Step(
            List<String> from,
            String relation,
            Direction direction,
            List<String> to,
            Then then,
            At at) {

        public Step(
                List<String> from,
                String relation,
                Direction direction,
                List<String> to,
                @Nullable Then then,
                @Nullable At at) {
            this.from = List.copyOf(from);
            this.relation = relation;
            this.direction = direction;
            this.to = List.copyOf(to);
            this.then = then == null ? Then.GO_ON : then;
            this.at = at == null ? At.ANY : at;
        }

        /** What the walk does where it arrives. */
        public enum Then {
            GO_ON,
            END,
            /**
             * It ends within a product, but goes on where another product made what it comes to: at
             * a node of that product, or at its node of the same content.
             */
            ACROSS
        }

        /** From which nodes it is taken. */
        public enum At {
            ANY,
            ROOT
        }

        private Stream<Step> among(Set<String> types) {
            List<String> left = types.stream().filter(this::leaves).sorted().toList();
            List<String> met = types.stream().filter(this::arrivesAt).sorted().toList();
            return left.isEmpty() || met.isEmpty() || then == Then.END
                    ? Stream.empty()
                    : Stream.of(new Step(left, relation, direction, met, then, at));
        }

        public boolean leaves(String type) {
            return takes(from, type);
        }

        public boolean arrivesAt(String type) {
            return takes(to, type);
        }

        private static boolean takes(List<String> types, String type) {
            return types.contains("*") || types.contains(type);
        }
    }

    /** Which way along an edge. */
    public enum Direction {
        OUT,
        IN
    }

    /** The steps that leave nodes of this type. */
    public List<Step> stepsFrom(String type) {
        return steps.stream().filter(step -> step.leaves(type)).toList();
    }

    /** Every relation that some step takes. */
    public Set<String> relations() {
        return steps.stream().map(Step::relation).collect(Collectors.toSet());
    }
}
