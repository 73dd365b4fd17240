package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceNode;
import dev.goldthread.core.trace.TracePath;
import java.util.Collection;
import java.util.List;

/**
 * The fixed JSON of a trace; a node names its product only where it is another than the trace's.
 * {@link TraceWriter} writes the nodes and edges.
 */
final class TraceJson {

    static final String IN_PART = "correctedInPartBy";

    private TraceJson() {}

    /** All members but nodes and edges. */
    static ObjectNode head(Trace trace) {
        ObjectNode json = Json.object().put("product", trace.product().name());
        json.set("root", ref(trace.product(), trace.root()));
        json.set("asOf", asOf(trace.asOf()));
        return json;
    }

    /** All members of a way but nodes and edges. */
    static ObjectNode head(Product product, TracePath path) {
        ObjectNode json = Json.object().put("product", product.name());
        json.set("from", ref(product, path.from()));
        json.set("to", ref(product, path.to()));
        json.set("asOf", asOf(path.asOf()));
        return json.put("connected", path.isConnected());
    }

    /**
     * The whole of an answer, as a tree in memory.
     *
     * @param home the product that was asked
     */
    static ObjectNode of(Product home, ObjectNode head, List<TraceNode> nodes, List<Edge> edges) {
        ObjectNode json = head.deepCopy();
        TraceWriter writer = new TraceWriter(home);
        ArrayNode nodesJson = json.putArray("nodes");
        nodes.forEach(node -> nodesJson.add(Json.tree(out -> writer.write(node, out))));
        ArrayNode edgesJson = json.putArray("edges");
        edges.forEach(edge -> edgesJson.add(Json.tree(out -> writer.write(edge, out))));
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

    static ObjectNode asOf(GraphView.Position position) {
        return Json.object()
                .put("seq", position.seq())
                .put("sealedAt", position.sealedAt().toString());
    }

    /** A node's name, with its product where that is another than the one asked. */
    static ObjectNode ref(Product home, NodeRef ref) {
        ObjectNode json = Json.object().put("type", ref.type()).put("id", ref.id());
        if (!ref.product().equals(home)) {
            json.put("product", ref.product().name());
        }
        return json;
    }

    /** The same mark in an answer about events; none where nothing was set aside. */
    static void putInPart(List<CorrectedInPart> inPart, ObjectNode event) {
        if (!inPart.isEmpty()) {
            event.set(IN_PART, marks(inPart));
        }
    }

    /** Events that it corrects and that the log does not have. */
    static void putAbsent(Collection<NodeRef> absent, ObjectNode event) {
        absent.forEach(
                each -> event.withArray("correctsUnknown").addObject().put("event", each.id()));
    }

    static ArrayNode marks(List<CorrectedInPart> inPart) {
        ArrayNode marks = Json.object().arrayNode();
        inPart.forEach(part -> marks.add(mark(part)));
        return marks;
    }

    static ObjectNode mark(CorrectedInPart part) {
        ObjectNode mark = Json.object().put("event", part.by().value());
        ArrayNode fields = mark.putArray("fields");
        part.fields().forEach(fields::add);
        return mark;
    }

    static ObjectNode actor(Actor actor) {
        ObjectNode json = Json.object().put("kind", actor.kind().name()).put("id", actor.id());
        actor.role().ifPresent(role -> json.put("role", role));
        return json;
    }
}
