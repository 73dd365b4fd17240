package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.trace.Tracer.Way;
import dev.goldthread.streams.query.LedgerQuery;
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
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Traces: what happened for a release or a digest, and what lies around a node. */
@Controller("/v1/products/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class TraceController {

    private static final Duration APPLIED_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int DEPTH_MAX = 64;

    private final LedgerQuery query;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);

    TraceController(LedgerQuery query) {
        this.query = query;
    }

    @Operation(
            operationId = "releaseTrace",
            summary = "What happened for a release, and what is missing",
            description =
                    "afterSeq waits, at most 10 s, until that position of the log is in the graph.")
    @Get("/releases/{version}/trace")
    HttpResponse<byte[]> release(
            @PathVariable String product,
            @PathVariable String version,
            @QueryValue Optional<Long> afterSeq) {
        Product name = Paths.product(product);
        return answer(
                name, afterSeq, view -> tracer.release(view, name, version), "release " + version);
    }

    @Operation(
            operationId = "digestTrace",
            summary = "Which requirements a digest satisfies and how it came to be")
    @Get("/digests/{digest}/trace")
    HttpResponse<byte[]> digest(
            @PathVariable String product,
            @PathVariable String digest,
            @QueryValue Optional<Long> afterSeq) {
        Product name = Paths.product(product);
        return answer(
                name, afterSeq, view -> tracer.digest(view, name, digest), "digest " + digest);
    }

    @Operation(
            operationId = "nodeTrace",
            summary = "What lies around a node: up to its causes, down to its effects")
    @Get("/trace")
    HttpResponse<byte[]> around(
            @PathVariable String product,
            @QueryValue String type,
            @QueryValue String id,
            @QueryValue(defaultValue = "both") String direction,
            @QueryValue(defaultValue = "2") int depth,
            @QueryValue Optional<Long> afterSeq) {
        Way way = way(direction);
        if (depth < 0 || depth > DEPTH_MAX) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "depth-range",
                    "depth must be 0 to %d, but is %d".formatted(DEPTH_MAX, depth));
        }
        NodeRef root = new NodeRef(Paths.product(product), type, id);
        return answer(
                root.product(),
                afterSeq,
                view -> tracer.around(view, root, way, depth),
                root.toString());
    }

    private static Way way(String direction) {
        return switch (direction) {
            case "up" -> Way.UP;
            case "down" -> Way.DOWN;
            case "both" -> Way.BOTH;
            default ->
                    throw ProblemException.of(
                            HttpStatus.BAD_REQUEST,
                            "unknown-direction",
                            "direction must be up, down or both, but is %s".formatted(direction));
        };
    }

    private HttpResponse<byte[]> answer(
            Product product,
            Optional<Long> afterSeq,
            Function<GraphView, Optional<Trace>> question,
            String what) {
        afterSeq.ifPresent(seq -> awaitApplied(product, seq));
        try {
            return query.ask(product, question)
                    .map(TraceJson::of)
                    .map(Json::ok)
                    .orElseThrow(
                            () ->
                                    ProblemException.of(
                                            HttpStatus.NOT_FOUND,
                                            "unknown-node",
                                            "product %s knows no %s; check the spelling, or pass afterSeq of the receipt when it was just submitted"
                                                    .formatted(product, what)));
        } catch (Tracer.TooLargeException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "trace-too-large",
                    String.valueOf(e.getMessage()));
        }
    }

    private void awaitApplied(Product product, long seq) {
        try {
            if (query.awaitApplied(product, seq, APPLIED_WAIT_MAX)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        }
        throw ProblemException.later(
                "not-applied",
                "seq %d of product %s is not in the graph after %d s; ask again, and see /v1/status"
                        .formatted(seq, product, APPLIED_WAIT_MAX.toSeconds()),
                RETRY_AFTER);
    }
}
