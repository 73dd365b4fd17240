package dev.goldthread.core.graph;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.event.Vocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Builds small graphs by hand: events go straight into a fold, in the order they are told. */
public final class GraphFixture {

    public static final Product PUMP = new Product("infusion-pump");
    private static final String SOURCE = "https://tool.example.org";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant SEALED = Instant.parse("2026-11-01T00:00:00Z");

    /** Stands for the event's subject until the event is built. */
    private static final NodeRef SUBJECT = node("Event", "subject");

    private final Product product;
    private final TraceGraph graph = new TraceGraph();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private Optional<String> reason = Optional.empty();
    private Optional<Instant> recordedAt = Optional.empty();
    private Actor.Kind kind = Actor.Kind.HUMAN;
    private String source = SOURCE;

    public GraphFixture() {
        this(PUMP);
    }

    /** A graph of another product. */
    public GraphFixture(Product product) {
        this.product = product;
    }

    public static NodeRef node(String type, String id) {
        return new NodeRef(PUMP, type, id);
    }

    public static Link link(String relation, String type, String id) {
        return new Link(
                SUBJECT,
                relation,
                node(type, id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.DECLARED);
    }

    /** A link to a node of another product. */
    public static Link link(String relation, NodeRef to) {
        return new Link(
                SUBJECT,
                relation,
                to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.DECLARED);
    }

    public static Link executed(String testCase, String outcome) {
        return new Link(
                SUBJECT,
                "executes",
                node("TestCase", testCase),
                Optional.empty(),
                Optional.empty(),
                Optional.of(outcome),
                Strength.OBSERVED);
    }

    public static Link pinned(String relation, String type, String id, String revision) {
        return new Link(
                SUBJECT,
                relation,
                node(type, id),
                Optional.of(revision),
                Optional.empty(),
                Optional.empty(),
                Strength.DECLARED);
    }

    public static Link inferred(String relation, String type, String id) {
        return new Link(
                SUBJECT,
                relation,
                node(type, id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.INFERRED);
    }

    /** Of the next event. */
    public GraphFixture because(String text) {
        reason = Optional.of(text);
        return this;
    }

    /** The next event is by a system. */
    public GraphFixture bySystem() {
        kind = Actor.Kind.SYSTEM;
        return this;
    }

    /** The next event is said by this source. */
    public GraphFixture saidBy(String uri) {
        source = uri;
        return this;
    }

    /** When all further events are sealed. */
    public GraphFixture recorded(Instant at) {
        recordedAt = Optional.of(at);
        return this;
    }

    /** An event by a person, a minute after the one before. */
    public GraphFixture event(
            String person,
            String type,
            String nodeType,
            String id,
            Map<String, Object> data,
            Link... links) {
        int n = events.size();
        return at(START.plusSeconds(60L * n), person, type, nodeType, id, data, links);
    }

    /** The same, of which nothing more is to be said. */
    public GraphFixture event(
            String person, String type, String nodeType, String id, Link... links) {
        return event(person, type, nodeType, id, Map.of(), links);
    }

    /** A build of a commit, and what came out of it. */
    public GraphFixture built(String build, String commit, String artifact) {
        return event("ci", "build.finished", "Build", build, link("builtFrom", "Commit", commit))
                .event(
                        "ci",
                        "artifact.published",
                        "Artifact",
                        artifact,
                        link("producedBy", "Build", build));
    }

    /** A run of one test on an artifact. */
    public GraphFixture ran(String run, String testCase, String outcome, String artifact) {
        return event(
                "ci",
                "testrun.finished",
                "TestRun",
                run,
                executed(testCase, outcome),
                link("tests", "Artifact", artifact));
    }

    public GraphFixture at(
            Instant time,
            String person,
            String type,
            String nodeType,
            String id,
            Map<String, Object> data,
            Link... links) {
        NodeRef subject = new NodeRef(product, nodeType, id);
        Event event =
                new Event(
                        new EventId("e" + events.size()),
                        product,
                        type,
                        time,
                        new Actor(kind, person, Optional.empty()),
                        new Source(source, "test", Optional.empty(), OptionalLong.empty()),
                        subject,
                        List.of(links).stream().map(link -> startAt(subject, link)).toList(),
                        new EventData(
                                Vocabulary.GOLDTHREAD.eventType(type).orElseThrow().data(), data),
                        reason,
                        List.of(),
                        new TreeMap<>());
        events.add(event);
        reason = Optional.empty();
        kind = Actor.Kind.HUMAN;
        source = SOURCE;
        LedgerEntry entry = entry(event, graph.applied(product));
        LedgerEntry recorded =
                new LedgerEntry(
                        entry.product(),
                        entry.seq(),
                        recordedAt.orElse(entry.sealedAt()),
                        entry.leaf(),
                        entry.content());
        graph.apply(recorded);
        entries.add(recorded);
        return this;
    }

    private static Link startAt(NodeRef subject, Link link) {
        return new Link(
                link.from().equals(SUBJECT) ? subject : link.from(),
                link.relation(),
                link.to(),
                link.revision(),
                link.digest(),
                link.outcome(),
                link.strength());
    }

    public static LedgerEntry entry(Event event, long seq) {
        AcceptedEvent accepted =
                new AcceptedEvent(
                        event,
                        Digest.ZERO,
                        Optional.empty(),
                        new AcceptedEvent.Nonce(new Bytes(new byte[16])),
                        new AcceptedEvent.Submission("tester", "test", Optional.empty()));
        return new LedgerEntry(
                event.product(),
                seq,
                SEALED.plusSeconds(seq),
                Digest.sha256("leaf " + seq),
                new LedgerEntry.Content.Decoded(EventBody.of(accepted)));
    }

    /** What was told, as it came from the ledger. */
    public List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** Whose log it is. */
    public Product product() {
        return product;
    }

    public TraceGraph graph() {
        return graph;
    }

    /** The same events in another order. */
    public TraceGraph retold(List<Integer> order) {
        TraceGraph retold = new TraceGraph();
        order.forEach(number -> retold.apply(entry(events.get(number), retold.applied(product))));
        return retold;
    }
}
