package dev.goldthread.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.crossing.Crossing.Reached;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.gate.CanonicalJson;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceNode;
import dev.goldthread.core.trace.TracePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The fixed JSON of a trace; a node names its product only where it is another than the trace's.
 * Nodes and edges, of which a trace has thousands, are written without a tree in between.
 */
final class TraceJson {

    static final String IN_PART = "correctedInPartBy";

    /** A link that holds at a time, which is not the time of its node's last event. */
    private static final String RUNS = "runs";

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
        shape.put(trace.nodes(), trace.edges(), json);
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
        List<TraceNode> nodes =
                path.nodes().stream().map(node -> new TraceNode(node, List.of())).toList();
        shape.put(nodes, path.edges(), json);
        return json;
    }

    private void put(List<TraceNode> nodes, List<Edge> edges, ObjectNode json) {
        ArrayNode nodesJson = json.putArray("nodes");
        nodes.forEach(node -> nodesJson.add(Json.tree(out -> write(node, out))));
        ArrayNode edgesJson = json.putArray("edges");
        edges.forEach(edge -> edgesJson.add(Json.tree(out -> write(edge, out))));
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

    void write(TraceNode traced, JsonGenerator out) throws IOException {
        Node node = traced.node();
        out.writeStartObject();
        writeName(node.ref(), out);
        out.writeArrayFieldStart("findings");
        for (Finding finding : traced.findings()) {
            out.writeStartObject();
            out.writeStringField("code", finding.code());
            out.writeStringField("reason", finding.reason());
            if (finding.rule().isPresent()) {
                out.writeStringField("rule", finding.rule().get());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeFieldName("attributes");
        writeAttributes(node, out);
        out.writeArrayFieldStart("events");
        for (NodeFact fact : node.facts()) {
            out.writeNumber(fact.seq());
        }
        out.writeEndArray();
        out.writeArrayFieldStart("history");
        writeHistory(node, out);
        out.writeEndArray();
        writeLinksTakenBack(node, out);
        out.writeEndObject();
    }

    /** Apart from the links of the answer, which are those that count. */
    private void writeLinksTakenBack(Node node, JsonGenerator out) throws IOException {
        if (node.linksTakenBack().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("linksTakenBack");
        for (Node.LinkTakenBack each : node.linksTakenBack()) {
            out.writeStartObject();
            writeLink(each.link(), out);
            out.writeStringField("takenBackBy", each.by().value());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** What was taken back stands in its place, with the event that took it back. */
    private static void writeHistory(Node node, JsonGenerator out) throws IOException {
        if (node.takenBack().isEmpty()) {
            for (NodeFact fact : node.facts()) {
                write(fact, Optional.empty(), inPart(node, fact), out);
            }
            return;
        }
        SortedMap<NodeFact, String> takenBack = new TreeMap<>();
        node.takenBack().forEach(taken -> takenBack.put(taken.fact(), taken.by().value()));
        List<NodeFact> history =
                Stream.concat(node.facts().stream(), takenBack.keySet().stream()).sorted().toList();
        for (NodeFact fact : history) {
            write(fact, Optional.ofNullable(takenBack.get(fact)), inPart(node, fact), out);
        }
    }

    private static List<CorrectedInPart> inPart(Node node, NodeFact fact) {
        if (node.correctedInPart().isEmpty()) {
            return List.of(); // as mostly, and traces have thousands
        }
        return node.correctedInPart().stream()
                .filter(part -> part.product().equals(fact.product()))
                .filter(part -> part.event().equals(fact.event()))
                .toList();
    }

    /** Values as the canonical form writes them, so that a trace and an event look alike. */
    private static void writeAttributes(Node node, JsonGenerator out) throws IOException {
        out.writeRawValue(CanonicalJson.text(node.attributes()));
    }

    private static void write(
            NodeFact fact,
            Optional<String> takenBackBy,
            List<CorrectedInPart> inPart,
            JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeNumberField("seq", fact.seq());
        out.writeStringField("event", fact.event().value());
        out.writeStringField("type", fact.type());
        out.writeStringField("occurredAt", fact.occurredAt().toString());
        out.writeStringField("sealedAt", fact.sealedAt().toString());
        out.writeObjectFieldStart("actor");
        out.writeStringField("kind", fact.actor().kind().name());
        out.writeStringField("id", fact.actor().id());
        writeIfPresent("role", fact.actor().role(), out);
        out.writeEndObject();
        writeIfPresent("reason", fact.reason(), out);
        writeIfPresent("takenBackBy", takenBackBy, out);
        if (!inPart.isEmpty()) {
            out.writeFieldName(IN_PART);
            out.writeTree(marks(inPart));
        }
        out.writeEndObject();
    }

    /** The same mark in an answer about events; none where nothing was set aside. */
    static void putInPart(List<CorrectedInPart> inPart, ObjectNode event) {
        if (!inPart.isEmpty()) {
            event.set(IN_PART, marks(inPart));
        }
    }

    private static ArrayNode marks(List<CorrectedInPart> inPart) {
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

    void write(Edge edge, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("from");
        writeName(edge.from(), out);
        out.writeEndObject();
        writeLink(edge, out);
        out.writeEndObject();
    }

    /** All of it but where it starts. */
    private void writeLink(Edge edge, JsonGenerator out) throws IOException {
        out.writeStringField("relation", edge.relation());
        out.writeObjectFieldStart("to");
        writeName(edge.to(), out);
        out.writeEndObject();
        out.writeNumberField("seq", edge.seq());
        if (edge.relation().equals(RUNS)) {
            out.writeStringField("occurredAt", edge.occurredAt().toString());
        }
        out.writeStringField("strength", edge.strength().name());
        if (edge.isDerived()) {
            out.writeBooleanField("derived", true);
        }
        writeIfPresent("revision", edge.revision(), out);
        writeIfPresent("digest", edge.digest(), out);
        writeIfPresent("outcome", edge.outcome(), out);
    }

    /** The members of {@link #ref}. */
    private void writeName(NodeRef ref, JsonGenerator out) throws IOException {
        out.writeStringField("type", ref.type());
        out.writeStringField("id", ref.id());
        if (!ref.product().equals(home)) {
            out.writeStringField("product", ref.product().name());
        }
    }

    private static void writeIfPresent(String name, Optional<String> value, JsonGenerator out)
            throws IOException {
        if (value.isPresent()) {
            out.writeStringField(name, value.get());
        }
    }

    static ObjectNode actor(Actor actor) {
        ObjectNode json = Json.object().put("kind", actor.kind().name()).put("id", actor.id());
        actor.role().ifPresent(role -> json.put("role", role));
        return json;
    }
}
