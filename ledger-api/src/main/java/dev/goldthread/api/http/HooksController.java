package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.connection.Hook;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.connection.authentication.Attempt;
import dev.goldthread.api.security.AllowedToAnyone;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Deliveries of tools in. Open to anyone without a token of the ledger, because the connection's
 * own scheme is the credential, checked over the raw bytes before anything is kept.
 */
@Controller("/v1/hooks")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@AllowedToAnyone
@ForeignParameters
final class HooksController {

    /**
     * Under which name {@code GET /v1/connections/{connection}/deliveries/{body}} finds it again.
     */
    static final String DELIVERY = "Goldthread-Delivery";

    private static final Duration RETRY_WHEN_THERE_IS_ROOM = Duration.ofSeconds(60);

    private final HookIntake hooks;
    private final Clock clock = Clock.systemUTC();

    HooksController(HookIntake hooks) {
        this.hooks = hooks;
    }

    @Operation(
            operationId = "hook",
            summary = "A tool's webhook; the connection says how it proves who it is",
            description =
                    "At most 32 MiB, gzip too. 200 or 202 as POST /v1/events, with the type of each event and the route that tells more of it,"
                            + " or kept until a rule maps it; delivery is the route that tells later what became of all;"
                            + " 401 not proven, 409 delivery id of another body, 422 not what the tool sends, 503 try again.")
    @Post("/{tool}/{connection}")
    HttpResponse<byte[]> receive(
            @Body byte[] body,
            @PathVariable String tool,
            @PathVariable String connection,
            HttpRequest<?> request) {
        Attempt attempt =
                new Attempt(
                        headers(request),
                        request.getParameters().getFirst("token"),
                        new Bytes(body),
                        clock.instant());
        Hook hook = hooks.receive(tool, connection, attempt, PreferWait.of(request));
        Digest digest = Digest.sha256(body);
        MutableHttpResponse<byte[]> answer = answer(hook, DeliveryJson.route(connection, digest));
        return isKept(hook) ? answer.header(DELIVERY, digest.hex()) : answer;
    }

    private static boolean isKept(Hook hook) {
        return switch (hook) {
            case Hook.Submitted _, Hook.Unmapped _, Hook.Unreadable _ -> true;
            case Hook.Replayed _, Hook.Full _, Hook.Denied _ -> false;
        };
    }

    private static Map<String, String> headers(HttpRequest<?> request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders()
                .forEach(
                        (name, values) -> {
                            if (!values.isEmpty()) {
                                headers.put(name, values.getFirst());
                            }
                        });
        return headers;
    }

    private static MutableHttpResponse<byte[]> answer(Hook hook, String delivery) {
        return switch (hook) {
            case Hook.Submitted submitted ->
                    OutcomesJson.of(DeliveryJson.results(submitted), delivery);
            case Hook.Unmapped unmapped -> kept(unmapped, delivery);
            case Hook.Unreadable(var violations, var _) -> Problem.refused(violations).response();
            case Hook.Replayed() ->
                    new Problem(
                                    HttpStatus.CONFLICT,
                                    "replayed",
                                    "another body came under this delivery id before, or this body as a message of another kind; nothing of it is kept")
                            .response();
            case Hook.Full(var waiting) ->
                    ProblemException.later(
                                    "too-many-waiting",
                                    "%d bodies of this connection wait; map them by goldthread connections remap, or let a kind go by dismiss"
                                            .formatted(waiting),
                                    RETRY_WHEN_THERE_IS_ROOM)
                            .response();
            case Hook.Denied _ -> denied();
        };
    }

    private static MutableHttpResponse<byte[]> kept(Hook.Unmapped unmapped, String delivery) {
        ObjectNode json =
                Json.object()
                        .put("status", "unmapped")
                        .put("kind", unmapped.kind())
                        .put("because", unmapped.because())
                        .put("body", unmapped.body().hex())
                        .put("delivery", delivery);
        return HttpResponse.<byte[]>status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.bytes(json));
    }

    /** Says the same whether there is no such connection, no signature or a wrong one. */
    private static MutableHttpResponse<byte[]> denied() {
        return new Problem(
                        HttpStatus.UNAUTHORIZED,
                        "not-proven",
                        "the sender did not prove to be this connection's; check the address, the secret and the clock: goldthread connections list counts the reasons")
                .response()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Goldthread-Connection");
    }
}
