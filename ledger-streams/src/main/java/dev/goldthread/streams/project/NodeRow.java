package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.RowBytes;
import dev.goldthread.core.graph.RowReader;
import dev.goldthread.core.graph.RowWriter;
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
        RowWriter out = new RowWriter(256).put((byte) 'F');
        RowBytes.write(fact, out);
        return out.toBytes();
    }

    static byte[] entry(Edge edge) {
        RowWriter out = new RowWriter(256).put((byte) 'E');
        RowBytes.writeRef(edge.to(), out);
        RowBytes.write(edge, out);
        return out.toBytes();
    }

    /** An edge alone, as it stands at the node it points to. */
    static byte[] effect(Edge edge) {
        RowWriter out = new RowWriter(128);
        RowBytes.write(edge, out);
        return out.toBytes();
    }

    static Edge readEffect(NodeRef from, NodeRef to, byte[] value) {
        return RowBytes.readEdge(from, to, new RowReader(value, 0));
    }

    void readInto(NodeRef node, List<NodeFact> facts, List<Edge> causes) {
        RowReader in = new RowReader(bytes, HEADER_BYTES);
        for (int i = 0; i < bytes[COUNT]; i++) {
            readEntry(node, in, facts, causes);
        }
    }

    static void readEntry(NodeRef node, byte[] entry, List<NodeFact> facts, List<Edge> causes) {
        readEntry(node, new RowReader(entry, 0), facts, causes);
    }

    private static void readEntry(
            NodeRef node, RowReader in, List<NodeFact> facts, List<Edge> causes) {
        byte kind = in.getByte();
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
    }
}
