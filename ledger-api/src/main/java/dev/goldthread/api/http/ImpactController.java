package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.crossing.Search.Aim;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.event.Vocabulary;
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
import java.util.Optional;
import java.util.Set;

/** What a change touches, and how two nodes are connected. */
@Controller("/v1/products/{product}")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ImpactController {

    private static final int HOPS = 16;

    private final TraceAnswers traces;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);
    private final Traversal impact = Vocabulary.GOLDTHREAD.traversal("impact");

    ImpactController(TraceAnswers traces) {
        this.traces = traces;
    }

    @Operation(
            operationId = "impact",
            summary = "What a change of a node touches, with suspect links",
            description =
                    "SUSPECT stands with the nodes whose link means an older revision than the one in force. The traversal impact of the vocabulary says what is followed. "
                            + Wholeness.ABOUT)
    @Produces({MediaType.APPLICATION_JSON, TraceAnswers.LINES, TraceAnswers.SVG})
    @Get("/impact")
    HttpResponse<?> impact(
            @PathVariable String product,
            @QueryValue String type,
            @QueryValue String id,
            @RequestBean TracePart part,
            @RequestBean When when,
            HttpRequest<?> request) {
        if (!impact.root().contains(type)) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "impact-type",
                    "type must be one of %s, but is %s; /trace follows any type"
                            .formatted(String.join(", ", impact.root()), type));
        }
        NodeRef root = new NodeRef(Paths.product(product), type, id);
        TraceFilter filter = part.filter();
        return traces.of(
                request,
                GraphQuestion.about(
                                root.product(),
                                when,
                                root.toString(),
                                view -> tracer.impact(view, root, filter))
                        .lookingFor(Set.of(Aim.USERS)),
                Wholeness.thread(filter));
    }

    @Operation(
            operationId = "path",
            summary = "The shortest way between two nodes, always the same one",
            description =
                    "depth is how many links long it may be, relations are the only ones that it follows, and types the only ones of the nodes between its two ends. Without a way connected is false and nodes is empty. Nothing is judged along it. toProduct is the last node's product where that is another one; then ways count as well that lead over the same content, such as a digest, in other products.")
    @Produces({MediaType.APPLICATION_JSON, TraceAnswers.LINES, TraceAnswers.SVG})
    @Get("/path")
    HttpResponse<?> path(
            @PathVariable String product,
            @QueryValue String fromType,
            @QueryValue String fromId,
            @QueryValue String toType,
            @QueryValue String toId,
            @QueryValue Optional<String> toProduct,
            @QueryValue(defaultValue = "both") String direction,
            @QueryValue(defaultValue = "" + HOPS) int depth,
            @QueryValue Optional<String> relations,
            @QueryValue Optional<String> types,
            @RequestBean When when,
            HttpRequest<?> request) {
        Product name = Paths.product(product);
        NodeRef from = Paths.node(name, "fromType", fromType, fromId);
        NodeRef to = Paths.node(toProduct.map(Paths::product).orElse(name), "toType", toType, toId);
        Way way = FilterParameters.way(direction);
        TraceFilter filter = FilterParameters.filter(Optional.of(depth), relations, types);
        return traces.way(
                request,
                GraphQuestion.about(
                                name,
                                when,
                                LookedFor.all(from, to),
                                view -> tracer.path(view, from, to, way, filter))
                        .lookingFor(
                                to.product().equals(name) ? Set.of() : Set.of(Aim.SAME_CONTENT)));
    }
}
