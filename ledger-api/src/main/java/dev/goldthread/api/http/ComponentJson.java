package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentUse;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.core.trace.ArtifactUses.Deployed;
import dev.goldthread.core.trace.ArtifactUses.Lacking;
import dev.goldthread.core.trace.ArtifactUses.Released;
import dev.goldthread.core.trace.ArtifactUses.Unnamed;
import dev.goldthread.core.trace.PartMarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The fixed JSON of components and of where artifacts went; instances read each other's. */
final class ComponentJson {

    private ComponentJson() {}

    static ObjectNode of(ComponentUse use) {
        ObjectNode json =
                Json.object().put("component", use.component()).put("compared", use.isCompared());
        ObjectNode artifact = new Shape(use.uses().marks()).ref(use.artifact());
        use.artifactName().ifPresent(name -> artifact.put("name", name));
        json.set("artifact", artifact);
        json.put("way", use.way().name());
        use.through().ifPresent(containing -> json.set("through", ref(containing)));
        put(use.uses(), json);
        PartMarksJson.putAll(use.uses().marks(), json);
        return json;
    }

    /** For another instance, which reads it with {@link #uses}. */
    static void tell(ArtifactUses uses, ObjectNode json) {
        put(uses, json);
        PartMarksJson.tell(uses.marks(), json);
    }

    private static void put(ArtifactUses uses, ObjectNode json) {
        Shape shape = new Shape(uses.marks());
        ArrayNode releases = json.putArray("releases");
        uses.releases().forEach(each -> releases.add(shape.released(each)));
        ArrayNode runsIn = json.putArray("runsIn");
        uses.runsIn().forEach(each -> runsIn.add(shape.ref(each)));
        ArrayNode deployments = json.putArray("deployments");
        uses.deployments().forEach(each -> deployments.add(shape.deployed(each)));
        ArrayNode lacking = json.putArray("billsLackParts");
        uses.lacking()
                .forEach(
                        each ->
                                lacking.addObject()
                                        .put("missing", each.missing())
                                        .put("parts", each.parts()));
        ArrayNode unnamed = json.putArray("billsLackComponents");
        uses.unnamed().forEach(each -> put(each, unnamed.addObject()));
    }

    private static void put(Unnamed bill, ObjectNode json) {
        json.put("counted", bill.counted()).put("named", bill.named());
        bill.withoutPurl().ifPresent(count -> json.put("withoutPurl", count));
    }

    static ArtifactUses uses(JsonNode json) {
        return new ArtifactUses(
                all(json, "releases", ComponentJson::released),
                all(json, "deployments", ComponentJson::deployed),
                new TreeSet<>(all(json, "runsIn", ComponentJson::ref)),
                all(json, "billsLackParts", ComponentJson::lacking),
                all(json, "billsLackComponents", ComponentJson::unnamed),
                PartMarksJson.told(json));
    }

    /** Names nodes with their marks. */
    private record Shape(PartMarks marks) {

        ObjectNode ref(NodeRef node) {
            return PartMarksJson.put(marks.of(node), ComponentJson.ref(node));
        }

        ObjectNode released(Released released) {
            ObjectNode json = ref(released.release());
            released.state().ifPresent(state -> json.put("state", state));
            released.udi().ifPresent(udi -> json.set("udi", udi(udi)));
            return json;
        }

        ObjectNode deployed(Deployed deployed) {
            ObjectNode json = ref(deployed.deployment());
            deployed.state().ifPresent(state -> json.put("state", state));
            ArrayNode into = json.putArray("into");
            deployed.into().forEach(each -> into.add(ref(each)));
            ArrayNode sites = json.putArray("sites");
            deployed.sites().forEach(sites::add);
            return json;
        }
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

    private static Released released(JsonNode json) {
        return new Released(ref(json), text(json, "state"), udi(json.path("udi")));
    }

    private static Optional<Map<?, ?>> udi(JsonNode json) {
        Map<String, String> udi = new TreeMap<>();
        json.properties().forEach(each -> udi.put(each.getKey(), each.getValue().asText()));
        return json.isObject() ? Optional.of(udi) : Optional.empty();
    }

    private static Deployed deployed(JsonNode json) {
        return new Deployed(
                ref(json),
                text(json, "state"),
                all(json, "into", ComponentJson::ref),
                all(json, "sites", ToldJson::text));
    }

    private static Lacking lacking(JsonNode json) {
        return new Lacking(ToldJson.number(json, "missing"), ToldJson.number(json, "parts"));
    }

    private static Unnamed unnamed(JsonNode json) {
        return new Unnamed(
                ToldJson.number(json, "counted"),
                ToldJson.number(json, "named"),
                json.has("withoutPurl")
                        ? OptionalLong.of(ToldJson.number(json, "withoutPurl"))
                        : OptionalLong.empty());
    }

    private static <T> List<T> all(JsonNode json, String member, Function<JsonNode, T> read) {
        List<T> all = new ArrayList<>();
        ToldJson.list(json, member).forEach(each -> all.add(read.apply(each)));
        return all;
    }

    static Optional<String> text(JsonNode json, String member) {
        return Optional.ofNullable(json.get(member)).map(JsonNode::asText);
    }

    static NodeRef ref(JsonNode json) {
        return new NodeRef(
                new Product(ToldJson.text(json, "product")),
                ToldJson.text(json, "type"),
                ToldJson.text(json, "id"));
    }

    /**
     * @throws IllegalArgumentException unless there is such a list of nodes
     */
    static List<NodeRef> refs(JsonNode json, String member) {
        return all(json, member, ComponentJson::ref);
    }

    static ArrayNode refs(Collection<NodeRef> refs) {
        ArrayNode json = Json.object().arrayNode();
        refs.forEach(each -> json.add(ref(each)));
        return json;
    }

    /** Always with its product: the answer is about many. */
    static ObjectNode ref(NodeRef ref) {
        return Json.object()
                .put("product", ref.product().name())
                .put("type", ref.type())
                .put("id", ref.id());
    }
}
