package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.metrics.FigureSource;
import dev.goldthread.api.metrics.LedgerMetrics;
import dev.goldthread.api.metrics.Stages;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.ProductPosition;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;

/** How far the ledger is: for people as status, for monitoring as metrics. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@AllowedTo({Role.READER, Role.AUDITOR})
final class StatusController {

    /** Prometheus exposition formats, "Text-based format". */
    private static final String PROMETHEUS_TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final Stages stages;
    private final FigureSource figures;
    private final LedgerMetrics metrics;
    private final LedgerQuery query;
    private final AllProducts everything;
    private final Fellows fellows;

    StatusController(
            Stages stages,
            FigureSource figures,
            LedgerMetrics metrics,
            LedgerQuery query,
            AllProducts everything,
            Fellows fellows) {
        this.everything = everything;
        this.fellows = fellows;
        this.stages = stages;
        this.figures = figures;
        this.metrics = metrics;
        this.query = query;
    }

    @Operation(
            operationId = "status",
            summary = "Every stage: done, behind, refused; totals, store, restore")
    @Produces(MediaType.APPLICATION_JSON)
    @Get("/v1/status")
    HttpResponse<byte[]> status(HttpRequest<?> request) {
        ObjectNode json = StatusJson.of(stages.now(), figures.now(), products(request));
        fellows.instances().ifPresent(instances -> InstancesJson.add(json, instances, query));
        return Json.ok(json);
    }

    /** A status is wanted most when something is not ready; then it is told without totals. */
    private Optional<List<ProductPosition>> products(HttpRequest<?> request) {
        try {
            return Optional.of(everything.products(request));
        } catch (NotReadyException e) {
            return Optional.empty();
        }
    }

    @Operation(operationId = "metrics", summary = "The same figures in Prometheus text format")
    @Produces(PROMETHEUS_TEXT)
    @Get("/metrics")
    String metrics() {
        return metrics.scrape(figures.now());
    }
}
