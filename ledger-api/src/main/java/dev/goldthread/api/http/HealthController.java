package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.AllowedToAnyone;
import dev.goldthread.api.security.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;

/** Whether the ledger serves, and how far each stage is. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
final class HealthController {

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
        List<Stages.Stage> all = stages.now();
        boolean serves = all.stream().allMatch(stage -> stage.problem().isEmpty());
        ObjectNode json = Json.object().put("status", serves ? "UP" : "DOWN");
        ObjectNode parts = json.putObject("parts");
        for (Stages.Stage stage : all) {
            ObjectNode part = parts.putObject(stage.name());
            part.put("status", stage.problem().isEmpty() ? "UP" : "DOWN");
            stage.problem().ifPresent(problem -> part.put("reason", problem));
        }
        return HttpResponse.<byte[]>status(serves ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.bytes(json));
    }

    @Operation(operationId = "status", summary = "Every stage with its counters")
    @AllowedTo({Role.READER, Role.AUDITOR})
    @Get("/v1/status")
    HttpResponse<byte[]> status() {
        ObjectNode json = Json.object();
        for (Stages.Stage stage : stages.now()) {
            ObjectNode one = json.withArray("stages").addObject();
            one.put("stage", stage.name());
            one.put("status", stage.problem().isEmpty() ? "UP" : "DOWN");
            stage.problem().ifPresent(problem -> one.put("reason", problem));
            ObjectNode counters = one.putObject("counters");
            stage.counters().forEach(counters::put);
        }
        return Json.ok(json);
    }
}
