package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.NodeHash;
import dev.goldthread.core.graph.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** Puts nodes together from the rows that name their events, in the order of their hashes. */
final class NodeIterator implements Iterator<Node> {

    private final RowCursor rows;
    private final LongFunction<Statement> statements;
    private final Runnable check;
    private final Deque<Node> ready = new ArrayDeque<>();

    /**
     * @param rows of the family of nodes
     * @param statements what the event at an offset states
     * @param check throws when reading must stop
     */
    NodeIterator(RowCursor rows, LongFunction<Statement> statements, Runnable check) {
        this.rows = rows;
        this.statements = statements;
        this.check = check;
    }

    @Override
    public boolean hasNext() {
        check.run();
        while (ready.isEmpty() && rows.isAtRow()) {
            readGroup();
        }
        return !ready.isEmpty();
    }

    @Override
    public Node next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more nodes");
        }
        return ready.remove();
    }

    /** All nodes that share the bytes their keys begin with: nearly always one. */
    private void readGroup() {
        byte[] first = rows.key();
        List<Statement> stated = new ArrayList<>();
        while (rows.isAtRow() && isSameNode(first, rows.key())) {
            if (GraphKeys.isStated(rows.key())) {
                long offsetOfFirst = GraphKeys.offsetOf(rows.key());
                for (long offset : OffsetSteps.offsets(offsetOfFirst, rows.value())) {
                    stated.add(statements.apply(offset));
                }
            }
            rows.next();
        }
        SortedSet<NodeRef> refs = new TreeSet<>(NodeHash.ORDER);
        for (Statement statement : stated) {
            refs.add(statement.node());
            statement.edges().forEach(edge -> refs.add(edge.from()));
        }
        refs.removeIf(ref -> !isSameNode(first, GraphKeys.node(ref, GraphKeys.Role.STATED)));
        refs.forEach(ref -> ready.add(node(ref, stated)));
    }

    private static boolean isSameNode(byte[] one, byte[] other) {
        return Arrays.equals(one, 0, GraphKeys.NODE_BYTES, other, 0, GraphKeys.NODE_BYTES);
    }

    /** What the statements say of the node. */
    static Node node(NodeRef ref, List<Statement> stated) {
        List<NodeFact> facts = new ArrayList<>(1);
        List<Edge> causes = new ArrayList<>();
        for (Statement statement : stated) {
            if (statement.node().equals(ref)) {
                facts.add(statement.fact());
            }
            for (Edge edge : statement.edges()) {
                if (edge.from().equals(ref)) {
                    causes.add(edge);
                }
            }
        }
        return new Node(ref, facts, causes);
    }
}
