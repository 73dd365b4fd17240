package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentGather;
import dev.goldthread.api.component.ComponentGather.Page;
import dev.goldthread.api.component.ComponentUse;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.component.UnfitQueryException;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Optional;

/** Components, over all products. */
@Controller("/v1/components")
@InTurn
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ComponentsController {

    private static final String OF_ONE_LOG =
            "Refused here: a position of one product's log says nothing of the others.";

    private final AllParts parts;
    private final Answers answers;

    ComponentsController(AllParts parts, Answers answers) {
        this.parts = parts;
        this.answers = answers;
    }

    @Operation(
            operationId = "components",
            summary =
                    "Which artifacts of which products contain a component, which releases include these, and where they run",
            description =
                    "purl (with a version: this one, and what the type of package calls equal) or name, and vers for a range of versions, vers:npm/>=1.2.3|<2.0.0. way says of each whether it contains the component, is the same content as another product's artifact that does, or was made with such a one; searched says of how many it was not asked who else has them. recordedAt and validAt as for every question. As long as there is next, pass it as after to go on. Where several instances share the ledger all are asked. asOf names how far every partition had come, and where the log of each product ends that the page names, with its newest checkpoint; where nothing is found, of every product that was asked.")
    @Get
    HttpResponse<byte[]> components(
            @RequestBean ComponentParameters wanted,
            @QueryValue @Parameter(description = OF_ONE_LOG) Optional<String> asOfSeq,
            @QueryValue @Parameter(description = OF_ONE_LOG) Optional<String> afterSeq,
            @QueryValue Optional<Integer> limit,
            @QueryValue Optional<String> after,
            HttpRequest<?> request) {
        requireNone("asOfSeq", asOfSeq, "give recordedAt, which means the same on every log");
        requireNone(
                "afterSeq",
                afterSeq,
                "wait with it at a question about that product, then ask this one");
        Optional<Place> last = after.map(text -> place(wanted, text));
        Page page = page(wanted, request, last, Paging.limit(limit));
        ObjectNode json = Json.object();
        json.set("asOf", asOf(page, wanted));
        ArrayNode components = json.putArray("components");
        page.uses().forEach(use -> components.add(ComponentJson.of(use)));
        json.set("searched", TraceJson.searched(page.searched()));
        if (page.hasMore()) {
            json.put("next", Paging.cursor(wanted, place(page.uses().getLast())));
        }
        return Json.ok(json);
    }

    private Page page(
            ComponentParameters wanted, HttpRequest<?> request, Optional<Place> last, int limit) {
        try {
            return ComponentGather.page(wanted.query(), parts.of(wanted, request), last, limit);
        } catch (UnfitQueryException e) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "answer-too-large",
                    String.valueOf(e.getMessage()));
        }
    }

    private static void requireNone(String parameter, Optional<String> given, String remedy) {
        given.ifPresent(
                seq -> {
                    throw ProblemException.of(
                            HttpStatus.BAD_REQUEST,
                            "no-one-log",
                            "%s is %s, a position of one product's log, but components asks the logs of all products; %s"
                                    .formatted(parameter, seq, remedy));
                });
    }

    /** As many logs as the page names products, and all where nothing was found. */
    private ObjectNode asOf(Page page, ComponentParameters wanted) {
        ObjectNode asOf = Json.object();
        wanted.recordedAt().ifPresent(time -> asOf.put("recordedAt", time));
        wanted.validAt().ifPresent(time -> asOf.put("validAt", time));
        ArrayNode partitions = asOf.putArray("partitions");
        ArrayNode products = asOf.putArray("products");
        page.stands()
                .forEach(
                        (partition, stands) -> {
                            ObjectNode one = partitions.addObject().put("partition", partition);
                            stands.offset().ifPresent(offset -> one.put("offset", offset));
                            stands.logs()
                                    .forEach(
                                            (product, end) -> {
                                                ObjectNode log = StandingJson.log(product, end);
                                                answers.putCheckpoint(log, product);
                                                products.add(log);
                                            });
                        });
        return asOf;
    }

    private static List<String> place(ComponentUse last) {
        NodeRef artifact = last.artifact();
        return List.of(last.component(), artifact.product().name(), artifact.type(), artifact.id());
    }

    private static Place place(ComponentParameters question, String cursor) {
        List<String> parts = Paging.place(question, cursor, 4);
        Product product = Paths.product(parts.get(1));
        return new Place(parts.get(0), new NodeRef(product, parts.get(2), parts.get(3)));
    }
}
