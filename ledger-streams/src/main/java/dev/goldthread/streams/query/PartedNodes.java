package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LoggedEvent;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the few nodes that can lack a part of what is stated of them, in whatever earlier state,
 * without reading the many that came in one piece.
 */
public final class PartedNodes {

    private PartedNodes() {}

    /**
     * The nodes of these types that events recorded and of which something came in parts, or may
     * have been corrected in part; also those that another product's log states something of, whose
     * corrections are not looked for.
     *
     * @param nodeTypes of {@link dev.goldthread.core.finding.Part#NODE_TYPES}
     */
    public static Set<NodeRef> of(
            GraphReader graph, Product product, Collection<String> nodeTypes) {
        Set<NodeRef> found = new TreeSet<>(graph.index().seldom(product, nodeTypes));
        graph.corrected(product).stream()
                .flatMap(event -> stated(event, graph))
                .filter(node -> node.product().equals(product))
                .filter(node -> nodeTypes.contains(node.type()))
                .forEach(found::add);
        found.removeIf(node -> !isRecorded(node, graph));
        return found;
    }

    /** What an event states something of. */
    private static Stream<NodeRef> stated(NodeRef event, GraphReader graph) {
        EventIndex index = graph.index();
        OptionalLong seq = graph.seqOf(new EventKey(event.product(), new EventId(event.id())));
        return seq.isEmpty()
                ? Stream.empty()
                : index.event(event.product(), seq.getAsLong()).map(LoggedEvent::event).stream()
                        .flatMap(PartedNodes::stated);
    }

    private static Stream<NodeRef> stated(EventOutline event) {
        return Stream.concat(Stream.of(event.subject()), event.links().stream().map(Link::from));
    }

    /** As {@link EventIndex#nodes} finds them. */
    private static boolean isRecorded(NodeRef node, GraphReader graph) {
        List<String> about = Vocabulary.GOLDTHREAD.eventTypesAbout(node.type());
        return graph.node(node).facts().stream().anyMatch(fact -> about.contains(fact.type()));
    }
}
