package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.gate.CanonicalJson;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Corrections;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.ledger.Refusal;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.ProductPosition;
import dev.goldthread.streams.query.SealedEvent;
import io.micronaut.http.HttpRequest;
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
import java.util.HexFormat;
import java.util.Optional;

/** What the ledger holds, event by event, and what it refused. */
@Controller("/v1/products")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ProductsController {

    private static final int REFUSALS_MAX = 100;

    private final LedgerQuery query;
    private final RefusalIndex refusals;
    private final CheckpointLog checkpoints;
    private final AllProducts everything;
    private final NotFound notFound;

    ProductsController(
            LedgerQuery query,
            RefusalIndex refusals,
            CheckpointLog checkpoints,
            AllProducts everything,
            NotFound notFound) {
        this.query = query;
        this.notFound = notFound;
        this.everything = everything;
        this.refusals = refusals;
        this.checkpoints = checkpoints;
    }

    @Operation(operationId = "products", summary = "Every product and how long its log is")
    @Get
    HttpResponse<byte[]> products(HttpRequest<?> request) {
        ObjectNode json = Json.object();
        json.putArray("products");
        everything
                .products(request)
                .forEach(position -> add(position, json.withArray("products").addObject()));
        return Json.ok(json);
    }

    private void add(ProductPosition position, ObjectNode json) {
        json.put("product", position.product().name())
                .put("seq", position.seq())
                .put("sealedAt", position.sealedAt().toString());
        checkpoints
                .latest(position.product())
                .ifPresent(
                        latest ->
                                json.putObject("checkpoint")
                                        .put("size", latest.checkpoint().size())
                                        .put("signedAt", latest.signedAt().toString()));
    }

    @Operation(
            operationId = "checkpoint",
            summary = "The latest signed checkpoint of a product's log, a C2SP signed note")
    @Produces(MediaType.TEXT_PLAIN)
    @AnsweredAnywhere
    @Get("/{product}/checkpoint")
    HttpResponse<byte[]> checkpoint(@PathVariable String product) {
        return checkpoints
                .latest(Paths.product(product))
                .map(latest -> HttpResponse.ok(latest.note().toBytes()))
                .orElseThrow(
                        () ->
                                ProblemException.of(
                                        HttpStatus.NOT_FOUND,
                                        "no-checkpoint",
                                        "there is no product %s, or it has no checkpoint yet; one comes within a second of its first event, ask /v1/status otherwise"
                                                .formatted(product)));
    }

    @Operation(
            operationId = "event",
            summary = "One sealed event with its seal, checked on reading")
    @Get("/{product}/event")
    HttpResponse<byte[]> event(@PathVariable String product, @QueryValue String id) {
        Product name = Paths.product(product);
        return query.event(name, Paths.eventId(id))
                .map(this::sealed)
                .map(Json::ok)
                .orElseThrow(
                        () ->
                                notFound.of(
                                        name,
                                        "unknown-event",
                                        "product %s has no sealed event %s; ask /refusals whether it was refused"
                                                .formatted(product, id)));
    }

    private ObjectNode sealed(SealedEvent sealed) {
        ObjectNode json = Json.object();
        json.set("event", Json.parse(CanonicalJson.text(sealed.event())));
        correct(sealed.event().event(), json);
        Seal seal = sealed.seal();
        json.putObject("seal")
                .put("seq", seal.seq())
                .put("sealedAt", seal.sealedAt().toString())
                .put("prev", seal.prev().hex())
                .put("schema", seal.schema().hex())
                .put("body", seal.body().hex())
                .put("leaf", sealed.leaf().hex())
                .put("bytes", HexFormat.of().formatHex(seal.toBytes()));
        return json;
    }

    /** What corrections say of it as of now, and what it corrects that is not there. */
    private void correct(Event event, ObjectNode json) {
        Product product = event.product();
        query.ask(
                product,
                AsOf.NOW,
                view -> {
                    Optional.ofNullable(view.takenBack(product).get(event.id()))
                            .ifPresent(by -> json.put("takenBackBy", by.value()));
                    TraceJson.putInPart(view.correctedInPart(product, event.id()), json);
                    return json;
                });
        TraceJson.putAbsent(
                Corrections.namedBy(EventOutline.of(event)).stream()
                        .filter(named -> query.event(product, new EventId(named.id())).isEmpty())
                        .toList(),
                json);
    }

    @Operation(
            operationId = "refusals",
            summary = "What was refused, newest first, at most 100 of what is at hand")
    @AnsweredAnywhere
    @Get("/{product}/refusals")
    HttpResponse<byte[]> refusals(@PathVariable String product, @QueryValue Optional<String> id) {
        ObjectNode json = Json.object();
        json.putArray("refusals");
        for (Refusal refusal : refusals.find(product, id, REFUSALS_MAX)) {
            ObjectNode one = json.withArray("refusals").addObject();
            refusal.id().ifPresent(each -> one.put("id", each));
            refusal.product().ifPresent(each -> one.put("product", each));
            one.put("rule", refusal.rule());
            refusal.field().ifPresent(each -> one.put("field", each));
            one.put("remedy", refusal.remedy());
            one.put("detail", refusal.detail());
            one.put("at", refusal.time().toString());
            one.put("source", refusal.source().orElse("gate"));
        }
        return Json.ok(json);
    }
}
