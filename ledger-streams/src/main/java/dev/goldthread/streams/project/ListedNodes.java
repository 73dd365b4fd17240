package dev.goldthread.streams.project;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Part;
import dev.goldthread.core.graph.Corrections;
import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.rocksdb.Snapshot;

/**
 * Nodes of a few types, each with a row of its own once an event has named it: there are few of
 * them, they matter even when nothing has recorded them, and many events link to them. A row that
 * is there already is written again, which needs no look whether it is. For one thread.
 */
final class ListedNodes {

    /** The types that are listed. */
    static final Set<String> TYPES = Set.of("Environment", "Hazard");

    /**
     * Nodes of these types are listed beside where an event states something of them that is one of
     * several parts, or that another product's log holds: of few of them, and nobody who looks for
     * either has to read the others.
     */
    private static final Set<String> SELDOM = Part.NODE_TYPES;

    /** Events that another event of their log may have superseded are listed under this type. */
    static final String CORRECTED = "Event";

    /** So many that were written are not written again soon. */
    private static final int KEPT_MAX = 10_000;

    private static final byte[] NOTHING = {};

    private final Rows named = new Rows(GraphKeys::listed);
    private final Rows seldom = new Rows(GraphKeys::listedSeldom);

    /** Rows of one kind. */
    private static final class Rows {

        private final Function<NodeRef, byte[]> key;
        private final Set<NodeRef> written = new HashSet<>();
        private final Set<NodeRef> fresh = new HashSet<>();

        Rows(Function<NodeRef, byte[]> key) {
            this.key = key;
        }

        void add(NodeRef node) {
            if (!written.contains(node)) {
                fresh.add(node);
            }
        }

        void moveTo(RowBatch batch) {
            fresh.forEach(node -> batch.put(Family.SOURCE, key.apply(node), NOTHING));
            if (written.size() > KEPT_MAX) {
                written.clear();
            }
            written.addAll(fresh);
            fresh.clear();
        }
    }

    void add(NodeRef node) {
        if (TYPES.contains(node.type())) {
            named.add(node);
        }
    }

    /** Adds those that the event may correct. */
    void addCorrected(EventOutline event) {
        Corrections.namedBy(event).forEach(named::add);
    }

    /** Adds what the event states seldom something of. */
    void addSeldom(EventOutline event) {
        addSeldom(event.subject(), event, Part.isOneOfSeveral(event));
        for (Link link : event.links()) {
            addSeldom(link.from(), event, false);
        }
    }

    private void addSeldom(NodeRef node, EventOutline event, boolean isPart) {
        if ((isPart || !node.product().equals(event.product())) && SELDOM.contains(node.type())) {
            seldom.add(node);
        }
    }

    /** Adds a row for each that was not written lately. */
    void moveTo(RowBatch batch) {
        named.moveTo(batch);
        seldom.moveTo(batch);
    }

    /** Those of one type, in order. */
    static Set<NodeRef> read(
            GraphDatabase database, Snapshot snapshot, Product product, String type) {
        return read(database, snapshot, product, type, GraphKeys.allListed(product, type));
    }

    /** Those of one type that were added as seldom, in order. */
    static Set<NodeRef> readSeldom(
            GraphDatabase database, Snapshot snapshot, Product product, String type) {
        return read(database, snapshot, product, type, GraphKeys.allListedSeldom(product, type));
    }

    private static Set<NodeRef> read(
            GraphDatabase database, Snapshot snapshot, Product product, String type, byte[] from) {
        Set<NodeRef> nodes = new TreeSet<>();
        try (RowCursor rows = database.scan(Family.SOURCE, snapshot, from, GraphKeys.end(from))) {
            for (; rows.isAtRow(); rows.next()) {
                nodes.add(new NodeRef(product, type, GraphKeys.text(rows.key(), from.length)));
            }
        }
        return nodes;
    }
}
