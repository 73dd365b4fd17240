package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.ProductHazards;
import dev.goldthread.core.trace.ProductionDeployments;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.query.AbsentEvents;
import dev.goldthread.streams.query.PartedNodes;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything of a kind in a product. */
@Controller("/v1/products/{product}")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class PopulationController {

    /** By a page of what waits: each costs a walk, some milliseconds to tenths of a second. */
    private static final int RELEASES_JUDGED_MAX = 100;

    private final Answers answers;
    private final Populations populations;
    private final HeldNodes held;

    PopulationController(Answers answers, Populations populations, HeldNodes held) {
        this.answers = answers;
        this.populations = populations;
        this.held = held;
    }

    @Operation(
            operationId = "productionDeployments",
            summary =
                    "Every deployment into production, and every rollback there, with its prior approval",
            description =
                    "A row whose type is Rollback says in restored what it put back and in reverted which deployments it undid, and is judged like a deployment of what it restored; lists of deployments have none, so listed and unreconciled count deployments alone, and rollbacks counts these. A list of a source covers what it was compared with: what that source had said by then, of its time. UNRECONCILED stands where no source.reconciled of the environment covers a deployment, with the reason, and at an environment with any such deployment; population names the sources of the deployments with HOLE and, if silentAfter says how long is too long, SILENT.")
    @Get("/deployments")
    HttpResponse<byte[]> deployments(
            @PathVariable String product,
            @QueryValue Optional<String> silentAfter,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        Optional<Duration> silence = Populations.silentAfter(silentAfter);
        return answers.of(
                GraphQuestion.ofOwnLog(
                        name, page.of(when), (graph, then) -> deployments(graph, then, name, page)),
                PartMarksJson.telling(
                        name,
                        (all, marks) ->
                                PopulationJson.of(
                                        all,
                                        marks,
                                        populations.of(
                                                name, all.asOf(), all.entries(), when, silence),
                                        page)));
    }

    private Optional<Marked<ProductionDeployments>> deployments(
            GraphReader graph, GraphView then, Product name, PageQuery page) {
        SortedSet<NodeRef> nodes = graph.index().nodes(name, ProductionDeployments.NODE_TYPES);
        return Marked.of(
                then,
                view ->
                        ProductionDeployments.of(
                                view,
                                GraphQuestion.nodes(nodes, view),
                                name,
                                page::shown,
                                held.ofThisRequest()));
    }

    @Operation(
            operationId = "pending",
            summary = "What waits to be done, since when, and what is overdue",
            description =
                    "A page judges 100 releases at most, so it may be short, even empty, and still have next.")
    @Get("/pending")
    HttpResponse<byte[]> pending(
            @PathVariable String product, @RequestBean When when, @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        return answers.of(
                GraphQuestion.ofOwnLog(
                        name,
                        page.of(when),
                        (graph, then) ->
                                pending(graph, then, name, page.slice(RELEASES_JUDGED_MAX))),
                PartMarksJson.telling(name, (all, marks) -> PopulationJson.of(all, marks, page)));
    }

    private Optional<Marked<PendingWork>> pending(
            GraphReader graph, GraphView then, Product name, PendingWork.Slice slice) {
        TreeSet<NodeRef> nodes = new TreeSet<>(graph.index().nodes(name, PendingWork.NODE_TYPES));
        nodes.addAll(PartedNodes.of(graph, name, PendingWork.PART_TYPES));
        Set<NodeRef> absent = AbsentEvents.of(graph, then, name);
        return Marked.of(
                then,
                view ->
                        PendingWork.of(
                                view,
                                GraphQuestion.nodes(nodes, view),
                                absent,
                                name,
                                slice,
                                held.ofThisRequest()));
    }

    @Operation(
            operationId = "hazards",
            summary =
                    "Hazard, control, requirement, verification and residual risk of a whole product, or before and after a change",
            description =
                    "With change, the key of a change request: the hazards that it touches, as judged before it was asked for and as judged last.")
    @Get("/hazards")
    HttpResponse<byte[]> hazards(
            @PathVariable String product,
            @QueryValue Optional<String> change,
            @RequestBean When when,
            @RequestBean PageQuery page) {
        Product name = Paths.product(product);
        if (change.isPresent()) {
            NodeRef request = new NodeRef(name, "ChangeRequest", change.get());
            return answers.marked(
                    GraphQuestion.about(
                            name,
                            page.of(when),
                            "change request " + change.get(),
                            view -> ProductHazards.of(view, request)),
                    (found, marks) -> ReleaseJson.of(found, marks, page));
        }
        return answers.marked(
                GraphQuestion.overAll(
                        name,
                        page.of(when),
                        ProductHazards.NODE_TYPES,
                        (graph, nodes) -> ProductHazards.of(graph, nodes, name)),
                (found, marks) -> ReleaseJson.of(found, marks, page));
    }
}
