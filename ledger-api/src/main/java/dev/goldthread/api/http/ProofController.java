package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.PartOfPublicLog;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.TlogProof;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.checkpoint.PublishedCheckpoint;
import dev.goldthread.streams.query.InclusionProof;
import dev.goldthread.streams.query.LedgerQuery;
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
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Proofs about a product's log, for whoever holds its checkpoints (RFC 9162, sections 2.1.3-4). */
@Controller("/v1/products/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@AllowedTo({Role.READER, Role.AUDITOR})
@PartOfPublicLog
final class ProofController {

    private final LedgerQuery query;
    private final CheckpointLog checkpoints;
    private final NotFound notFound;

    ProofController(LedgerQuery query, CheckpointLog checkpoints, NotFound notFound) {
        this.query = query;
        this.notFound = notFound;
        this.checkpoints = checkpoints;
    }

    @Operation(
            operationId = "inclusionProof",
            summary =
                    "That the latest checkpoint covers an event; JSON, or a C2SP tlog-proof for Accept: text/plain")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Get("/events/{id}/proof")
    HttpResponse<byte[]> inclusion(
            @PathVariable String product, @PathVariable String id, HttpRequest<?> request) {
        Product name = Paths.product(product);
        EventId event = Paths.eventId(id);
        PublishedCheckpoint latest =
                checkpoints.latest(name).orElseThrow(() -> notCovered(name, id));
        InclusionProof proof =
                query.logs()
                        .inclusionProof(name, event, latest.checkpoint().size())
                        .orElseThrow(() -> notCovered(name, id));
        return request.accept().stream()
                        .findFirst()
                        .filter(MediaType.TEXT_PLAIN_TYPE::equals)
                        .isPresent()
                ? HttpResponse.ok(new TlogProof(proof.seq(), proof.path(), latest.note()).toBytes())
                        .contentType(MediaType.TEXT_PLAIN_TYPE)
                : Json.ok(json(product, id, proof, latest));
    }

    private static ObjectNode json(
            String product, String id, InclusionProof proof, PublishedCheckpoint latest) {
        ObjectNode json = Json.object();
        json.put("product", product).put("id", id);
        json.put("seq", proof.seq()).put("leaf", proof.leaf().hex());
        add(proof.path(), json.putArray("path"));
        json.putObject("checkpoint")
                .put("size", latest.checkpoint().size())
                .put("root", latest.checkpoint().root().hex())
                .put("note", new String(latest.note().toBytes(), StandardCharsets.UTF_8));
        return json;
    }

    @Operation(
            operationId = "consistencyProof",
            summary = "That the log of one size is the beginning of that of a larger size")
    @Produces(MediaType.APPLICATION_JSON)
    @Get("/consistency")
    HttpResponse<byte[]> consistency(
            @PathVariable String product, @QueryValue long from, @QueryValue long to) {
        if (from < 1 || from > to) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-size",
                    "from and to must be sizes, 1 <= from <= to, but are %d and %d"
                            .formatted(from, to));
        }
        Product name = Paths.product(product);
        List<Digest> path =
                query.logs()
                        .consistencyProof(name, from, to)
                        .orElseThrow(
                                () ->
                                        notFound.of(
                                                name,
                                                "unknown-size",
                                                "log %s has fewer than %d entries here; ask for a size of a checkpoint"
                                                        .formatted(product, to)));
        ObjectNode json = Json.object();
        json.put("product", product).put("from", from).put("to", to);
        add(path, json.putArray("path"));
        return Json.ok(json);
    }

    private static void add(List<Digest> path, ArrayNode json) {
        path.forEach(hash -> json.add(hash.hex()));
    }

    private ProblemException notCovered(Product product, String id) {
        return notFound.of(
                product,
                "not-covered",
                "no checkpoint of log %s covers an event %s yet; one comes within a second of sealing, ask again, or look among the refusals"
                        .formatted(product, id));
    }
}
