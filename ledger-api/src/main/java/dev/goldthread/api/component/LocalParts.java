package dev.goldthread.api.component;

import dev.goldthread.api.component.ComponentQuery.Answer;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.ReadOnceView;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.query.LedgerQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads partitions that this instance owns or follows. Thread-safe. */
public record LocalParts(LedgerQuery query, ComponentQuery wanted, AsOf asOf)
        implements PartitionParts {

    private static final String CONTAINS = "contains";

    /** Links are more than what they lead to; more of them are refused, never cut. */
    private static final int MADE_MAX = 10 * MadeOf.NODES_MAX;

    @Override
    public int partitions() {
        return query.partitions();
    }

    @Override
    public Said<Map<Place, Optional<String>>> contained(int partition) {
        return query.askWhole(partition, this::contained);
    }

    private Said<Map<Place, Optional<String>>> contained(GraphReader reader) {
        Graph graph = new Graph(reader);
        Map<Place, Optional<String>> places = new TreeMap<>(ComponentUse.ORDER);
        TreeSet<NodeRef> artifacts = new TreeSet<>();
        Predicate<NodeRef> isWanted = readOnce();
        reader.index()
                .events(IndexTerm.component(wanted.name()))
                .flatMap(logged -> artifacts(logged, isWanted))
                .forEach(artifacts::add);
        for (NodeRef artifact : artifacts) {
            Node node = graph.of(artifact.product()).node(artifact);
            node.causes().stream()
                    .filter(edge -> edge.relation().equals(CONTAINS) && isWanted.test(edge.to()))
                    .map(edge -> new Place(edge.to().id(), artifact))
                    .forEach(place -> places.put(place, node.text("name")));
        }
        return new Said<>(
                places,
                places.isEmpty()
                        ? stands(graph, reader.positions().keySet().stream())
                        : standsOn(graph, artifacts.stream()));
    }

    /** One partition's graph as each product sees it; many artifacts ran in the same places. */
    private final class Graph {

        private final GraphReader reader;
        private final Map<Product, GraphView> views = new HashMap<>();

        Graph(GraphReader reader) {
            this.reader = reader;
        }

        GraphView of(Product product) {
            return views.computeIfAbsent(
                    product, home -> ReadOnceView.ofEnvironments(asOf.of(reader, home)));
        }
    }

    /** Where the logs of these nodes' products end, as far as they lie in this partition. */
    private Standing standsOn(Graph graph, Stream<NodeRef> named) {
        return stands(graph, named.map(NodeRef::product).distinct());
    }

    private Standing stands(Graph graph, Stream<Product> logs) {
        SortedMap<Product, Position> ends = new TreeMap<>();
        logs.forEach(
                product ->
                        graph.of(product)
                                .position(product)
                                .ifPresent(end -> ends.put(product, end)));
        return new Standing(graph.reader.appliedOffset(), ends);
    }

    private static Stream<NodeRef> artifacts(LoggedEvent logged, Predicate<NodeRef> isWanted) {
        return logged.event().links().stream()
                .filter(link -> link.relation().equals(CONTAINS) && isWanted.test(link.to()))
                .map(Link::from);
    }

    /**
     * Whether a component is one of those; one that nobody can compare is shown rather than left
     * out. What many artifacts contain is read once.
     */
    private Predicate<NodeRef> readOnce() {
        Map<String, Boolean> known = new HashMap<>();
        return component ->
                known.computeIfAbsent(component.id(), id -> wanted.about(id) != Answer.NO);
    }

    @Override
    public Said<List<Made>> made(int partition, Collection<NodeRef> with) {
        return query.askWhole(
                partition,
                reader -> {
                    Graph graph = new Graph(reader);
                    List<Made> made =
                            with.stream()
                                    .distinct()
                                    .flatMap(each -> made(each, graph))
                                    .limit(MADE_MAX + 1L)
                                    .toList();
                    MadeOf.requireAtMost(
                            made.size(), MADE_MAX, "links lead on from what contains it");
                    return new Said<>(made, standsOn(graph, made.stream().map(Made::made)));
                });
    }

    private Stream<Made> made(NodeRef with, Graph graph) {
        return graph.of(with.product()).effects(with).stream()
                .filter(LocalParts::leadsToProduct)
                .map(Edge::from)
                .distinct()
                .map(from -> new Made(with, from, name(from, graph)));
    }

    /** As an impact follows it (vocabulary, traversal {@code impact}). */
    private static boolean leadsToProduct(Edge edge) {
        String type = edge.from().type();
        return switch (edge.relation()) {
            case "used" -> type.equals("Build") || type.equals("TrainingRun");
            case "producedBy" -> type.equals("Artifact") || type.equals("Model");
            case "packages" -> type.equals("Artifact");
            default -> false;
        };
    }

    private Optional<String> name(NodeRef node, Graph graph) {
        return !MadeOf.isShipped(node)
                ? Optional.empty()
                : graph.of(node.product()).node(node).text("name");
    }

    @Override
    public Said<List<Made>> twins(int partition, Collection<NodeRef> contents) {
        return query.askWhole(partition, graph -> twins(contents, graph));
    }

    private Said<List<Made>> twins(Collection<NodeRef> contents, GraphReader reader) {
        Graph graph = new Graph(reader);
        Set<Product> logs = reader.positions().keySet();
        List<Made> twins = new ArrayList<>();
        for (NodeRef content : contents) {
            Mention.twins(graph.of(content.product()), logs, content)
                    .map(twin -> new Made(content, twin, name(twin, graph)))
                    .forEach(twins::add);
            MadeOf.requireAtMost(twins.size(), MADE_MAX, "products have the same content");
        }
        return new Said<>(twins, standsOn(graph, twins.stream().map(Made::made)));
    }

    @Override
    public Said<Map<NodeRef, ArtifactUses>> uses(int partition, Collection<NodeRef> artifacts) {
        return query.askWhole(partition, graph -> uses(new TreeSet<>(artifacts), new Graph(graph)));
    }

    private Said<Map<NodeRef, ArtifactUses>> uses(SortedSet<NodeRef> artifacts, Graph graph) {
        Map<NodeRef, ArtifactUses> uses = new TreeMap<>();
        for (NodeRef artifact : artifacts) {
            uses.put(artifact, ArtifactUses.of(artifact, graph.of(artifact.product())));
        }
        Stream<NodeRef> named =
                uses.entrySet().stream()
                        .flatMap(
                                each ->
                                        Stream.concat(
                                                Stream.of(each.getKey()), each.getValue().named()));
        return new Said<>(uses, standsOn(graph, named));
    }
}
