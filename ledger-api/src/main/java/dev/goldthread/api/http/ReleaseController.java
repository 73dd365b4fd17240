package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.trace.Tracer;
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

/** What a release has to show, laid out: its matrix, what is missing, its risks and approvals. */
@Controller("/v1/products/{product}/releases/{version}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ReleaseController {

    private final Answers answers;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);

    ReleaseController(Answers answers) {
        this.answers = answers;
    }

    @Operation(
            operationId = "releaseMatrix",
            summary =
                    "User need, requirement, hazard and control, change, test at a revision, result on this digest, approval before deployment",
            description =
                    "Rows are the requirements that the changes of the release carry out, and risk controls that none of them implements.")
    @Get("/matrix")
    HttpResponse<byte[]> matrix(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                page.of(when),
                view -> tracer.matrix(view, name, version),
                found -> MatrixJson.of(found, page),
                "release " + version);
    }

    @Operation(
            operationId = "releaseGaps",
            summary = "Every gap of a release with reason and remedy, and how complete it is")
    @Get("/gaps")
    HttpResponse<byte[]> gaps(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                page.of(when),
                view -> tracer.gaps(view, name, version),
                found -> MatrixJson.of(found, page),
                "release " + version);
    }

    @Operation(
            operationId = "releaseHazards",
            summary =
                    "Hazard, control, requirement, verification and residual risk before and after the release")
    @Get("/hazards")
    HttpResponse<byte[]> hazards(
            @PathVariable String product, @PathVariable String version, @RequestBean When when) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                when,
                view -> tracer.hazards(view, name, version),
                ReleaseJson::of,
                "release " + version);
    }

    @Operation(
            operationId = "releaseApprovals",
            summary =
                    "Who approved what of a release, in which role, with which meaning, on which evidence, and whether they wrote it")
    @Get("/approvals")
    HttpResponse<byte[]> approvals(
            @PathVariable String product, @PathVariable String version, @RequestBean When when) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                when,
                view -> tracer.approvals(view, name, version),
                ReleaseJson::of,
                "release " + version);
    }

    @Operation(
            operationId = "releaseDifference",
            summary =
                    "What is different in a release since another: changes, requirements, contents, components, tests, configuration")
    @Get("/difference")
    HttpResponse<byte[]> difference(
            @PathVariable String product,
            @PathVariable String version,
            @QueryValue String from,
            @RequestBean When when) {
        Product name = Paths.product(product);
        return answers.of(
                name,
                when,
                view -> tracer.difference(view, name, from, version),
                ReleaseJson::of,
                "release %s or %s".formatted(from, version));
    }
}
