package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceFilter;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.trace.Tracer.Way;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;

/** Traces: what happened for a release, a digest or a deployment, and what lies around a node. */
@Controller("/v1/products/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class TraceController {

    private final Answers answers;
    private final Populations populations;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);

    TraceController(Answers answers, Populations populations) {
        this.answers = answers;
        this.populations = populations;
    }

    @Operation(
            operationId = "releaseTrace",
            summary = "What happened for a release, and what is missing",
            description =
                    "afterSeq waits, at most 10 s, until that position of the log is in the graph. depth (links) and relations bound the walk, and a walk so bounded is not judged on coverage and decisions; types only chooses what is shown. population=true adds the sources that the events came from, with HOLE and UNRECONCILED; it reads the log.")
    @Get("/releases/{version}/trace")
    HttpResponse<byte[]> release(
            @PathVariable String product,
            @PathVariable String version,
            @QueryValue Optional<Integer> depth,
            @QueryValue Optional<String> relations,
            @QueryValue Optional<String> types,
            @QueryValue(defaultValue = "false") boolean population,
            @RequestBean When when) {
        Product name = Paths.product(product);
        TraceFilter filter = FilterParameters.filter(depth, relations, types);
        return answers.of(
                name,
                when,
                view -> tracer.release(view, name, version, filter),
                trace -> population ? withPopulation(trace, when) : TraceJson.of(trace),
                "release " + version);
    }

    private ObjectNode withPopulation(Trace trace, When when) {
        ObjectNode json = TraceJson.of(trace);
        json.set(
                "population",
                Populations.json(
                        populations.of(
                                trace.product(),
                                trace.asOf().seq(),
                                trace.entries(),
                                when.isNow() ? Instant.now() : trace.asOf().sealedAt(),
                                Optional.empty())));
        return json;
    }

    @Operation(
            operationId = "digestTrace",
            summary = "Which requirements a digest satisfies and how it came to be")
    @Get("/digests/{digest}/trace")
    HttpResponse<byte[]> digest(
            @PathVariable String product,
            @PathVariable String digest,
            @QueryValue Optional<Integer> depth,
            @QueryValue Optional<String> relations,
            @QueryValue Optional<String> types,
            @RequestBean When when) {
        Product name = Paths.product(product);
        TraceFilter filter = FilterParameters.filter(depth, relations, types);
        return answers.of(
                name,
                when,
                view -> tracer.digest(view, name, digest, filter),
                TraceJson::of,
                "digest " + digest);
    }

    @Operation(
            operationId = "deploymentTrace",
            summary = "Where a deployment comes from, back to the requirements behind its release")
    @Get("/deployments/{id}/trace")
    HttpResponse<byte[]> deployment(
            @PathVariable String product,
            @PathVariable String id,
            @QueryValue Optional<Integer> depth,
            @QueryValue Optional<String> relations,
            @QueryValue Optional<String> types,
            @RequestBean When when) {
        Product name = Paths.product(product);
        TraceFilter filter = FilterParameters.filter(depth, relations, types);
        return answers.of(
                name,
                when,
                view -> tracer.deployment(view, name, id, filter),
                TraceJson::of,
                "deployment " + id);
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
            @QueryValue Optional<String> relations,
            @QueryValue Optional<String> types,
            @RequestBean When when) {
        Way way = FilterParameters.way(direction);
        TraceFilter filter = FilterParameters.filter(Optional.of(depth), relations, types);
        NodeRef root = new NodeRef(Paths.product(product), type, id);
        return answers.of(
                root.product(),
                when,
                view -> tracer.around(view, root, way, filter),
                TraceJson::of,
                root.toString());
    }
}
