package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.crossing.Mention;
import dev.goldthread.core.crossing.Mention.How;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who speaks of which nodes, as instances ask and tell each other. */
final class MentionJson {

    private MentionJson() {}

    static ObjectNode wish(Collection<NodeRef> nodes, AsOf asOf) {
        ObjectNode json = Json.object();
        if (asOf.recorded() instanceof Recorded.By(Instant time)) {
            json.put("recordedBy", time.toString());
        }
        asOf.validAt().ifPresent(time -> json.put("validAt", time.toString()));
        json.set("nodes", ComponentJson.refs(nodes));
        return json;
    }

    /**
     * @throws RuntimeException when it is no such wish
     */
    static AsOf asOf(JsonNode wish) {
        return new AsOf(
                ComponentJson.text(wish, "recordedBy")
                        .<Recorded>map(text -> new Recorded.By(Instant.parse(text)))
                        .orElseGet(Recorded.All::new),
                ComponentJson.text(wish, "validAt").map(Instant::parse));
    }

    /**
     * @throws RuntimeException when it is no such wish
     */
    static List<NodeRef> nodes(JsonNode wish) {
        return ComponentJson.refs(wish, "nodes");
    }

    static ObjectNode of(List<Mention> mentions) {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("mentions");
        for (Mention mention : mentions) {
            ObjectNode one =
                    all.addObject()
                            .put("product", mention.product().name())
                            .put("how", mention.how().name());
            one.set("node", ComponentJson.ref(mention.node()));
        }
        return json;
    }

    /**
     * @throws RuntimeException when it tells no mentions
     */
    static List<Mention> mentions(JsonNode json) {
        List<Mention> mentions = new ArrayList<>();
        for (JsonNode each : ToldJson.list(json, "mentions")) {
            mentions.add(
                    new Mention(
                            ComponentJson.ref(each.path("node")),
                            new Product(ToldJson.text(each, "product")),
                            How.valueOf(ToldJson.text(each, "how"))));
        }
        return mentions;
    }
}
