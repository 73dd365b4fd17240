package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.project.Offsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which events of a product are looked for; every part that is given has to hold.
 *
 * @param naming of each of these sets the event names a node: as its subject, or at either end of a
 *     link
 * @param type of the event
 * @param actor who did it, by id
 * @param service who says it: the address of the source, or the name of its tool
 * @param occurred when it happened
 * @param recorded when it was sealed
 */
public record EventFilter(
        List<Set<NodeRef>> naming,
        Optional<String> type,
        Optional<String> actor,
        Optional<String> service,
        Window occurred,
        Window recorded) {

    /**
     * A stretch of time.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public record Window(Optional<Instant> from, Optional<Instant> to) {

        public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

        boolean holds(Instant time) {
            return touches(time, time);
        }

        /** Whether a time between these two, both inclusive, may lie in it. */
        boolean touches(Instant earliest, Instant latest) {
            return from.filter(latest::isBefore).isEmpty()
                    && to.filter(end -> !earliest.isBefore(end)).isEmpty();
        }
    }

    public EventFilter {
        naming = List.copyOf(naming);
    }

    /** What an index knows of it: the event has to be in each of these. Empty when nothing. */
    List<Offsets> indexed(EventIndex index, Product product) {
        List<Offsets> parts = new ArrayList<>();
        for (Set<NodeRef> nodes : naming) {
            parts.add(Offsets.anyOf(nodes.stream().map(index::naming).toList()));
        }
        Stream.of(
                        actor.map(id -> IndexTerm.actor(product, id)),
                        service.map(name -> IndexTerm.service(product, name)),
                        type.map(name -> IndexTerm.type(product, name)))
                .flatMap(Optional::stream)
                .map(index::under)
                .forEach(parts::add);
        return parts;
    }

    /** Whether an index knows anything of it. */
    boolean isIndexed() {
        return !naming.isEmpty() || type.isPresent() || actor.isPresent() || service.isPresent();
    }

    boolean takes(LoggedEvent logged, Product product) {
        EventOutline event = logged.event();
        return event.product().equals(product)
                && type.filter(name -> !name.equals(event.type())).isEmpty()
                && actor.filter(id -> !id.equals(event.actor().id())).isEmpty()
                && service.filter(name -> !isSaidBy(event, name)).isEmpty()
                && occurred.holds(event.occurredAt())
                && recorded.holds(logged.sealedAt())
                && naming.stream().allMatch(nodes -> names(event, nodes));
    }

    private static boolean isSaidBy(EventOutline event, String service) {
        return service.equals(event.source().uri()) || service.equals(event.source().tool());
    }

    private static boolean names(EventOutline event, Set<NodeRef> nodes) {
        return nodes.contains(event.subject())
                || event.links().stream()
                        .anyMatch(link -> nodes.contains(link.from()) || nodes.contains(link.to()));
    }
}
