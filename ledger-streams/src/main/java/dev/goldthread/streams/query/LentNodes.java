package dev.goldthread.streams.query;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.Statement;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.StatedRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the events that a log states of some nodes, and of those around them: whoever asks for a
 * node mostly asks for its neighbours next. For one thread.
 */
final class LentNodes {

    /** So many links far, neighbours come along. */
    private static final int LINKS_MAX = 4;

    /** Neighbours that come along. */
    private static final int MORE_MAX = 1_000;

    /** Through a list of more links, such as a bill of materials, nobody goes on to all. */
    private static final int LINKS_OF_EVENT_MAX = 50;

    /** When the events are so large together, nothing more is read. */
    private static final long BYTES_MAX = 4L * 1024 * 1024;

    private record Visit(NodeRef node, int links) {}

    private final Product product;
    private final Position end;
    private final GraphReader graph;
    private final SortedMap<Long, StatedRow> rows = new TreeMap<>();
    private final Set<NodeRef> seen = new HashSet<>();
    private final Deque<Visit> todo = new ArrayDeque<>();
    private final List<NodeRef> more = new ArrayList<>();
    private int wanted;
    private long bytes;

    private LentNodes(Product product, Position end, GraphReader graph) {
        this.product = product;
        this.end = end;
        this.graph = graph;
    }

    /**
     * @param wanted whichever product's nodes; of the first one all is read, however large
     */
    static LentNodes read(Product product, Position end, List<NodeRef> wanted, GraphReader graph) {
        LentNodes lent = new LentNodes(product, end, graph);
        lent.seen.addAll(wanted);
        while (lent.wanted < wanted.size() && (lent.wanted == 0 || lent.hasRoom())) {
            lent.read(new Visit(wanted.get(lent.wanted), 0));
            lent.wanted++;
        }
        while (!lent.todo.isEmpty() && lent.hasRoom() && lent.more.size() < MORE_MAX) {
            Visit visit = lent.todo.remove();
            lent.read(visit);
            lent.more.add(visit.node());
        }
        return lent;
    }

    private boolean hasRoom() {
        return bytes < BYTES_MAX;
    }

    private void read(Visit visit) {
        for (StatedRow row : graph.rows(visit.node())) {
            Statement statement = row.statement();
            long seq = statement.fact().seq();
            if (statement.fact().product().equals(product) && seq <= end.seq()) {
                if (rows.put(seq, row) == null) {
                    bytes += row.bytes().length();
                }
                spread(statement, visit);
            }
        }
    }

    private void spread(Statement statement, Visit from) {
        if (from.links() < LINKS_MAX && statement.edges().size() <= LINKS_OF_EVENT_MAX) {
            meet(statement.node(), from);
            for (Edge edge : statement.edges()) {
                meet(edge.from(), from);
                meet(edge.to(), from);
            }
        }
    }

    private void meet(NodeRef node, Visit from) {
        if (node.product().equals(product) && seen.add(node)) {
            todo.add(new Visit(node, from.links() + 1));
        }
    }

    /** How many of those that were wanted. */
    int wanted() {
        return wanted;
    }

    /** Those that came along. */
    List<NodeRef> more() {
        return more;
    }

    /** In the order of the log. */
    List<StatedRow> rows() {
        return List.copyOf(rows.values());
    }
}
