package dev.goldthread.api.http;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nodes that one question is about, and which of them nobody knew, so that an error blames no
 * other. A question may be asked several times, of more and more logs; the last time counts. For
 * one question, on one thread.
 */
final class LookedFor {

    private final List<Set<NodeRef>> wanted;
    private List<Set<NodeRef>> unknown;

    private LookedFor(List<Set<NodeRef>> wanted) {
        this.wanted = List.copyOf(wanted);
        this.unknown = this.wanted;
    }

    static LookedFor all(NodeRef... nodes) {
        return new LookedFor(Stream.of(nodes).distinct().map(Set::of).toList());
    }

    /**
     * One of each set, such as whatever has a digest.
     *
     * @param wanted none of the sets is empty; nothing where the question is about no node
     */
    static LookedFor oneOfEach(List<Set<NodeRef>> wanted) {
        return new LookedFor(wanted);
    }

    <T> Function<GraphView, Optional<T>> in(Function<GraphView, Optional<T>> question) {
        return view -> {
            areKnown(view);
            return question.apply(view);
        };
    }

    boolean areKnown(GraphView view) {
        unknown = wanted.stream().filter(any -> isUnknown(view, any)).toList();
        return unknown.isEmpty();
    }

    /** As long as a product's log is not seen nobody can tell what it does not know. */
    private static boolean isUnknown(GraphView view, Set<NodeRef> any) {
        return any.stream()
                .allMatch(node -> view.sees(node.product()) && !Tracer.isKnown(view, node));
    }

    /** Which are not known; all, where it is none of them that is missing. */
    String unknown() {
        if (wanted.isEmpty()) {
            return GraphQuestion.ANY_EVENT.get();
        }
        return (unknown.isEmpty() ? wanted : unknown)
                .stream().map(LookedFor::name).collect(Collectors.joining(" and "));
    }

    private static String name(Set<NodeRef> any) {
        NodeRef first = any.iterator().next();
        return any.size() == 1 ? first.toString() : first.id();
    }
}
