package dev.goldthread.api.http;

import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;

/** Events in. */
@Controller("/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
@AllowedTo(Role.PRODUCER)
final class EventsController {

    private static final String CHANNEL = "http";
    private static final String NDJSON = "application/x-ndjson";

    private final GateService gate;
    private final EventShares shares;

    EventsController(GateService gate, EventShares shares) {
        this.gate = gate;
        this.shares = shares;
    }

    @Operation(
            operationId = "submitEvents",
            summary = "Submit events: a JSON object, a JSON array, or one object per line",
            description =
                    "At most 32 MiB and 10,000 events. Prefer: wait=5 waits for receipts, at most 30 s."
                            + " 200 all sealed, 202 taken, 207 some refused, 422 all refused, 503 try again.")
    @Post
    @Consumes({MediaType.APPLICATION_JSON, NDJSON})
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<byte[]> submit(@Body byte[] body, HttpRequest<?> request) {
        List<byte[]> events = isLines(request) ? EventBatch.ofLines(body) : EventBatch.ofJson(body);
        Submission submission =
                new Submission(BearerFilter.principal(request).name(), CHANNEL, Optional.empty());
        return OutcomesJson.of(
                shares.submit(
                        events,
                        request,
                        (share, wait) ->
                                OutcomesJson.results(gate.submit(share, submission, wait))));
    }

    private static boolean isLines(HttpRequest<?> request) {
        return request.getContentType().filter(type -> type.getName().equals(NDJSON)).isPresent();
    }
}
