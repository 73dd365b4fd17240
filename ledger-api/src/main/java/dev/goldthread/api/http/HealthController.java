package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.metrics.Stages;
import dev.goldthread.api.security.AllowedToAnyone;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether the ledger serves. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
final class HealthController {

    /** Without the registry a ledger goes on with the schemas it knows. */
    private static final Set<Stages.Part> NEEDED =
            EnumSet.complementOf(EnumSet.of(Stages.Part.REGISTRY));

    private final Stages stages;

    HealthController(Stages stages) {
        this.stages = stages;
    }

    @Operation(operationId = "live", summary = "The process answers; no token needed")
    @AllowedToAnyone
    @Get("/health/live")
    HttpResponse<byte[]> live() {
        return Json.ok(Json.object().put("status", "UP"));
    }

    @Operation(
            operationId = "ready",
            summary = "Every part serves, else 503 with the reasons; no token needed")
    @AllowedToAnyone
    @Get("/health/ready")
    HttpResponse<byte[]> ready() {
        List<Stages.State> all =
                stages.now().stream().filter(state -> NEEDED.contains(state.part())).toList();
        boolean serves = all.stream().allMatch(state -> state.problem().isEmpty());
        ObjectNode json = Json.object().put("status", serves ? "UP" : "DOWN");
        ObjectNode parts = json.putObject("parts");
        for (Stages.State stage : all) {
            ObjectNode part = parts.putObject(stage.part().text());
            part.put("status", stage.problem().isEmpty() ? "UP" : "DOWN");
            stage.problem().ifPresent(problem -> part.put("reason", problem));
        }
        return HttpResponse.<byte[]>status(serves ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.bytes(json));
    }
}
