package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Way;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Traces: what happened for a release, a digest or a deployment, and what lies around a node. */
@Controller("/v1/products/{product}")
@InTurn
@Produces({MediaType.APPLICATION_JSON, TraceAnswers.LINES, TraceAnswers.SVG})
@AllowedTo({Role.READER, Role.AUDITOR})
final class TraceController {

    /** Links far, where no depth is given. */
    private static final int DEPTH = 2;

    private final TraceAnswers answers;
    private final Populations populations;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);

    TraceController(TraceAnswers answers, Populations populations) {
        this.answers = answers;
        this.populations = populations;
    }

    @Operation(
            operationId = "releaseTrace",
            summary = "What happened for a release, and what is missing",
            description =
                    "afterSeq waits, at most 10 s, until that position of the log is in the graph. depth (links) and relations bound the walk, and a walk so bounded is not judged on coverage and decisions; types only chooses what is shown. "
                            + Wholeness.ABOUT
                            + " population=true adds the sources that the events came from, with HOLE, UNRECONCILED and, if silentAfter says how long is too long, SILENT.")
    @Get("/releases/{version}/trace")
    HttpResponse<?> release(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean TracePart part,
            @QueryValue(defaultValue = "false") boolean population,
            @QueryValue Optional<String> silentAfter,
            @RequestBean When when,
            HttpRequest<?> request) {
        Product name = Paths.product(product);
        TraceFilter filter = part.filter();
        Optional<Duration> silence = Populations.silentAfter(silentAfter);
        if (silence.isPresent() && !population) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "no-population",
                    "silentAfter is %s, but says how long a source of the population may say nothing, which is not asked for; give population=true too, or leave silentAfter out"
                            .formatted(silentAfter.orElse("")));
        }
        return answers.of(
                request,
                GraphQuestion.about(
                                name,
                                when,
                                "release " + version,
                                view -> tracer.release(view, name, version, filter))
                        .lookingFor(GraphQuestion.ORIGINS),
                population
                        ? Wholeness.thread(filter)
                                .andThen((trace, head) -> addPopulation(trace, when, silence, head))
                        : Wholeness.thread(filter));
    }

    private void addPopulation(
            Trace trace, When when, Optional<Duration> silence, ObjectNode head) {
        head.set(
                "population",
                Populations.json(
                        populations.of(
                                trace.product(), trace.asOf(), trace.entries(), when, silence)));
    }

    @Operation(
            operationId = "digestTrace",
            summary = "Which requirements a digest satisfies and how it came to be",
            description = Wholeness.ABOUT)
    @Get("/digests/{digest}/trace")
    HttpResponse<?> digest(
            @PathVariable String product,
            @PathVariable String digest,
            @RequestBean TracePart part,
            @RequestBean When when,
            HttpRequest<?> request) {
        Product name = Paths.product(product);
        TraceFilter filter = part.filter();
        return answers.of(
                request,
                GraphQuestion.about(
                                name,
                                when,
                                "digest " + digest,
                                view -> tracer.digest(view, name, digest, filter))
                        .lookingFor(GraphQuestion.ORIGINS),
                Wholeness.thread(filter));
    }

    @Operation(
            operationId = "deploymentTrace",
            summary = "Where a deployment comes from, back to the requirements behind its release",
            description = Wholeness.ABOUT)
    @Get("/deployments/{id}/trace")
    HttpResponse<?> deployment(
            @PathVariable String product,
            @PathVariable String id,
            @RequestBean TracePart part,
            @RequestBean When when,
            HttpRequest<?> request) {
        Product name = Paths.product(product);
        TraceFilter filter = part.filter();
        return answers.of(
                request,
                GraphQuestion.about(
                                name,
                                when,
                                "deployment " + id,
                                view -> tracer.deployment(view, name, id, filter))
                        .lookingFor(GraphQuestion.ORIGINS),
                Wholeness.thread(filter));
    }

    @Operation(
            operationId = "nodeTrace",
            summary = "What lies around a node: up to its causes, down to its effects",
            description = Wholeness.ABOUT)
    @Get("/trace")
    HttpResponse<?> around(
            @PathVariable String product,
            @QueryValue String type,
            @QueryValue String id,
            @QueryValue(defaultValue = "both") String direction,
            @RequestBean TracePart part,
            @RequestBean When when,
            HttpRequest<?> request) {
        Way way = FilterParameters.way(direction);
        TraceFilter filter = part.filter(DEPTH);
        NodeRef root = Paths.node(Paths.product(product), "type", type, id);
        return answers.of(
                request,
                GraphQuestion.about(
                                root.product(),
                                when,
                                root.toString(),
                                view -> tracer.around(view, root, way, filter))
                        .lookingFor(aims(way)),
                Wholeness.neighbourhood(filter));
    }

    /** Up to where it comes from, down to who uses it; around, only as far as links lead. */
    private static Set<Aim> aims(Way way) {
        return switch (way) {
            case UP -> GraphQuestion.ORIGINS;
            case DOWN -> Set.of(Aim.USERS);
            case BOTH -> Set.of();
        };
    }
}
