package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentGather;
import dev.goldthread.api.component.ComponentUse;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;

/** Components, over all products. */
@Controller("/v1/components")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ComponentsController {

    private final AllParts parts;

    ComponentsController(AllParts parts) {
        this.parts = parts;
    }

    @Operation(
            operationId = "components",
            summary =
                    "Which artifacts of which products contain a component, which releases include these, and where they run",
            description =
                    "purl (with a version: this very one) or name, and vers for a range of versions, vers:npm/>=1.2.3|<2.0.0. recordedAt and validAt as for every question. As long as there is next, pass it as after to go on. Where several instances share the ledger all are asked.")
    @Get
    HttpResponse<byte[]> components(
            @RequestBean ComponentParameters wanted,
            @QueryValue Optional<Integer> limit,
            @QueryValue Optional<String> after,
            HttpRequest<?> request) {
        int count = Paging.limit(limit);
        Optional<Place> last = after.map(text -> place(wanted, text));
        List<ComponentUse> found =
                ComponentGather.page(wanted.query(), parts.of(wanted, request), last, count);
        List<ComponentUse> page = found.subList(0, Math.min(count, found.size()));
        ObjectNode json = Json.object();
        ArrayNode components = json.putArray("components");
        page.forEach(use -> components.add(ComponentJson.of(use)));
        if (found.size() > count) {
            json.put("next", Paging.cursor(wanted, place(page.getLast())));
        }
        return Json.ok(json);
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
