package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.ProductPosition;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;

/** What one partition of the ledger holds, of which a question about all of it is put together. */
@Controller("/v1/partitions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class PartitionsController {

    private final LedgerQuery query;

    PartitionsController(LedgerQuery query) {
        this.query = query;
    }

    @Operation(
            operationId = "partitionProducts",
            summary = "The products of one partition, from 0, and how long their logs are")
    @Get("/{partition}/products")
    HttpResponse<byte[]> products(@PathVariable int partition) {
        if (partition < 0 || partition >= query.partitions()) {
            throw ProblemException.of(
                    HttpStatus.NOT_FOUND,
                    "unknown-partition",
                    "partition must be 0 to %d, but is %d; the ledger has no more"
                            .formatted(query.partitions() - 1, partition));
        }
        ObjectNode json = Json.object().put("partition", partition);
        json.putArray("products");
        query.products(partition)
                .forEach(position -> add(position, json.withArray("products").addObject()));
        return Json.ok(json);
    }

    private static void add(ProductPosition position, ObjectNode json) {
        json.put("product", position.product().name())
                .put("seq", position.seq())
                .put("sealedAt", position.sealedAt().toString());
    }
}
