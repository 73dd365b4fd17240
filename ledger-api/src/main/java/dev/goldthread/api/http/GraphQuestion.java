package dev.goldthread.api.http;

import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.Naming;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.GraphReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A question to the graph of one product, and what to say where nothing is found. */
sealed interface GraphQuestion<T> {

    /** What a product knows none of that had no event then. */
    Supplier<String> ANY_EVENT = () -> "event";

    /** Of what a product ships without saying where it comes from. */
    Set<Aim> ORIGINS = Set.of(Aim.ORIGIN);

    Product product();

    When when();

    /** What the product may not know; read after the question was asked. */
    Supplier<String> what();

    /** One whose answer can mark what was corrected in part. */
    sealed interface Markable<T> extends GraphQuestion<T> {}

    /**
     * One that goes from node to node, into other products as well.
     *
     * @param aims products that nothing leads to, if any are to be looked for
     */
    record Following<T>(
            Product product,
            When when,
            Set<Aim> aims,
            Function<GraphView, Optional<T>> ask,
            Supplier<String> what)
            implements Markable<T> {

        Following<T> lookingFor(Set<Aim> others) {
            return new Following<>(product, when, others, ask, what);
        }
    }

    /**
     * One about every node of some types, by the product's own log alone.
     *
     * @param types as {@link EventIndex#nodes} finds them
     */
    record OverAll<T>(
            Product product,
            When when,
            List<String> types,
            BiFunction<GraphView, SortedSet<NodeRef>, Optional<T>> ask)
            implements Markable<T> {

        @Override
        public Supplier<String> what() {
            return ANY_EVENT;
        }

        ByIndex<T> byIndex() {
            return ofOwnLog(
                    product,
                    when,
                    (graph, then) -> ask.apply(then, graph.index().nodes(product, types)));
        }
    }

    /** One that finds events and nodes by an index of the product's own partition. */
    record ByIndex<T>(
            Product product,
            When when,
            Function<GraphReader, Optional<T>> ask,
            Supplier<String> what)
            implements GraphQuestion<T> {}

    /**
     * @param what is asked about, which the product may not know
     */
    static <T> Following<T> about(
            Product product, When when, String what, Function<GraphView, Optional<T>> ask) {
        return new Following<>(product, when, Set.of(), ask, () -> what);
    }

    /**
     * @param nodes are asked about, of which the product may not know all
     */
    static <T> Following<T> about(
            Product product, When when, LookedFor nodes, Function<GraphView, Optional<T>> ask) {
        return new Following<>(product, when, Set.of(), nodes.in(ask), nodes::unknown);
    }

    static <T> OverAll<T> overAll(
            Product product,
            When when,
            List<String> types,
            BiFunction<GraphView, Iterable<Node>, Optional<T>> ask) {
        return new OverAll<>(
                product, when, types, (view, refs) -> ask.apply(view, nodes(refs, view)));
    }

    static <T> ByIndex<T> byIndex(
            Product product, When when, Function<GraphReader, Optional<T>> ask) {
        return new ByIndex<>(product, when, ask, ANY_EVENT);
    }

    /**
     * One about much of a product, by the product's own log alone: which other logs lie in the same
     * partition must not change the answer.
     *
     * @param ask takes the index, and what that log stated at the time that is asked for
     */
    static <T> ByIndex<T> ofOwnLog(
            Product product, When when, BiFunction<GraphReader, GraphView, Optional<T>> ask) {
        AsOf asOf = when.asOf();
        return byIndex(
                product,
                when,
                graph -> ask.apply(graph, asOf.of(OwnLogView.of(graph, product), product)));
    }

    /**
     * Nothing is found unless the product's own log had named all nodes that it is about by the
     * time that is asked for, also in what was taken back since.
     */
    static <T> ByIndex<T> byIndex(
            Product product, When when, LookedFor nodes, Function<GraphReader, Optional<T>> ask) {
        AsOf asOf = when.asOf();
        return new ByIndex<>(
                product,
                when,
                graph -> {
                    GraphView then = asOf.of(OwnLogView.of(graph, product), product);
                    return nodes.areKnown(then.stated()) ? ask.apply(graph) : Optional.empty();
                },
                nodes::unknown);
    }

    /** The question, answered with marks of what was corrected in part. */
    static <T extends Naming> GraphQuestion<Marked<T>> marked(Markable<T> question) {
        return switch (question) {
            case Following<T>(var product, var when, var aims, var ask, var what) ->
                    new Following<>(product, when, aims, Marked.by(ask), what);
            case OverAll<T>(var product, var when, var types, var ask) ->
                    new OverAll<>(
                            product,
                            when,
                            types,
                            (view, refs) -> Marked.of(view, read -> ask.apply(read, refs)));
        };
    }

    /** Not those that nothing had named by then. */
    static Iterable<Node> nodes(SortedSet<NodeRef> refs, GraphView then) {
        return () ->
                refs.stream()
                        .map(then::node)
                        .filter(node -> node.isRecorded() || !then.effects(node.ref()).isEmpty())
                        .iterator();
    }
}
