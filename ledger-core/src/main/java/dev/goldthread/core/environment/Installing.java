package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Failed;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

    /** What was seen before the deployment ended that was about to put it there. */
    private final Map<NodeRef, NodeRef> expected = new HashMap<>();

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

    /** It put there what it installs. */
    void end(Installed installed) {
        end(installed.subject());
    }

    /** It put nothing there: what was seen while it went on, and nothing else put there since. */
    List<NodeRef> end(Failed failed) {
        NodeRef deployment = failed.subject();
        end(deployment);
        return failed.use().items().stream()
                .filter(item -> expected.remove(item, deployment))
                .toList();
    }

    /** Something else put it there. */
    void put(NodeRef content) {
        expected.remove(content);
    }

    private void end(NodeRef deployment) {
        Set<NodeRef> items = contents.remove(deployment);
        if (items != null) {
            items.forEach(item -> begun.replace(item, Optional.of(deployment), Optional.empty()));
        }
        ended.add(deployment);
    }

    /** Which one is about to put there what is seen now, and was not there before. */
    Optional<NodeRef> bringing(NodeRef content) {
        Optional<NodeRef> by = by(content);
        by.ifPresent(deployment -> expected.put(content, deployment));
        return by;
    }

    private Optional<NodeRef> by(NodeRef content) {
        Optional<NodeRef> since = begun.get(content);
        return since != null
                ? since
                : begin.flatMap(then -> all.installing(content, then))
                        .filter(deployment -> !ended.contains(deployment));
    }
}
