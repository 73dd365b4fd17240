package dev.goldthread.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.trace.TraceNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trace or a way as bytes that are made some nodes at a time while they are sent, so that a large
 * one never stands in memory as text. What is cut off on the way is no JSON, and has no last line.
 */
final class TraceStream {

    private static final int ITEMS_TOGETHER = 64;

    /** Nodes and edges that are a megabyte or two. */
    private static final int ITEMS_AT_ONCE_MAX = 4096;

    /** Pieces of edges fit; those of nodes are about twice as long. */
    private static final int PIECE_BYTES = 1 << 14;

    /** About what one takes. */
    private static final int NODE_BYTES = 512;

    private static final int EDGE_BYTES = 224;

    private static final String BETWEEN = "],\"edges\":[";
    private static final String END = "]}";

    /** What stands around the items of a piece. */
    private enum Layout {
        ARRAY(",", ",", ""),
        LINES("", "\n", "\n");

        /** In front of every piece but the first. */
        private final String before;

        private final String between;
        private final String after;

        Layout(String before, String between, String after) {
            this.before = before;
            this.between = between;
            this.after = after;
        }
    }

    private interface ItemWriter<T> {
        void write(T item, JsonGenerator out) throws IOException;
    }

    private final TraceWriter shape;
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
        shape = new TraceWriter(home);
    }

    /**
     * As one JSON object, what the server sends: a short one as the bytes themselves, because a
     * stream goes out in parts of 8 kB, each of which passes from thread to thread.
     */
    Object body() {
        if (nodes.size() + edges.size() > ITEMS_AT_ONCE_MAX) {
            return json();
        }
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(
                        NODE_BYTES * (nodes.size() + 1) + EDGE_BYTES * edges.size());
        bytes.writeBytes(bytes(start()));
        write(nodes, true, shape::write, Layout.ARRAY, bytes);
        bytes.writeBytes(bytes(BETWEEN));
        write(edges, true, shape::write, Layout.ARRAY, bytes);
        bytes.writeBytes(bytes(END));
        return bytes.toByteArray();
    }

    /** As one JSON object. */
    InputStream json() {
        return new PieceStream(
                List.of(
                        one(start()),
                        items(nodes, shape::write, Layout.ARRAY),
                        one(BETWEEN),
                        items(edges, shape::write, Layout.ARRAY),
                        one(END)));
    }

    private String start() {
        String open = text(head);
        return open.substring(0, open.length() - 1) + ",\"nodes\":[";
    }

    /** As JSON lines: the head, each node, each edge, and their numbers, so that an end is seen. */
    InputStream lines() {
        return new PieceStream(
                List.of(
                        one(text(head) + "\n"),
                        items(nodes, wrapped("node", shape::write), Layout.LINES),
                        items(edges, wrapped("edge", shape::write), Layout.LINES),
                        one(text(end()) + "\n")));
    }

    private ObjectNode end() {
        ObjectNode end = Json.object();
        end.putObject("end").put("nodes", nodes.size()).put("edges", edges.size());
        return end;
    }

    private static <T> ItemWriter<T> wrapped(String member, ItemWriter<T> writer) {
        return (item, out) -> {
            out.writeStartObject();
            out.writeFieldName(member);
            writer.write(item, out);
            out.writeEndObject();
        };
    }

    /** Some items to a piece, so that a piece is worth sending. */
    private static <T> Iterator<byte[]> items(List<T> items, ItemWriter<T> writer, Layout layout) {
        int pieces = (items.size() + ITEMS_TOGETHER - 1) / ITEMS_TOGETHER;
        return IntStream.range(0, pieces)
                .mapToObj(
                        piece -> {
                            int from = piece * ITEMS_TOGETHER;
                            int to = Math.min(items.size(), from + ITEMS_TOGETHER);
                            return piece(items.subList(from, to), from == 0, writer, layout);
                        })
                .iterator();
    }

    private static <T> byte[] piece(
            List<T> items, boolean isFirst, ItemWriter<T> writer, Layout layout) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PIECE_BYTES);
        write(items, isFirst, writer, layout, bytes);
        return bytes.toByteArray();
    }

    private static <T> void write(
            List<T> items,
            boolean isFirst,
            ItemWriter<T> writer,
            Layout layout,
            ByteArrayOutputStream bytes) {
        bytes.writeBytes(bytes(isFirst ? "" : layout.before));
        Json.write(
                bytes,
                out -> {
                    out.setRootValueSeparator(new SerializedString(layout.between));
                    for (T item : items) {
                        writer.write(item, out);
                    }
                });
        bytes.writeBytes(bytes(layout.after));
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
