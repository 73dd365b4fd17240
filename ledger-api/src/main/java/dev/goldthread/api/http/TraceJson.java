package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.gate.CanonicalJson;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceNode;
import dev.goldthread.core.trace.TracePath;
import java.util.List;

/**
 * The fixed JSON of a trace; a node names its product only where it is another than the trace's.
 */
final class TraceJson {

    private final Product home;

    TraceJson(Product home) {
        this.home = home;
    }

    /** All members but nodes and edges. */
    static ObjectNode head(Trace trace) {
        ObjectNode json = Json.object().put("product", trace.product().name());
        json.set("root", ref(trace.product(), trace.root()));
        json.set("asOf", asOf(trace.asOf()));
        return json;
    }

    /** The whole of a trace, as a tree in memory. */
    static ObjectNode of(Trace trace, ObjectNode head) {
        TraceJson shape = new TraceJson(trace.product());
        ObjectNode json = head.deepCopy();
        ArrayNode nodes = json.putArray("nodes");
        trace.nodes().forEach(node -> nodes.add(shape.node(node)));
        ArrayNode edges = json.putArray("edges");
        trace.edges().forEach(edge -> edges.add(shape.edge(edge)));
        return json;
    }

    /** The other products that a question came by. */
    static ArrayNode products(List<Reached> products) {
        ArrayNode json = Json.object().arrayNode();
        for (Reached reached : products) {
            ObjectNode one =
                    json.addObject()
                            .put("product", reached.product().name())
                            .put("state", reached.state().name())
                            .put("depth", reached.depth())
                            .put("nodes", reached.nodes());
            reached.asOf().ifPresent(position -> one.set("asOf", asOf(position)));
            if (!reached.because().isEmpty()) {
                one.put("because", reached.because());
            }
        }
        return json;
    }

    /** How far products were looked for that nothing leads to. */
    static ObjectNode searched(Searched searched) {
        ObjectNode json =
                Json.object().put("nodes", searched.nodes()).put("unasked", searched.unasked());
        ArrayNode partitions = json.putArray("partitionsUnasked");
        searched.partitions()
                .forEach(
                        (partition, why) ->
                                partitions
                                        .addObject()
                                        .put("partition", partition)
                                        .put("because", why));
        return json;
    }

    /** A way: nodes from the first to the last, none when there is no way. */
    static ObjectNode of(Product product, TracePath path) {
        TraceJson shape = new TraceJson(product);
        ObjectNode json = Json.object().put("product", product.name());
        json.set("from", shape.ref(path.from()));
        json.set("to", shape.ref(path.to()));
        json.set("asOf", asOf(path.asOf()));
        json.put("connected", path.isConnected());
        ArrayNode nodes = json.putArray("nodes");
        path.nodes().forEach(node -> nodes.add(shape.node(new TraceNode(node, List.of()))));
        ArrayNode edges = json.putArray("edges");
        path.edges().forEach(edge -> edges.add(shape.edge(edge)));
        return json;
    }

    static ObjectNode asOf(GraphView.Position position) {
        return Json.object()
                .put("seq", position.seq())
                .put("sealedAt", position.sealedAt().toString());
    }

    private ObjectNode ref(NodeRef ref) {
        return ref(home, ref);
    }

    /** A node's name, with its product where that is another than the one asked. */
    static ObjectNode ref(Product home, NodeRef ref) {
        ObjectNode json = Json.object().put("type", ref.type()).put("id", ref.id());
        if (!ref.product().equals(home)) {
            json.put("product", ref.product().name());
        }
        return json;
    }

    ObjectNode node(TraceNode traced) {
        Node node = traced.node();
        ObjectNode json = ref(node.ref());
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : traced.findings()) {
            findings.addObject().put("code", finding.code()).put("reason", finding.reason());
        }
        json.set("attributes", attributes(node));
        ArrayNode events = json.putArray("events");
        node.facts().forEach(fact -> events.add(fact.seq()));
        ArrayNode history = json.putArray("history");
        node.facts().forEach(fact -> history.add(fact(fact)));
        return json;
    }

    /** Values as the canonical form writes them, so that a trace and an event look alike. */
    private static JsonNode attributes(Node node) {
        return Json.parse(CanonicalJson.text(node.attributes()));
    }

    private static ObjectNode fact(NodeFact fact) {
        ObjectNode json =
                Json.object()
                        .put("seq", fact.seq())
                        .put("event", fact.event().value())
                        .put("type", fact.type())
                        .put("occurredAt", fact.occurredAt().toString())
                        .put("sealedAt", fact.sealedAt().toString());
        json.set("actor", actor(fact.actor()));
        fact.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    static ObjectNode actor(Actor actor) {
        ObjectNode json = Json.object().put("kind", actor.kind().name()).put("id", actor.id());
        actor.role().ifPresent(role -> json.put("role", role));
        return json;
    }

    ObjectNode edge(Edge edge) {
        ObjectNode json = Json.object();
        json.set("from", ref(edge.from()));
        json.put("relation", edge.relation());
        json.set("to", ref(edge.to()));
        json.put("seq", edge.seq());
        json.put("strength", edge.strength().name());
        if (edge.isDerived()) {
            json.put("derived", true);
        }
        edge.revision().ifPresent(revision -> json.put("revision", revision));
        edge.digest().ifPresent(digest -> json.put("digest", digest));
        edge.outcome().ifPresent(outcome -> json.put("outcome", outcome));
        return json;
    }
}
