package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The last whole look at an environment: what it does not state is no longer running (event-model,
 * "Environment"). A look that is too long for one event comes in parts, which have one fingerprint;
 * as long as one is missing, or it counts what it does not name, it ends nothing.
 *
 * @param last the latest of its parts; empty when nobody has looked at the whole yet
 * @param parts in order
 */
public record LastLook(Optional<NodeFact> last, List<NodeFact> parts) {

    private static final LastLook NONE = new LastLook(Optional.empty(), List.of());
    private static final String LOOK = "environment.snapshotted";

    public LastLook {
        parts = List.copyOf(parts);
    }

    public static LastLook at(Node environment) {
        List<NodeFact> facts = environment.facts();
        Map<Said, List<Edge>> runs = runs(environment);
        for (NodeFact fact : facts.reversed()) {
            if (fact.type().equals(LOOK)) {
                List<NodeFact> parts = partsOf(fact, facts);
                if (missing(fact, parts, seen(parts, runs)).isEmpty()) {
                    return new LastLook(Optional.of(fact), parts);
                }
            }
        }
        return NONE;
    }

    /**
     * The parts of a look that had come when this one did, itself among them: one of each number,
     * the last that came, for what did not change looks alike each time.
     *
     * @param facts in order
     */
    public static List<NodeFact> partsOf(NodeFact fact, List<NodeFact> facts) {
        long total = Part.of(fact).total();
        if (total <= 1) {
            return List.of(fact);
        }
        Map<Long, NodeFact> latest = new HashMap<>();
        for (NodeFact each : facts) {
            if (each.compareTo(fact) > 0) {
                break;
            }
            if (isSameLook(each, fact) && Part.of(each).number() <= total) {
                latest.put(Part.of(each).number(), each);
            }
        }
        return latest.values().stream().sorted().toList();
    }

    private static boolean isSameLook(NodeFact one, NodeFact other) {
        return one.type().equals(LOOK)
                && Part.of(one).total() == Part.of(other).total()
                && one.data().text("fingerprint").equals(other.data().text("fingerprint"));
    }

    /**
     * What counts of what runs, by what says so: years of looks are many links, and each look asks.
     */
    public static Map<Said, List<Edge>> runs(Node environment) {
        return Scope.causes(environment, "runs")
                .filter(Edge::counts)
                .collect(Collectors.groupingBy(Said::of));
    }

    /**
     * The links that these state.
     *
     * @param runs as of {@link #runs}
     */
    public static List<Edge> seen(List<NodeFact> parts, Map<Said, List<Edge>> runs) {
        return parts.stream()
                .flatMap(part -> runs.getOrDefault(Said.of(part), List.of()).stream())
                .toList();
    }

    /**
     * What a look lacks: parts, or things that it counted and did not name, so that what it does
     * not list may run or not. Empty of a whole one.
     *
     * @param parts as of {@link #partsOf}
     * @param seen the links of these parts
     */
    public static Optional<String> missing(NodeFact fact, List<NodeFact> parts, List<Edge> seen) {
        long total = Part.of(fact).total();
        if (parts.size() < total) {
            return Optional.of(
                    "look %s came in %d parts, and not all of them are here; what it does not list may run or not"
                            .formatted(fact.event(), total));
        }
        long named = seen.stream().map(Edge::to).distinct().count();
        return fact.data().fields().get("runningCount") instanceof Number count
                        && count.longValue() != named
                ? Optional.of(
                        "look %s says that %d things run, but names %d; what it does not list may run or not"
                                .formatted(fact.event(), count.longValue(), named))
                : Optional.empty();
    }

    /**
     * Whether a link {@code runs} of the environment still stands: this look states it, or what was
     * said later.
     */
    public boolean leaves(Edge runs) {
        return last.isEmpty() || isStated(runs, parts) || isLater(runs, last.get());
    }

    private static boolean isStated(Edge runs, List<NodeFact> parts) {
        for (NodeFact part : parts) {
            if (runs.event().equals(part.event()) && runs.product().equals(part.product())) {
                return true;
            }
        }
        return false;
    }

    /** In the order of facts. */
    private static boolean isLater(Edge runs, NodeFact look) {
        int order = runs.occurredAt().compareTo(look.occurredAt());
        if (order == 0) {
            order = runs.event().compareTo(look.event());
        }
        return order == 0 ? runs.product().compareTo(look.product()) > 0 : order > 0;
    }
}
