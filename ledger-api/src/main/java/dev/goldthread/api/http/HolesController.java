package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.population.SourceStatus;
import dev.goldthread.core.population.Sources;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.LogSources;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether everything that a product's sources said has arrived. */
@Controller("/v1/products/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class HolesController {

    private final LedgerQuery query;

    HolesController(LedgerQuery query) {
        this.query = query;
    }

    @Operation(
            operationId = "holes",
            summary =
                    "Every source: numbers that never came, silence, and what comparisons with its own list left")
    @Get("/holes")
    HttpResponse<byte[]> holes(
            @PathVariable String product, @QueryValue Optional<String> silentAfter) {
        Product name = Paths.product(product);
        Sources sources =
                query.askWhole(query.partitionOf(name), graph -> LogSources.now(graph, name));
        List<SourceStatus> statuses =
                sources.statuses(Instant.now(), Populations.silentAfter(silentAfter));
        ObjectNode json = Json.object();
        json.put("product", product);
        json.put("findings", statuses.stream().mapToInt(status -> status.findings().size()).sum());
        json.putArray("sources");
        statuses.forEach(status -> SourceJson.add(status, json.withArray("sources").addObject()));
        return Json.ok(json);
    }

    @Operation(
            operationId = "recorded",
            summary = "Ids of one node type that a source and its parts recorded in a time")
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
        SortedSet<String> ids = new TreeSet<>();
        Predicate<EventOutline> isAsked =
                event ->
                        event.product().equals(name)
                                && event.subject().type().equals(type)
                                && Sources.isUnder(event.source().uri(), source)
                                && !event.occurredAt().isBefore(begin)
                                && !event.occurredAt().isAfter(end);
        query.askWhole(
                query.partitionOf(name),
                graph -> {
                    events(graph.index(), name, Vocabulary.GOLDTHREAD.eventTypesAbout(type))
                            .filter(isAsked)
                            .forEach(event -> ids.add(event.subject().id()));
                    return ids;
                });
        ObjectNode json = Json.object();
        json.put("product", product).put("source", source).put("type", type);
        ids.forEach(json.putArray("ids")::add);
        return Json.ok(json);
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
