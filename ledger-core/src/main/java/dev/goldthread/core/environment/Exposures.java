package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Exposed;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who gets to see what in an environment: an exposure is in force until it is aborted, where what
 * it exposes is. For one thread.
 */
final class Exposures {

    private final EnvironmentRecords records;
    private final Map<NodeRef, NodeFact> shown = new TreeMap<>();
    private Map<NodeRef, Held> exposed = Map.of();

    Exposures(EnvironmentRecords records) {
        this.records = records;
    }

    void show(Exposed show) {
        shown.put(show.subject(), show.fact());
    }

    Map<NodeRef, Held> inForce() {
        return exposed;
    }

    /**
     * @param happening after which it is asked again what is in force
     * @param isHere whether something runs, or is set
     */
    void settle(Happening happening, Predicate<NodeRef> isHere) {
        Map<NodeRef, Held> now = new TreeMap<>();
        shown.forEach(
                (ref, fact) -> {
                    if (isExposed(ref, fact, now.keySet(), isHere)) {
                        Optional<Held> before = Optional.ofNullable(exposed.get(ref));
                        now.put(ref, exposure(ref, fact).after(happening, before));
                    }
                });
        exposed = now;
    }

    private boolean isExposed(
            NodeRef ref, NodeFact fact, Set<NodeRef> exposedNow, Predicate<NodeRef> isHere) {
        return !fact.type().equals("exposure.aborted")
                && Scope.causes(records.exposure(ref), "exposes")
                        .map(Edge::to)
                        .anyMatch(
                                to ->
                                        isHere.test(to)
                                                || exposedNow.contains(to)
                                                || records.installations().deployedBy(to).stream()
                                                        .anyMatch(isHere));
    }

    private static Held exposure(NodeRef ref, NodeFact fact) {
        String step = fact.type().substring("exposure.".length());
        Optional<String> share =
                Optional.ofNullable(fact.data().fields().get("percentage"))
                        .map(percentage -> "%s %%".formatted(percentage));
        return Held.state(
                ref,
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                        Stream.of(Optional.of(step), fact.data().text("cohort"), share)
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", "))),
                fact,
                ref);
    }
}
