package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.TraceNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A trace as bytes that are made node by node while they are sent, so that a large one never stands
 * in memory as text. What is cut off on the way is no JSON, and has no last line.
 */
final class TraceStream {

    private static final int ITEMS_TOGETHER = 64;

    private final TraceJson shape;
    private final ObjectNode head;
    private final List<TraceNode> nodes;
    private final List<Edge> edges;

    /**
     * @param head all members but nodes and edges
     */
    TraceStream(Product home, ObjectNode head, List<TraceNode> nodes, List<Edge> edges) {
        this.head = head;
        this.nodes = nodes;
        this.edges = edges;
        shape = new TraceJson(home);
    }

    static TraceStream of(Trace trace, ObjectNode head) {
        return new TraceStream(trace.product(), head, trace.nodes(), trace.edges());
    }

    /** As one JSON object. */
    InputStream json() {
        String open = new String(Json.bytes(head), StandardCharsets.UTF_8);
        return new PieceStream(
                List.of(
                        one(open.substring(0, open.length() - 1) + ",\"nodes\":["),
                        items(nodes, shape::node, ",", ""),
                        one("],\"edges\":["),
                        items(edges, shape::edge, ",", ""),
                        one("]}")));
    }

    /** As JSON lines: the head, each node, each edge, and their numbers, so that an end is seen. */
    InputStream lines() {
        return new PieceStream(
                List.of(
                        one(text(head) + "\n"),
                        items(nodes, node -> wrapped("node", shape.node(node)), "", "\n"),
                        items(edges, edge -> wrapped("edge", shape.edge(edge)), "", "\n"),
                        one(text(end()) + "\n")));
    }

    private ObjectNode end() {
        ObjectNode end = Json.object();
        end.putObject("end").put("nodes", nodes.size()).put("edges", edges.size());
        return end;
    }

    private static ObjectNode wrapped(String member, JsonNode item) {
        ObjectNode line = Json.object();
        line.set(member, item);
        return line;
    }

    /** Some items to a piece, so that a piece is worth sending. */
    private static <T> Iterator<byte[]> items(
            List<T> items, Function<T, JsonNode> json, String between, String after) {
        int pieces = (items.size() + ITEMS_TOGETHER - 1) / ITEMS_TOGETHER;
        return IntStream.range(0, pieces)
                .mapToObj(
                        piece -> {
                            int from = piece * ITEMS_TOGETHER;
                            int to = Math.min(items.size(), from + ITEMS_TOGETHER);
                            StringBuilder text = new StringBuilder(4096);
                            for (int i = from; i < to; i++) {
                                text.append(i == 0 ? "" : between);
                                text.append(text(json.apply(items.get(i)))).append(after);
                            }
                            return bytes(text.toString());
                        })
                .iterator();
    }

    private static Iterator<byte[]> one(String text) {
        return List.of(bytes(text)).iterator();
    }

    private static String text(JsonNode json) {
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
