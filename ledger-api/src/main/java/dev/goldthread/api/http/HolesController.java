package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.Populations.Population;
import dev.goldthread.api.http.Populations.WholeLog;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.population.SourceStatus;
import dev.goldthread.core.population.Sources;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Whether everything that a product's sources said has arrived. */
@Controller("/v1/products/{product}")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class HolesController {

    private final Answers answers;
    private final NotFound notFound;
    private final LedgerQuery query;

    HolesController(Answers answers, NotFound notFound, LedgerQuery query) {
        this.answers = answers;
        this.notFound = notFound;
        this.query = query;
    }

    @Operation(
            operationId = "holes",
            summary =
                    "Every source: numbers that never came, silence, and what comparisons with its own list left",
            description =
                    "Silence is held against the clock, of an earlier state against its last entry, and of validAt against that time: then only what had happened by it was said. Where too much would have to be counted again, unknown says so, and there are neither sources nor findings. findings counts those of all sources, on every page.")
    @Get("/holes")
    HttpResponse<byte[]> holes(
            @PathVariable String product,
            @QueryValue Optional<String> silentAfter,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        Optional<Duration> silence = Populations.silentAfter(silentAfter);
        return answers.of(
                GraphQuestion.byIndex(
                        name,
                        page.of(when),
                        graph -> Populations.all(graph, name, page.of(when).asOf(), when, silence)),
                all -> json(name, all, page));
    }

    private static ObjectNode json(Product product, WholeLog all, PageQuery page) {
        ObjectNode json = Json.object().put("product", product.name());
        json.set("asOf", TraceJson.asOf(all.asOf()));
        return switch (all.population()) {
            case Population.Known(List<SourceStatus> sources) -> {
                json.put(
                        "findings",
                        sources.stream().mapToInt(status -> status.findings().size()).sum());
                List<SourceStatus> shown = page.cut(sources, all.asOf(), json);
                yield json.setAll(Populations.json(new Population.Known(shown)));
            }
            case Population.Unknown unknown -> json.setAll(Populations.json(unknown));
        };
    }

    @Operation(
            operationId = "recorded",
            summary = "Ids of one node type that a source and its parts recorded in a time",
            description =
                    "Of events that count. uses says how many uses there are of each deployment's id that was used more than once.")
    @Get("/recorded")
    HttpResponse<byte[]> recorded(
            @PathVariable String product,
            @QueryValue String source,
            @QueryValue String type,
            @QueryValue Optional<String> from,
            @QueryValue Optional<String> to) {
        Instant begin = from.map(HolesController::instant).orElse(Instant.MIN);
        Instant end = to.map(HolesController::instant).orElse(Instant.MAX);
        Product name = Paths.product(product);
        notFound.require(name);
        List<String> types = Vocabulary.GOLDTHREAD.eventTypesAbout(Paths.type("type", type));
        BiPredicate<String, Instant> isAsked =
                (uri, at) ->
                        Sources.isUnder(uri, source) && !at.isBefore(begin) && !at.isAfter(end);
        ObjectNode json = Json.object();
        json.put("product", product).put("source", source).put("type", type).putArray("ids");
        query.askWhole(
                query.partitionOf(name),
                graph -> {
                    GraphView now = AsOf.NOW.of(OwnLogView.of(graph, name), name);
                    SortedSet<NodeRef> nodes = new TreeSet<>();
                    counting(graph, now, name, types)
                            .filter(event -> event.subject().type().equals(type))
                            .filter(event -> isAsked.test(event.source().uri(), event.occurredAt()))
                            .forEach(event -> nodes.add(event.subject()));
                    nodes.forEach(node -> json.withArray("ids").add(node.id()));
                    nodes.stream()
                            .filter(node -> node.type().equals("Deployment"))
                            .forEach(node -> addUses(node, now, isAsked, json.withObject("/uses")));
                    return json;
                });
        return Json.ok(json);
    }

    /** What was taken back was not recorded. */
    private static Stream<EventOutline> counting(
            GraphReader graph, GraphView now, Product product, List<String> types) {
        Set<EventId> takenBack = now.takenBack(product).keySet();
        return events(graph.index(), product, types)
                .filter(event -> event.product().equals(product))
                .filter(event -> !takenBack.contains(event.id()));
    }

    private static void addUses(
            NodeRef deployment,
            GraphView now,
            BiPredicate<String, Instant> isAsked,
            ObjectNode json) {
        long uses =
                Installation.ofOwn(now.node(deployment), now).stream()
                        .filter(
                                use ->
                                        use.facts().stream()
                                                .anyMatch(
                                                        fact ->
                                                                isAsked.test(
                                                                        fact.source(),
                                                                        fact.occurredAt())))
                        .count();
        if (uses > 1) {
            json.put(deployment.id(), uses);
        }
    }

    private static Stream<EventOutline> events(
            EventIndex index, Product product, List<String> types) {
        return types.stream()
                .flatMap(type -> index.events(IndexTerm.type(product, type)))
                .map(LoggedEvent::event);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw malformed("from and to", "times such as 2026-03-01T10:00:00Z", text);
        }
    }

    private static ProblemException malformed(String field, String expected, String found) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "malformed-query",
                "%s must be %s, but is %s; correct it".formatted(field, expected, found));
    }
}
