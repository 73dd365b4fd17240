package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.RowBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The packed row of a node: 1 byte flags (bit 0: more entries stand under keys of their own), 1
 * byte count, then the entries. An entry is {@code F} and a fact, or {@code E}, the node that the
 * edge leads to, and the edge.
 */
final class NodeRow {

    static final int ENTRIES_MAX = 64;

    private static final int FLAGS = 0;
    private static final int COUNT = 1;
    private static final int HEADER_BYTES = 2;
    private static final byte OVERFLOWING = 1;

    private byte[] bytes;
    private boolean changed;

    private NodeRow(byte[] bytes) {
        this.bytes = bytes;
    }

    static NodeRow empty() {
        return new NodeRow(new byte[HEADER_BYTES]);
    }

    static NodeRow of(byte[] stored) {
        return new NodeRow(stored);
    }

    byte[] toBytes() {
        return bytes;
    }

    boolean isChanged() {
        return changed;
    }

    boolean isOverflowing() {
        return (bytes[FLAGS] & OVERFLOWING) != 0;
    }

    /** Takes the entry; says no when the row is full, and remembers that there are more. */
    boolean add(byte[] entry) {
        if (bytes[COUNT] == ENTRIES_MAX) {
            changed |= !isOverflowing();
            bytes[FLAGS] |= OVERFLOWING;
            return false;
        }
        byte[] longer = new byte[bytes.length + entry.length];
        System.arraycopy(bytes, 0, longer, 0, bytes.length);
        System.arraycopy(entry, 0, longer, bytes.length, entry.length);
        longer[COUNT]++;
        bytes = longer;
        changed = true;
        return true;
    }

    static byte[] entry(NodeFact fact) {
        return write(
                out -> {
                    out.writeByte('F');
                    RowBytes.write(fact, out);
                });
    }

    static byte[] entry(Edge edge) {
        return write(
                out -> {
                    out.writeByte('E');
                    RowBytes.writeRef(edge.to(), out);
                    RowBytes.write(edge, out);
                });
    }

    /** An edge alone, as it stands at the node it points to. */
    static byte[] effect(Edge edge) {
        return write(out -> RowBytes.write(edge, out));
    }

    static Edge readEffect(NodeRef from, NodeRef to, byte[] value) {
        try {
            return RowBytes.readEdge(from, to, stream(value, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void readInto(NodeRef node, List<NodeFact> facts, List<Edge> causes) {
        DataInputStream in = stream(bytes, HEADER_BYTES);
        for (int i = 0; i < bytes[COUNT]; i++) {
            readEntry(node, in, facts, causes);
        }
    }

    static void readEntry(NodeRef node, byte[] entry, List<NodeFact> facts, List<Edge> causes) {
        readEntry(node, stream(entry, 0), facts, causes);
    }

    private static void readEntry(
            NodeRef node, DataInputStream in, List<NodeFact> facts, List<Edge> causes) {
        try {
            byte kind = in.readByte();
            if (kind == 'F') {
                facts.add(RowBytes.readFact(in));
            } else if (kind == 'E') {
                NodeRef to = RowBytes.readRef(in);
                causes.add(RowBytes.readEdge(node, to, in));
            } else {
                throw new IllegalStateException(
                        "row of %s: entry kind must be F or E, but is 0x%02x; wipe the projector's state folder"
                                .formatted(node, kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream stream(byte[] bytes, int offset) {
        return new DataInputStream(new ByteArrayInputStream(bytes, offset, bytes.length - offset));
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
