package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which deployment is about to put something there: the last one that began to, until it ends. For
 * one thread.
 */
final class Installing {

    private final Installations all;
    private final Optional<NodeFact> begin;

    /** By content; empty where the one that had begun last has ended. */
    private final Map<NodeRef, Optional<NodeRef>> begun = new HashMap<>();

    private final Map<NodeRef, Set<NodeRef>> contents = new HashMap<>();
    private final Set<NodeRef> ended = new HashSet<>();

    /**
     * @param begin where playing begins; what had begun before is looked up when it matters
     */
    Installing(Installations all, Optional<NodeFact> begin) {
        this.all = all;
        this.begin = begin;
    }

    void begin(Begun start) {
        NodeRef deployment = start.subject();
        Set<NodeRef> items = start.use().items();
        items.forEach(item -> begun.put(item, Optional.of(deployment)));
        contents.computeIfAbsent(deployment, _ -> new HashSet<>()).addAll(items);
    }

    void end(Installed installed) {
        NodeRef deployment = installed.subject();
        Set<NodeRef> items = contents.remove(deployment);
        if (items != null) {
            items.forEach(item -> begun.replace(item, Optional.of(deployment), Optional.empty()));
        }
        ended.add(deployment);
    }

    Optional<NodeRef> by(NodeRef content) {
        Optional<NodeRef> since = begun.get(content);
        return since != null
                ? since
                : begin.flatMap(then -> all.installing(content, then))
                        .filter(deployment -> !ended.contains(deployment));
    }
}
