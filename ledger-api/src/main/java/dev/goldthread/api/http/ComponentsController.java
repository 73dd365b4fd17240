package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentGather;
import dev.goldthread.api.component.ComponentGather.Found;
import dev.goldthread.api.component.ComponentQuery;
import dev.goldthread.api.component.ComponentUse;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.component.UnfitQueryException;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.trace.ArtifactUses.Deployed;
import dev.goldthread.core.trace.ArtifactUses.Released;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Components, over all products. */
@Controller("/v1/components")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.APPLICATION_JSON)
@AllowedTo({Role.READER, Role.AUDITOR})
final class ComponentsController {

    private record Question(
            Optional<String> purl, Optional<String> vers, Optional<String> name, AsOf asOf) {}

    private final ComponentGather gather;

    ComponentsController(LedgerQuery query) {
        gather = new ComponentGather(query);
    }

    @Operation(
            operationId = "components",
            summary =
                    "Which artifacts of which products contain a component, which releases include these, and where they run",
            description =
                    "purl (with a version: this very one) or name, and vers for a range of versions, vers:npm/>=1.2.3|<2.0.0. recordedAt and validAt as for every question. As long as there is next, pass it as after to go on. partitions says how much of the ledger the instance that was asked holds: where several share it, ask each, or those that hold the rest.")
    @Get
    HttpResponse<byte[]> components(
            @QueryValue Optional<String> purl,
            @QueryValue Optional<String> vers,
            @QueryValue Optional<String> name,
            @QueryValue Optional<String> recordedAt,
            @QueryValue Optional<String> validAt,
            @QueryValue Optional<Integer> limit,
            @QueryValue Optional<String> after) {
        // Positions of one product's log say nothing about all of them.
        AsOf asOf = new When(Optional.empty(), Optional.empty(), recordedAt, validAt).asOf();
        Question question = new Question(purl, vers, name, asOf);
        int count = Paging.limit(limit);
        Optional<Place> last = after.map(text -> place(question, text));
        Found found = gather.page(query(question), asOf, last, count);
        List<ComponentUse> page = found.uses().subList(0, Math.min(count, found.uses().size()));
        ObjectNode json = Json.object();
        json.putObject("partitions").put("asked", found.asked()).put("of", found.partitions());
        ArrayNode components = json.putArray("components");
        page.forEach(use -> components.add(json(use)));
        if (found.uses().size() > count) {
            json.put("next", Paging.cursor(question, place(page.getLast())));
        }
        return Json.ok(json);
    }

    private static ComponentQuery query(Question question) {
        try {
            return ComponentQuery.of(question.purl(), question.vers(), question.name());
        } catch (UnfitQueryException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST, "malformed-query", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> place(ComponentUse last) {
        NodeRef artifact = last.artifact();
        return List.of(last.component(), artifact.product().name(), artifact.type(), artifact.id());
    }

    private static Place place(Question question, String cursor) {
        List<String> parts = Paging.place(question, cursor, 4);
        Product product = Paths.product(parts.get(1));
        return new Place(parts.get(0), new NodeRef(product, parts.get(2), parts.get(3)));
    }

    private static ObjectNode json(ComponentUse use) {
        ObjectNode json =
                Json.object().put("component", use.component()).put("compared", use.isCompared());
        ObjectNode artifact = ref(use.artifact());
        use.artifactName().ifPresent(name -> artifact.put("name", name));
        json.set("artifact", artifact);
        ArrayNode releases = json.putArray("releases");
        use.uses().releases().forEach(each -> releases.add(released(each)));
        ArrayNode runsIn = json.putArray("runsIn");
        use.uses().runsIn().forEach(each -> runsIn.add(ref(each)));
        ArrayNode deployments = json.putArray("deployments");
        use.uses().deployments().forEach(each -> deployments.add(deployed(each)));
        return json;
    }

    private static ObjectNode released(Released released) {
        ObjectNode json = ref(released.release());
        released.state().ifPresent(state -> json.put("state", state));
        released.udi().ifPresent(udi -> json.set("udi", udi(udi)));
        return json;
    }

    private static ObjectNode udi(Map<?, ?> udi) {
        ObjectNode json = Json.object();
        udi.forEach(
                (field, value) -> {
                    if (value != null) {
                        json.put(String.valueOf(field), String.valueOf(value));
                    }
                });
        return json;
    }

    private static ObjectNode deployed(Deployed deployed) {
        ObjectNode json = ref(deployed.deployment());
        deployed.state().ifPresent(state -> json.put("state", state));
        ArrayNode into = json.putArray("into");
        deployed.into().forEach(each -> into.add(ref(each)));
        ArrayNode sites = json.putArray("sites");
        deployed.sites().forEach(sites::add);
        return json;
    }

    /** Always with its product: the answer is about many. */
    private static ObjectNode ref(NodeRef ref) {
        return Json.object()
                .put("product", ref.product().name())
                .put("type", ref.type())
                .put("id", ref.id());
    }
}
