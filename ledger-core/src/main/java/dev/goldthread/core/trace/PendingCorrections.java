package dev.goldthread.core.trace;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.PendingWork.Item;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Events that a correction names and that never came: until they do it corrects nothing. */
final class PendingCorrections {

    private PendingCorrections() {}

    /**
     * One row for each, however often it is corrected.
     *
     * @param absent an event that the log does not have
     */
    static Stream<Item> of(NodeRef absent, GraphView view) {
        Product log = absent.product();
        return Stream.concat(
                view.node(absent).facts().stream()
                        .filter(fact -> fact.product().equals(log))
                        .filter(fact -> fact.type().equals("event.superseded"))
                        .map(fact -> item(absent, fact.event(), fact.occurredAt())),
                view.effects(absent).stream()
                        .filter(edge -> edge.product().equals(log) && edge.counts())
                        .filter(edge -> edge.relation().equals("supersedes"))
                        .map(edge -> item(absent, edge.event(), edge.occurredAt())))
                .min(Comparator.comparing(Item::since).thenComparing(Item::what))
                .stream();
    }

    private static Item item(NodeRef absent, EventId by, Instant since) {
        return new Item(
                absent, "to be recorded: %s corrects it".formatted(by), since, Optional.empty());
    }
}
