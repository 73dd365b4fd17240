package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is approved, as somebody's work: what tells who wrote it.
 *
 * @param nodes releases, artifacts, models, settings or exposures, in order; an author is whoever
 *     wrote a change or commit of them
 * @param states events that made a model, setting or exposure what it is; so is whoever caused or
 *     owns that
 */
public record Work(Set<NodeRef> nodes, List<NodeFact> states) {

    private static final Set<String> REGISTERED = Set.of("model.registered", "model.frozen");

    public Work {
        nodes = Collections.unmodifiableSet(new TreeSet<>(nodes));
        states = List.copyOf(states);
    }

    static Work none() {
        return new Work(Set.of(), List.of());
    }

    Work and(Work other) {
        Set<NodeRef> all = new TreeSet<>(nodes);
        all.addAll(other.nodes);
        List<NodeFact> facts = new ArrayList<>(states);
        facts.addAll(other.states);
        return new Work(all, facts);
    }

    /** What made a model what it is; an artifact is what it was built from. */
    static List<NodeFact> registrations(Node content) {
        return content.facts().stream().filter(fact -> REGISTERED.contains(fact.type())).toList();
    }
}
