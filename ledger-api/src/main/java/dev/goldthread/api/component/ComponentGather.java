package dev.goldthread.api.component;

import dev.goldthread.api.component.ComponentQuery.Answer;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.Offsets;
import dev.goldthread.streams.query.LedgerQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks every partition that can be asked here, in two rounds: which artifacts contain the
 * components, then where these artifacts went, because a release may include an artifact of a
 * product whose log lies elsewhere. Partitions that only other instances hold are not asked, and
 * the answer says how many were. Thread-safe.
 */
public final class ComponentGather {

    private static final String CONTAINS = "contains";

    /**
     * What was found.
     *
     * @param uses one more than was asked for when there are more
     * @param asked how many partitions were asked
     * @param partitions how many the ledger has
     */
    public record Found(List<ComponentUse> uses, int asked, int partitions) {
        public Found {
            uses = List.copyOf(uses);
        }
    }

    private final LedgerQuery query;

    public ComponentGather(LedgerQuery query) {
        this.query = query;
    }

    /**
     * The next ones in order.
     *
     * @param after where the page before ended
     * @throws NotReadyException when a partition that belongs here cannot be asked yet
     */
    public Found page(ComponentQuery wanted, AsOf asOf, Optional<Place> after, int limit) {
        if (!query.ready()) {
            throw new NotReadyException(
                    "a partition is being restored here, and may hold some of these components; ask again later");
        }
        SortedSet<Integer> partitions = query.readable();
        NavigableMap<Place, Optional<String>> places = contained(partitions, wanted, asOf);
        Map<Place, Optional<String>> rest =
                after.<Map<Place, Optional<String>>>map(last -> places.tailMap(last, false))
                        .orElse(places);
        List<Place> page = rest.keySet().stream().limit(limit + 1L).toList();
        Map<NodeRef, ArtifactUses> uses = uses(partitions, page, asOf);
        List<ComponentUse> answer = new ArrayList<>();
        for (Place place : page) {
            answer.add(
                    new ComponentUse(
                            place.component(),
                            wanted.about(place.component()) == Answer.YES,
                            place.artifact(),
                            rest.getOrDefault(place, Optional.empty()),
                            uses.getOrDefault(place.artifact(), ArtifactUses.NONE)));
        }
        return new Found(answer, partitions.size(), query.partitions());
    }

    /** First round; with the name of each artifact. */
    private NavigableMap<Place, Optional<String>> contained(
            SortedSet<Integer> partitions, ComponentQuery wanted, AsOf asOf) {
        NavigableMap<Place, Optional<String>> all = new TreeMap<>(ComponentUse.ORDER);
        query.askEach(partitions, graph -> contained(graph, wanted, asOf))
                .forEach(
                        part ->
                                part.forEach(
                                        (place, name) ->
                                                all.merge(
                                                        place,
                                                        name,
                                                        (one, other) ->
                                                                one.isPresent() ? one : other)));
        return all;
    }

    private static NavigableMap<Place, Optional<String>> contained(
            GraphReader graph, ComponentQuery wanted, AsOf asOf) {
        NavigableMap<Place, Optional<String>> places = new TreeMap<>(ComponentUse.ORDER);
        TreeSet<NodeRef> artifacts = new TreeSet<>();
        EventIndex index = graph.index();
        Offsets events = index.under(IndexTerm.component(wanted.name()));
        for (long at = events.from(0); at != Offsets.NONE; at = events.from(at + 1)) {
            index.event(at).ifPresent(event -> artifacts.addAll(artifacts(event, wanted)));
        }
        for (NodeRef artifact : artifacts) {
            GraphView then = asOf.of(graph, artifact.product());
            Node node = then.node(artifact);
            node.causes().stream()
                    .filter(edge -> isContained(edge, wanted))
                    .map(edge -> new Place(edge.to().id(), artifact))
                    .forEach(place -> places.put(place, node.text("name")));
        }
        return places;
    }

    private static List<NodeRef> artifacts(LoggedEvent logged, ComponentQuery wanted) {
        return logged.event().links().stream()
                .filter(link -> link.relation().equals(CONTAINS) && isWanted(link.to(), wanted))
                .map(Link::from)
                .distinct()
                .toList();
    }

    private static boolean isContained(Edge edge, ComponentQuery wanted) {
        return edge.relation().equals(CONTAINS) && isWanted(edge.to(), wanted);
    }

    /** One that nobody can compare is shown rather than left out. */
    private static boolean isWanted(NodeRef component, ComponentQuery wanted) {
        return wanted.about(component.id()) != Answer.NO;
    }

    /** Second round. */
    private Map<NodeRef, ArtifactUses> uses(
            SortedSet<Integer> partitions, List<Place> places, AsOf asOf) {
        List<NodeRef> artifacts = places.stream().map(Place::artifact).distinct().toList();
        return query
                .askEach(
                        partitions,
                        graph ->
                                artifacts.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        each -> each,
                                                        each -> uses(each, graph, asOf))))
                .stream()
                .flatMap(part -> part.entrySet().stream())
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, ArtifactUses::and));
    }

    private static ArtifactUses uses(NodeRef artifact, GraphReader graph, AsOf asOf) {
        return ArtifactUses.of(artifact, asOf.of(graph, artifact.product()));
    }
}
