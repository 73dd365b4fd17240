package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.connection.HookIntake.Condition;
import dev.goldthread.api.connection.HookIntake.Remapped;
import dev.goldthread.api.connection.Waiting;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;

/** How connections are, and mapping again what waits. Never shows a secret. */
@Controller("/v1/connections")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
final class ConnectionsController {

    private final HookIntake hooks;
    private final AllDeliveries deliveries;

    ConnectionsController(HookIntake hooks, AllDeliveries deliveries) {
        this.hooks = hooks;
        this.deliveries = deliveries;
    }

    @Operation(
            operationId = "connections",
            summary = "Every connection: what came by it, what waits and why")
    @AllowedTo({Role.READER, Role.AUDITOR})
    @Get
    HttpResponse<byte[]> list() {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("connections");
        hooks.conditions().forEach(each -> all.add(condition(each)));
        counts(json.putObject("unknown"), hooks.strangers());
        hooks.problem().ifPresent(problem -> json.put("problem", problem));
        return Json.ok(json);
    }

    @Operation(
            operationId = "delivery",
            summary = "What became of a delivery, whichever instance took it",
            description =
                    "body is the SHA-256 of the bytes as they were sent. state is settled, waiting (with kind and because), or kept;"
                            + " events are those that it gave, moreEvents how many are not named. Kept says that"
                            + " the body is there, but no instance that runs remembers more. 503 when one that may have taken it does not answer.")
    @AllowedTo({Role.READER, Role.AUDITOR})
    @Get("/{connection}/deliveries/{body}")
    HttpResponse<byte[]> delivery(
            @PathVariable String connection, @PathVariable String body, HttpRequest<?> request) {
        if (!hooks.knows(connection)) {
            throw unknown(connection);
        }
        return Json.ok(deliveries.find(connection, Paths.digest("body", body), request));
    }

    @Operation(
            operationId = "remapConnection",
            summary = "Read again what waits, by today's rules and adapters; ids stay the same")
    @AllowedTo(Role.OPERATOR)
    @Post("/{connection}/remap")
    HttpResponse<byte[]> remap(@PathVariable String connection, HttpRequest<?> request) {
        Remapped remapped =
                hooks.remap(connection, PreferWait.of(request))
                        .orElseThrow(() -> unknown(connection));
        ObjectNode json =
                OutcomesJson.json(remapped.outcomes())
                        .put("mapped", remapped.mapped())
                        .put("waiting", remapped.waiting());
        return Json.ok(json);
    }

    @Operation(
            operationId = "dismissWaiting",
            summary = "Let bodies of one kind wait no longer; they stay kept and give no events")
    @AllowedTo(Role.OPERATOR)
    @Post("/{connection}/dismiss")
    HttpResponse<byte[]> dismiss(@PathVariable String connection, @QueryValue String kind) {
        int dismissed = hooks.dismiss(connection, kind).orElseThrow(() -> unknown(connection));
        return Json.ok(Json.object().put("dismissed", dismissed));
    }

    private static ProblemException unknown(String connection) {
        return ProblemException.of(
                HttpStatus.NOT_FOUND,
                "unknown-connection",
                "there is no connection %s; goldthread connections list shows them"
                        .formatted(connection));
    }

    private static ObjectNode condition(Condition condition) {
        ObjectNode json =
                Json.object()
                        .put("name", condition.settings().name())
                        .put("format", condition.settings().format())
                        .put("scheme", condition.settings().scheme())
                        .put("principal", HookIntake.principal(condition.settings().name()));
        condition.last().ifPresent(at -> json.put("lastDeliveryAt", at.toString()));
        counts(json.putObject("results"), condition.counters().results());
        counts(json.putObject("denied"), condition.counters().denied());
        json.put("waitingCount", condition.waiting().size());
        waiting(json.putArray("waiting"), condition.waiting());
        return json;
    }

    private static void waiting(ArrayNode json, List<Waiting> waiting) {
        waiting.stream()
                .limit(1_000)
                .forEach(
                        each ->
                                json.addObject()
                                        .put("kind", each.kind())
                                        .put("because", each.because())
                                        .put("body", each.digest().hex())
                                        .put("receivedAt", each.receivedAt().toString()));
    }

    private static void counts(ObjectNode json, Map<String, Long> counts) {
        counts.forEach(json::put);
    }
}
