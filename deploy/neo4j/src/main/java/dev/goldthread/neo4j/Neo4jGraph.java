package dev.goldthread.neo4j;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.collections.impl.map.mutable.primitive.LongLongHashMap;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.Direction;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;
import org.neo4j.io.ByteUnit;

/**
 * The graph in Neo4j, by its Java API: a node for each that events name, under an index by its key;
 * an edge for each link, with what the event said of it.
 *
 * <p>The ids of all nodes are kept in the heap, so that adding an edge never has to look its nodes
 * up in the index. That is more than our own projector has, and to Neo4j's favour.
 */
final class Neo4jGraph implements AutoCloseable {

    private static final Label NODE = Label.label("Node");
    private static final String KEY = "key";
    private static final long UNKNOWN = -1;

    /** As much as our own stores have for blocks and rows together. */
    private static final long PAGE_CACHE_MEBIBYTES = 256;

    private final DatabaseManagementService service;
    private final GraphDatabaseService database;
    private final LongLongHashMap ids = new LongLongHashMap();
    private final Map<String, RelationshipType> relations = new HashMap<>();

    private Neo4jGraph(DatabaseManagementService service, GraphDatabaseService database) {
        this.service = service;
        this.database = database;
    }

    static Neo4jGraph open(Path folder) {
        DatabaseManagementService service =
                new DatabaseManagementServiceBuilder(folder)
                        .setConfig(BoltConnector.enabled, false)
                        .setConfig(HttpConnector.enabled, false)
                        .setConfig(
                                GraphDatabaseSettings.pagecache_memory,
                                ByteUnit.mebiBytes(PAGE_CACHE_MEBIBYTES))
                        .build();
        GraphDatabaseService database =
                service.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
        try (Transaction transaction = database.beginTx()) {
            transaction.schema().indexFor(NODE).on(KEY).create();
            transaction.commit();
        }
        try (Transaction transaction = database.beginTx()) {
            transaction.schema().awaitIndexesOnline(1, TimeUnit.MINUTES);
        }
        return new Neo4jGraph(service, database);
    }

    /**
     * All of them in one transaction.
     *
     * @param from number of the first
     */
    void add(List<Event> events, long from) {
        try (Transaction transaction = database.beginTx()) {
            long seq = from;
            for (Event event : events) {
                Node subject = node(event.subject(), transaction);
                state(event, seq, subject);
                for (Link link : event.links()) {
                    Relationship edge =
                            subject.createRelationshipTo(
                                    node(link.to(), transaction), relation(link.relation()));
                    edge.setProperty("strength", link.strength().name());
                    edge.setProperty("event", event.id().value());
                    edge.setProperty("occurredAt", event.occurredAt().toEpochMilli());
                    edge.setProperty("seq", seq);
                }
                seq++;
            }
            transaction.commit();
        }
    }

    private static void state(Event event, long seq, Node subject) {
        subject.setProperty("event", event.id().value());
        subject.setProperty("eventType", event.type());
        subject.setProperty("occurredAt", event.occurredAt().toEpochMilli());
        subject.setProperty("seq", seq);
        subject.setProperty("actor", event.actor().id());
        event.data().fields().forEach(subject::setProperty);
    }

    /** By number: the ids that Neo4j would rather have used are texts, 60 bytes and more each. */
    @SuppressWarnings({"deprecation", "removal"})
    private Node node(NodeRef ref, Transaction transaction) {
        long hash = NodeHash.of(ref);
        long id = ids.getIfAbsent(hash, UNKNOWN);
        if (id != UNKNOWN) {
            return transaction.getNodeById(id);
        }
        Node node = transaction.createNode(NODE, Label.label(ref.type()));
        node.setProperty(KEY, key(ref));
        ids.put(hash, node.getId());
        return node;
    }

    private RelationshipType relation(String name) {
        return relations.computeIfAbsent(name, RelationshipType::withName);
    }

    private static String key(NodeRef ref) {
        return ref.product().name() + ' ' + ref.type() + ' ' + ref.id();
    }

    /**
     * What lies so many hops below the node, breadth first; nodes and edges with all that they say.
     *
     * @return how many nodes
     */
    int trace(NodeRef root, int hops) {
        try (Transaction transaction = database.beginTx()) {
            List<Map<String, Object>> said = new ArrayList<>();
            List<Node> level = List.of(transaction.findNode(NODE, KEY, key(root)));
            Set<Node> seen = new HashSet<>(level);
            level.forEach(node -> said.add(node.getAllProperties()));
            for (int hop = 0; hop < hops; hop++) {
                level = below(level, seen, said);
            }
            return seen.size();
        }
    }

    private static List<Node> below(
            List<Node> level, Set<Node> seen, List<Map<String, Object>> said) {
        List<Node> next = new ArrayList<>();
        for (Node node : level) {
            for (Relationship edge : node.getRelationships(Direction.INCOMING)) {
                said.add(properties(edge));
                Node effect = edge.getStartNode();
                if (seen.add(effect)) {
                    said.add(properties(effect));
                    next.add(effect);
                }
            }
        }
        return next;
    }

    private static Map<String, Object> properties(Entity entity) {
        return entity.getAllProperties();
    }

    @Override
    public void close() {
        service.shutdown();
    }
}
