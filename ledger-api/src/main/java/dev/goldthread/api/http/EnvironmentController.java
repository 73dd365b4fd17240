package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.environment.EnvironmentHistory;
import dev.goldthread.core.environment.EnvironmentState;
import dev.goldthread.core.environment.Environments;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;

/** What runs where: now, at a time, and how it came about. */
@Controller("/v1/products/{product}/environments")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class EnvironmentController {

    private final Answers answers;
    private final ContentsElsewhere elsewhere;
    private final HeldNodes held;

    EnvironmentController(Answers answers, ContentsElsewhere elsewhere, HeldNodes held) {
        this.answers = answers;
        this.elsewhere = elsewhere;
        this.held = held;
    }

    @Operation(
            operationId = "environments",
            summary = "Every environment of a product with what is in force there",
            description =
                    "Of what runs and is not approved, knownElsewhere names other products that have the same digest.")
    @Get
    HttpResponse<byte[]> all(
            @PathVariable String product, @RequestBean When when, @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.of(
                GraphQuestion.overAll(
                        name,
                        page.of(when),
                        Environments.NODE_TYPES,
                        (graph, nodes) ->
                                Environments.of(
                                        graph, nodes, name, page::shown, held.ofThisRequest())),
                all ->
                        EnvironmentJson.of(
                                all,
                                page,
                                shown -> elsewhere.of(shown, all.asOf(), page.of(when).asOf())));
    }

    @Operation(
            operationId = "environment",
            summary =
                    "Digest, configuration, flags, model and cohort in force in an environment, each against what was approved",
            description =
                    "validAt asks for the state at a time, by what the ledger knows now; recordedAt or asOfSeq by what it knew then. Of what runs and is not approved, knownElsewhere names other products that have the same digest.")
    @Get("/{environment}")
    HttpResponse<byte[]> one(
            @PathVariable String product,
            @PathVariable String environment,
            @RequestBean When when) {
        NodeRef node = node(product, environment);
        return answers.of(
                GraphQuestion.about(
                        node.product(),
                        when,
                        "environment " + environment,
                        view -> EnvironmentState.of(view, node)),
                state -> EnvironmentJson.of(state, elsewhere.of(state, when.asOf())));
    }

    @Operation(
            operationId = "environmentHistory",
            summary =
                    "Every change of what is in force in an environment, by the event that says it",
            description =
                    "Of what began and was not approved then, knownElsewhere names other products that have the same digest, by the state that is asked for.")
    @Get("/{environment}/history")
    HttpResponse<byte[]> history(
            @PathVariable String product,
            @PathVariable String environment,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        NodeRef node = node(product, environment);
        return answers.of(
                GraphQuestion.about(
                        node.product(),
                        page.of(when),
                        "environment " + environment,
                        view -> EnvironmentHistory.of(view, node, page::shown)),
                history ->
                        EnvironmentJson.of(
                                history,
                                page,
                                shown ->
                                        elsewhere.of(shown, history.asOf(), page.of(when).asOf())));
    }

    private static NodeRef node(String product, String environment) {
        return new NodeRef(Paths.product(product), "Environment", environment);
    }
}
