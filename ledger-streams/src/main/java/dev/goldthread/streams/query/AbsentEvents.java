package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Corrections;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LoggedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Events that corrections name and that their log does not have: an id that was mistyped, or an
 * event that is still to come. Such a correction changes nothing by then.
 */
public final class AbsentEvents {

    private final GraphReader graph;
    private final long end;

    /**
     * @param end the last entry of the log that counts
     */
    AbsentEvents(GraphReader graph, long end) {
        this.graph = graph;
        this.end = end;
    }

    /**
     * All of a log.
     *
     * @param then the graph as of some state, which says how far the log counts
     */
    public static Set<NodeRef> of(GraphReader graph, GraphView then, Product product) {
        AbsentEvents absent =
                new AbsentEvents(
                        graph, then.position(product).map(GraphView.Position::seq).orElse(-1L));
        Set<NodeRef> found = new TreeSet<>(then.corrected(product));
        found.removeIf(event -> !absent.isAbsent(event));
        return found;
    }

    /** Those that some events correct, by these; of most there are none. */
    Map<EventId, Set<NodeRef>> correctedBy(List<LoggedEvent> events) {
        Map<EventId, Set<NodeRef>> all = new HashMap<>();
        for (LoggedEvent logged : events) {
            Set<NodeRef> named = correctedBy(logged.event());
            if (!named.isEmpty()) {
                all.put(logged.event().id(), named);
            }
        }
        return all;
    }

    private Set<NodeRef> correctedBy(EventOutline event) {
        Set<NodeRef> named = Corrections.namedBy(event);
        if (named.isEmpty()) {
            return named;
        }
        Set<NodeRef> found = new TreeSet<>(named);
        found.removeIf(each -> !isAbsent(each));
        return found;
    }

    private boolean isAbsent(NodeRef event) {
        OptionalLong seq = graph.seqOf(new EventKey(event.product(), new EventId(event.id())));
        return seq.isEmpty() || seq.getAsLong() > end;
    }
}
