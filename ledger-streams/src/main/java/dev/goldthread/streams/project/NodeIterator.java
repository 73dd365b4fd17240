package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Puts nodes together from rows that stand one behind the other. */
final class NodeIterator implements Iterator<Node> {

    private final RowCursor rows;
    private final Runnable check;

    /**
     * @param check throws when reading must stop
     */
    NodeIterator(RowCursor rows, Runnable check) {
        this.rows = rows;
        this.check = check;
    }

    @Override
    public boolean hasNext() {
        check.run();
        return rows.isAtRow();
    }

    @Override
    public Node next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more nodes");
        }
        NodeRef ref = new KeyReader(rows.key(), 1).ref();
        List<NodeFact> facts = new ArrayList<>();
        List<Edge> causes = new ArrayList<>();
        NodeRow row = NodeRow.of(rows.value());
        row.readInto(ref, facts, causes);
        rows.next();
        while (row.isOverflowing() && rows.isAtRow() && isMoreOf(ref, rows.key())) {
            NodeRow.readEntry(ref, rows.value(), facts, causes);
            rows.next();
        }
        return new Node(ref, facts, causes);
    }

    private static boolean isMoreOf(NodeRef ref, byte[] key) {
        KeyReader reader = new KeyReader(key, 1);
        return reader.ref().equals(ref) && !reader.ended();
    }
}
