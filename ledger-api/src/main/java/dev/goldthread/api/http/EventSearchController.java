package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Corrections;
import dev.goldthread.streams.project.LoggedEvent;
import dev.goldthread.streams.query.EventFilter;
import dev.goldthread.streams.query.EventSearch;
import dev.goldthread.streams.query.EventSearch.Cursor;
import dev.goldthread.streams.query.EventSearch.Page;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events of a product, by what they name, who did them, who says them, and when. */
@Controller("/v1/products/{product}")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class EventSearchController {

    /** All that the pages of one question have in common. */
    private record Question(Product product, EventFilter filter, AsOf asOf) {}

    private final Answers answers;

    EventSearchController(Answers answers) {
        this.answers = answers;
    }

    @Operation(
            operationId = "events",
            summary = "Events of a product that fit all of the parameters, in the order of its log",
            description =
                    "At most limit (1 to 10,000, 1,000 unless said) in a page. As long as there is next, pass it as after to go on; a page may be short, even empty, and still have next. Later events do not change the pages.")
    @Get("/events")
    HttpResponse<byte[]> events(
            @PathVariable String product,
            @RequestBean EventParameters wanted,
            @RequestBean When when,
            @QueryValue Optional<Integer> limit,
            @QueryValue Optional<String> after) {
        Product name = Paths.product(product);
        EventFilter filter = wanted.filter(name);
        int count = Paging.limit(limit);
        AsOf asOf = when.asOf();
        Question question = new Question(name, filter, asOf);
        Optional<Cursor> cursor = after.map(text -> cursor(question, text));
        return answers.of(
                GraphQuestion.byIndex(
                        name,
                        when,
                        LookedFor.oneOfEach(filter.naming()),
                        graph -> EventSearch.page(graph, name, filter, asOf, cursor, count)),
                page -> json(question, page));
    }

    private static Cursor cursor(Question question, String text) {
        List<Long> place = Paging.numbers(question, text, 2);
        return new Cursor(place.getFirst(), place.getLast());
    }

    private static ObjectNode json(Question question, Page page) {
        ObjectNode json = Json.object().put("product", page.product().name());
        json.set("asOf", TraceJson.asOf(page.asOf()));
        ArrayNode events = json.putArray("events");
        page.events()
                .forEach(
                        event -> {
                            ObjectNode one = event(event, page.corrections());
                            TraceJson.putAbsent(
                                    page.absent().getOrDefault(event.event().id(), Set.of()), one);
                            events.add(one);
                        });
        page.next()
                .ifPresent(
                        next ->
                                json.put(
                                        "next",
                                        Paging.cursor(
                                                question,
                                                List.of(
                                                        Long.toString(next.end()),
                                                        Long.toString(next.at())))));
        return json;
    }

    private static ObjectNode event(LoggedEvent logged, Corrections corrections) {
        EventOutline event = logged.event();
        ObjectNode json =
                Json.object()
                        .put("seq", logged.seq())
                        .put("id", event.id().value())
                        .put("type", event.type())
                        .put("occurredAt", event.occurredAt().toString())
                        .put("sealedAt", logged.sealedAt().toString());
        json.set("actor", TraceJson.actor(event.actor()));
        json.set("source", source(event.source()));
        json.set("subject", TraceJson.ref(event.product(), event.subject()));
        json.put("links", event.links().size());
        event.reason().ifPresent(reason -> json.put("reason", reason));
        Optional.ofNullable(corrections.takenBack().get(event.id()))
                .ifPresent(by -> json.put("takenBackBy", by.value()));
        TraceJson.putInPart(corrections.inPart().getOrDefault(event.id(), List.of()), json);
        return json;
    }

    private static ObjectNode source(Source source) {
        ObjectNode json = Json.object().put("uri", source.uri()).put("tool", source.tool());
        source.seq().ifPresent(seq -> json.put("seq", seq));
        return json;
    }
}
