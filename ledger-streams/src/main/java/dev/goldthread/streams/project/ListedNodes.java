package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Corrections;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.rocksdb.Snapshot;

/**
 * Nodes of a few types, each with a row of its own once an event has named it: there are few of
 * them, they matter even when nothing has recorded them, and many events link to them. A row that
 * is there already is written again, which needs no look whether it is. For one thread.
 */
final class ListedNodes {

    /** The types that are listed. */
    static final Set<String> TYPES = Set.of("Environment", "Hazard");

    /** Events that another event of their log may have superseded are listed under this type. */
    static final String CORRECTED = "Event";

    /** So many that were written are not written again soon. */
    private static final int KEPT_MAX = 10_000;

    private static final byte[] NOTHING = {};

    private final Set<NodeRef> written = new HashSet<>();
    private final Set<NodeRef> fresh = new HashSet<>();

    void add(NodeRef node) {
        if (TYPES.contains(node.type())) {
            list(node);
        }
    }

    /** Adds those that the event may correct. */
    void addCorrected(EventOutline event) {
        Corrections.namedBy(event).forEach(this::list);
    }

    private void list(NodeRef node) {
        if (!written.contains(node)) {
            fresh.add(node);
        }
    }

    /** Adds a row for each that was not written lately. */
    void moveTo(RowBatch batch) {
        fresh.forEach(node -> batch.put(Family.SOURCE, GraphKeys.listed(node), NOTHING));
        if (written.size() > KEPT_MAX) {
            written.clear();
        }
        written.addAll(fresh);
        fresh.clear();
    }

    /** Those of one type, in order. */
    static Set<NodeRef> read(
            GraphDatabase database, Snapshot snapshot, Product product, String type) {
        Set<NodeRef> nodes = new TreeSet<>();
        byte[] from = GraphKeys.allListed(product, type);
        try (RowCursor rows = database.scan(Family.SOURCE, snapshot, from, GraphKeys.end(from))) {
            for (; rows.isAtRow(); rows.next()) {
                nodes.add(new NodeRef(product, type, GraphKeys.text(rows.key(), from.length)));
            }
        }
        return nodes;
    }
}
