package dev.goldthread.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.gate.CanonicalJson;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.TraceNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the nodes and edges of a trace, of which it may have thousands, without a tree in between.
 * A node names its product only where it is another than the one asked.
 */
final class TraceWriter {

    /** A link that holds at a time, which is not the time of its node's last event. */
    private static final String RUNS = "runs";

    private final Product home;

    TraceWriter(Product home) {
        this.home = home;
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
            out.writeFieldName(TraceJson.IN_PART);
            out.writeTree(TraceJson.marks(inPart));
        }
        out.writeEndObject();
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

    /** The members of {@link TraceJson#ref}. */
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
}
