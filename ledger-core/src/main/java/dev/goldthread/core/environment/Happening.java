package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One event that says something about what is in force in an environment. */
sealed interface Happening {

    NodeFact fact();

    /** The node that the event is about. */
    NodeRef subject();

    /** The artifacts and models that it put there. */
    default List<NodeRef> installs() {
        return switch (this) {
            case Installed installed -> List.copyOf(installed.use().items());
            case Restored restored ->
                    restored.restores().stream()
                            .map(Edge::to)
                            .filter(ReleaseContents::isContent)
                            .toList();
            case Looked _, Changed _, Begun _, Failed _, Configured _, Exposed _ -> List.of();
        };
    }

    /** The artifacts and models that it says are there, or are about to be. */
    default Stream<NodeRef> contents() {
        Stream<NodeRef> named =
                switch (this) {
                    case Looked looked -> looked.runs().stream().map(Edge::to);
                    case Changed changed -> changed.runs().stream().map(Edge::to);
                    case Begun begun -> begun.use().items().stream();
                    case Installed installed -> installed.use().items().stream();
                    case Restored restored -> restored.restores().stream().map(Edge::to);
                    case Failed _, Configured _, Exposed _ -> Stream.empty();
                };
        return named.filter(ReleaseContents::isContent);
    }

    /**
     * Somebody looked at all that runs.
     *
     * @param runs what was seen, over all parts of the look that have come by then
     * @param missing what it lacks; only a whole one says that what is not listed runs no longer
     */
    record Looked(NodeFact fact, NodeRef subject, List<Edge> runs, Optional<String> missing)
            implements Happening {

        boolean whole() {
            return missing.isEmpty();
        }
    }

    /** Some of what runs was seen to be another; the rest was not looked at. */
    record Changed(NodeFact fact, NodeRef subject, List<Edge> runs) implements Happening {}

    /** An installation began: what it brings may be seen before it ends. */
    record Begun(NodeFact fact, NodeRef subject, Use use) implements Happening {}

    /**
     * An installation ended well.
     *
     * @param whole whether it reached all of the environment; else what ran before runs beside it
     */
    record Installed(NodeFact fact, NodeRef subject, Use use, boolean whole) implements Happening {}

    /** An installation ended without installing anything: what is seen since, it did not bring. */
    record Failed(NodeFact fact, NodeRef subject, Use use) implements Happening {}

    /**
     * A rollback ended well.
     *
     * @param restores what runs again
     * @param reverts the deployments that it undoes
     * @param whole whether it reached all of the environment
     */
    record Restored(
            NodeFact fact,
            NodeRef subject,
            List<Edge> restores,
            List<NodeRef> reverts,
            boolean whole)
            implements Happening {}

    /**
     * A configuration or flag has another state.
     *
     * @param appliesTo environments and releases; empty where nothing said any by then
     */
    record Configured(NodeFact fact, NodeRef subject, Set<NodeRef> appliesTo)
            implements Happening {}

    /** Others get to see a deployment or flag, or no longer. */
    record Exposed(NodeFact fact, NodeRef subject) implements Happening {}
}
