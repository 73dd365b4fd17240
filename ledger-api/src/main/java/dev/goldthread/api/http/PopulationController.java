package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.ProductionDeployments;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;

/** Everything of a kind in a product; each answer reads the partition's whole graph. */
@Controller("/v1/products/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class PopulationController {

    private final LedgerQuery query;
    private final Answers answers;

    PopulationController(LedgerQuery query) {
        this.query = query;
        answers = new Answers(query);
    }

    @Operation(
            operationId = "productionDeployments",
            summary = "Every deployment into production with its prior approval",
            description =
                    "UNRECONCILED stands where no source.reconciled of the environment proves the list complete.")
    @Get("/deployments")
    HttpResponse<byte[]> deployments(
            @PathVariable String product, @QueryValue Optional<Long> afterSeq) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                afterSeq,
                () ->
                        query.askAll(
                                name,
                                graph -> ProductionDeployments.of(graph, graph.nodes(), name)),
                PopulationJson::of,
                "event");
    }

    @Operation(
            operationId = "pending",
            summary = "What waits to be done, since when, and what is overdue")
    @Get("/pending")
    HttpResponse<byte[]> pending(
            @PathVariable String product, @QueryValue Optional<Long> afterSeq) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                afterSeq,
                () -> query.askAll(name, graph -> PendingWork.of(graph, graph.nodes(), name)),
                PopulationJson::of,
                "event");
    }
}
