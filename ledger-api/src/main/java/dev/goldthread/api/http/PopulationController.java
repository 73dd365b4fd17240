package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.ProductionDeployments;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;

/** Everything of a kind in a product; each answer reads the partition's whole graph. */
@Controller("/v1/products/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class PopulationController {

    private final Answers answers;

    PopulationController(Answers answers) {
        this.answers = answers;
    }

    @Operation(
            operationId = "productionDeployments",
            summary = "Every deployment into production with its prior approval",
            description =
                    "UNRECONCILED stands where no source.reconciled of the environment proves the list complete.")
    @Get("/deployments")
    HttpResponse<byte[]> deployments(
            @PathVariable String product, @RequestBean When when, @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.ofAll(
                name,
                page.of(when),
                (graph, nodes) -> ProductionDeployments.of(graph, nodes, name),
                all -> PopulationJson.of(all, page),
                "event");
    }

    @Operation(
            operationId = "pending",
            summary = "What waits to be done, since when, and what is overdue")
    @Get("/pending")
    HttpResponse<byte[]> pending(
            @PathVariable String product, @RequestBean When when, @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.ofAll(
                name,
                page.of(when),
                (graph, nodes) -> PendingWork.of(graph, nodes, name),
                all -> PopulationJson.of(all, page),
                "event");
    }
}
