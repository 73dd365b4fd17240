package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.GraphQuestion.Following;
import dev.goldthread.api.http.Populations.Population;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.Matrix;
import dev.goldthread.core.trace.ReleaseGaps;
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
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What a release has to show, laid out: its matrix, what is missing, its risks and approvals. */
@Controller("/v1/products/{product}/releases/{version}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ReleaseController {

    private final Answers answers;
    private final Populations populations;
    private final ReleaseEvidence evidence;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);
    private final KeptLists<Marked<Matrix>> matrices =
            new KeptLists<>(
                    matrix -> matrix.answer().asOf(), matrix -> matrix.answer().rows().size());
    private final KeptLists<ReleaseGaps> gaps =
            new KeptLists<>(ReleaseGaps::asOf, found -> found.gaps().size());

    ReleaseController(Answers answers, Populations populations, ReleaseEvidence evidence) {
        this.answers = answers;
        this.evidence = evidence;
        this.populations = populations;
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
        Crossed<Marked<Matrix>> crossed =
                listed(
                        matrices,
                        release(name, version),
                        when,
                        page,
                        Marked.by(view -> tracer.matrix(view, name, version)));
        return answers.of(
                name,
                page.of(when),
                crossed,
                PartMarksJson.telling(name, (matrix, marks) -> MatrixJson.of(matrix, marks, page)));
    }

    @Operation(
            operationId = "releaseGaps",
            summary = "Every gap of a release with reason and remedy, and how complete it is",
            description =
                    "Sources that events of the release came from are asked too: HOLE, UNRECONCILED and, if silentAfter says how long is too long, SILENT.")
    @Get("/gaps")
    HttpResponse<byte[]> gaps(
            @PathVariable String product,
            @PathVariable String version,
            @QueryValue Optional<String> silentAfter,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        Optional<Duration> silence = Populations.silentAfter(silentAfter);
        Crossed<ReleaseGaps> crossed =
                listed(
                        gaps,
                        release(name, version),
                        when,
                        page,
                        view -> tracer.gaps(view, name, version));
        return answers.of(
                name, page.of(when), crossed, found -> withPopulation(found, when, silence, page));
    }

    /** A list of which a page is asked for, as the page before made it if that one is kept. */
    private <T> Crossed<T> listed(
            KeptLists<T> lists,
            NodeRef release,
            When when,
            PageQuery page,
            Function<GraphView, Optional<T>> question) {
        return lists.of(
                release,
                when,
                page,
                () -> answers.crossed(about(release, page.of(when), question)));
    }

    private ObjectNode withPopulation(
            ReleaseGaps gaps, When when, Optional<Duration> silence, PageQuery page) {
        Product product = gaps.release().product();
        Population population = populations.of(product, gaps.asOf(), gaps.entries(), when, silence);
        ObjectNode json = MatrixJson.of(gaps.with(Populations.gaps(product, population)), page);
        json.set("population", Populations.json(population));
        return json;
    }

    @Operation(
            operationId = "releaseHazards",
            summary =
                    "Hazard, control, requirement, verification and residual risk before and after the release")
    @Get("/hazards")
    HttpResponse<byte[]> hazards(
            @PathVariable String product, @PathVariable String version, @RequestBean When when) {
        Product name = Paths.product(product);
        return answers.marked(
                about(release(name, version), when, view -> tracer.hazards(view, name, version)),
                ReleaseJson::of);
    }

    @Operation(
            operationId = "releaseEvidence",
            summary =
                    "Whether the evidence that the events of a release cite is there, is what they cite, or was erased",
            description = "The bodies of the events that the trace rests on are read for it.")
    @Get("/evidence")
    HttpResponse<byte[]> evidence(
            @PathVariable String product, @PathVariable String version, @RequestBean When when) {
        Product name = Paths.product(product);
        return answers.of(
                about(release(name, version), when, view -> tracer.release(view, name, version)),
                evidence::of);
    }

    @Operation(
            operationId = "releaseApprovals",
            summary =
                    "Who approved what of a release, in which role, with which meaning, on which evidence, and whether they wrote it")
    @Get("/approvals")
    HttpResponse<byte[]> approvals(
            @PathVariable String product, @PathVariable String version, @RequestBean When when) {
        Product name = Paths.product(product);
        return answers.marked(
                about(release(name, version), when, view -> tracer.approvals(view, name, version)),
                ReleaseJson::of);
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
        return answers.marked(
                GraphQuestion.about(
                                name,
                                when,
                                LookedFor.all(release(name, from), release(name, version)),
                                view -> tracer.difference(view, name, from, version))
                        .lookingFor(GraphQuestion.ORIGINS),
                ReleaseJson::of);
    }

    private static <T> Following<T> about(
            NodeRef release, When when, Function<GraphView, Optional<T>> question) {
        return GraphQuestion.about(release.product(), when, "release " + release.id(), question)
                .lookingFor(GraphQuestion.ORIGINS);
    }

    private static NodeRef release(Product product, String version) {
        return new NodeRef(product, "Release", version);
    }
}
