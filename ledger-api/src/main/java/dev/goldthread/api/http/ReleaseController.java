package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.http.GraphQuestion.Following;
import dev.goldthread.api.http.Populations.Population;
import dev.goldthread.api.http.ReleaseEvidence.Citations;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Differences;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.Matrix;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.ReleaseDifference;
import dev.goldthread.core.trace.ReleaseGaps;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import io.micronaut.http.HttpResponse;
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
import java.util.function.Function;

/** What a release has to show, laid out: its matrix, what is missing, its risks and approvals. */
@Controller("/v1/products/{product}/releases/{version}")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ReleaseController {

    private static final Differences DIFFERENCES = new Differences(Vocabulary.GOLDTHREAD);

    private final Answers answers;
    private final Populations populations;
    private final ReleaseEvidence evidence;
    private final Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);
    private final KeptLists<Marked<Matrix>> matrices =
            new KeptLists<>(
                    each -> each.answer().asOf(),
                    each -> each.answer().rows().size(),
                    HeldParts::ofMatrix);
    private final KeptLists<ReleaseGaps> gaps =
            new KeptLists<>(ReleaseGaps::asOf, found -> found.gaps().size(), HeldParts::ofGaps);
    private final KeptLists<Marked<ReleaseDifference>> differences =
            new KeptLists<>(
                    each -> each.answer().asOf(),
                    each -> each.answer().size(),
                    HeldParts::ofDifference);
    private final KeptLists<Citations> citations =
            new KeptLists<>(Citations::asOf, each -> each.cited().size(), HeldParts::ofCitations);

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
        return marked(
                matrices,
                about(
                        name,
                        version,
                        page.of(when),
                        Marked.by(view -> tracer.matrix(view, name, version))),
                when,
                page,
                MatrixJson::of);
    }

    @Operation(
            operationId = "releaseGaps",
            summary = "Every gap of a release with reason and remedy, and how complete it is",
            description =
                    "Sources that events of the release came from are asked too: HOLE, UNRECONCILED and, if silentAfter says how long is too long, SILENT. These are on the first page, beside as many others as limit says.")
    @Get("/gaps")
    HttpResponse<byte[]> gaps(
            @PathVariable String product,
            @PathVariable String version,
            @QueryValue Optional<String> silentAfter,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        Optional<Duration> silence = Populations.silentAfter(silentAfter);
        Following<ReleaseGaps> question =
                about(name, version, page.of(when), view -> tracer.gaps(view, name, version));
        return answers.of(
                name,
                page.of(when),
                gaps.of(when, page, () -> answers.crossed(question)),
                found -> withPopulation(found, when, silence, page));
    }

    private ObjectNode withPopulation(
            ReleaseGaps gaps, When when, Optional<Duration> silence, PageQuery page) {
        Product product = gaps.release().product();
        Population population = populations.of(product, gaps.asOf(), gaps.entries(), when, silence);
        ObjectNode json = MatrixJson.of(gaps, Populations.gaps(product, population), page);
        json.set("population", Populations.json(population));
        return json;
    }

    @Operation(
            operationId = "releaseHazards",
            summary =
                    "Hazard, control, requirement, verification and residual risk before and after the release")
    @Get("/hazards")
    HttpResponse<byte[]> hazards(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.marked(
                about(name, version, page.of(when), view -> tracer.hazards(view, name, version)),
                (found, marks) -> ReleaseJson.of(found, marks, page));
    }

    @Operation(
            operationId = "releaseEvidence",
            summary =
                    "Whether the evidence that the events of a release cite is there, is what they cite, or was erased",
            description =
                    "The bodies of the events that the trace rests on are read for it. cited counts all of it, present what this page shows and is there.")
    @Get("/evidence")
    HttpResponse<byte[]> evidence(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        Following<Trace> question =
                about(name, version, page.of(when), view -> tracer.release(view, name, version));
        return answers.of(
                name,
                page.of(when),
                citations.of(when, page, () -> evidence.citations(answers.crossed(question))),
                found -> evidence.of(found, page));
    }

    @Operation(
            operationId = "releaseApprovals",
            summary =
                    "Who approved what of a release, in which role, with which meaning, on which evidence, and whether they wrote it")
    @Get("/approvals")
    HttpResponse<byte[]> approvals(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.marked(
                about(name, version, page.of(when), view -> tracer.approvals(view, name, version)),
                (found, marks) -> ReleaseJson.of(found, marks, page));
    }

    @Operation(
            operationId = "releaseDifference",
            summary =
                    "What is different in a release since another, or since a time or an approval: changes, requirements, contents, components, tests, configuration",
            description =
                    "One of from, since and sinceApproval says what it is held against: another release, or the same one by what had happened at a time or when an approval was decided last. A page has so many items of all lists together, one list after the other; counts of a section says how many each of its lists has on all pages.")
    @Get("/difference")
    HttpResponse<byte[]> difference(
            @PathVariable String product,
            @PathVariable String version,
            @RequestBean Earlier earlier,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        Following<Marked<ReleaseDifference>> question =
                GraphQuestion.about(
                                name,
                                page.of(when),
                                earlier.lookedFor(release(name, version)),
                                Marked.by(earlier.of(DIFFERENCES, name, version)))
                        .lookingFor(GraphQuestion.ORIGINS);
        return marked(differences, question, when, page, ReleaseJson::of);
    }

    /** How a page of an answer is told, with the marks of what was corrected in part. */
    private interface PageShape<T> {
        ObjectNode of(T answer, PartMarks marks, PageQuery page);
    }

    /** A page of a list, as the page before made it if that one is kept. */
    private <T> HttpResponse<byte[]> marked(
            KeptLists<Marked<T>> lists,
            Following<Marked<T>> question,
            When when,
            PageQuery page,
            PageShape<T> json) {
        return answers.of(
                question.product(),
                question.when(),
                lists.of(when, page, () -> answers.crossed(question)),
                PartMarksJson.telling(
                        question.product(), (all, marks) -> json.of(all, marks, page)));
    }

    private static <T> Following<T> about(
            Product product, String version, When when, Function<GraphView, Optional<T>> question) {
        return GraphQuestion.about(product, when, "release " + version, question)
                .lookingFor(GraphQuestion.ORIGINS);
    }

    private static NodeRef release(Product product, String version) {
        return new NodeRef(product, "Release", version);
    }
}
