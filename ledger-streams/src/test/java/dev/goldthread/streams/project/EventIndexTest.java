package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.LAB;
import static dev.goldthread.streams.project.LedgerFixture.NOON;
import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.population.SourceCount;
import dev.goldthread.core.population.SourceStatus.Range;
import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.query.EventFilter;
import dev.goldthread.streams.query.EventFilter.Window;
import dev.goldthread.streams.query.EventSearch;
import dev.goldthread.streams.query.EventSearch.Cursor;
import dev.goldthread.streams.query.EventSearch.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** What the index rows tell, on a real RocksDB, against the plain list of what was applied. */
class EventIndexTest {

    private static final List<String> TYPES =
            List.of("requirement.recorded", "deployment.finished", "build.finished");
    private static final List<String> SUBJECTS = List.of("Requirement", "Deployment", "Build");
    private static final EventFilter ALL =
            new EventFilter(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Window.ALWAYS,
                    Window.ALWAYS);

    private static final Evidence REPORT =
            new Evidence(Digest.sha256("report"), "application/pdf", "report.pdf", 12);

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private final List<GraphStore> stores = new ArrayList<>();
    private final LedgerFixture ledger = new LedgerFixture();
    private final Random random = new Random(5);
    private final Map<Product, List<Event>> logs = new HashMap<>();

    @AfterEach
    void close() {
        stores.forEach(GraphStore::close);
        memory.close();
    }

    private GraphStore open() {
        GraphStore store =
                new GraphStore(
                        "graph",
                        LedgerFixture.reader(),
                        new StoreDuties(
                                new LocalStores(),
                                memory,
                                new Counters(),
                                new RestoreProgress(line -> {})));
        store.open(0, root.resolve("a"));
        store.serve();
        stores.add(store);
        return store;
    }

    private static Event event(
            Product product,
            String id,
            String type,
            Instant occurredAt,
            String actor,
            Source source,
            NodeRef subject,
            List<Link> links) {
        return new Event(
                new EventId(id),
                product,
                type,
                occurredAt,
                new Actor(Actor.Kind.SYSTEM, actor, Optional.empty()),
                source,
                subject,
                links,
                new EventData(
                        "RequirementRecorded",
                        Map.of("revision", "1", "title", "t", "level", "SYSTEM")),
                Optional.empty(),
                List.of(),
                new TreeMap<>());
    }

    private void apply(GraphStore store, Event event) {
        logs.computeIfAbsent(event.product(), _ -> new ArrayList<>()).add(event);
        store.apply(
                ledger.seal(
                        new AcceptedEvent(
                                event,
                                Digest.sha256(event.id().value()),
                                Optional.empty(),
                                new AcceptedEvent.Nonce(new Bytes(new byte[16])),
                                new AcceptedEvent.Submission("ci", "http", Optional.empty()))));
    }

    /** Batches of any size; every source counts, but not every event carries a number. */
    private void applyRandomly(GraphStore store, int count) {
        for (int i = 0; i < count; i++) {
            Product product = random.nextInt(3) == 0 ? LAB : PUMP;
            int kind = random.nextInt(20) == 0 ? 1 : 2 * random.nextInt(2);
            int sourceNumber = random.nextInt(4);
            Product other = random.nextInt(15) == 0 ? LAB : product;
            apply(
                    store,
                    event(
                            product,
                            "e-" + logs.values().stream().mapToInt(List::size).sum(),
                            TYPES.get(kind),
                            NOON.minusSeconds(100_000L - 20L * i - random.nextInt(200)),
                            "u-" + random.nextInt(5),
                            new Source(
                                    "https://ci.example.org/" + sourceNumber,
                                    sourceNumber < 2 ? "jenkins" : "gitlab",
                                    Optional.empty(),
                                    random.nextInt(4) == 0
                                            ? OptionalLong.empty()
                                            : OptionalLong.of(random.nextInt(5_000))),
                            new NodeRef(other, SUBJECTS.get(kind), "n-" + random.nextInt(40)),
                            random.nextBoolean()
                                    ? List.of()
                                    : List.of(
                                            LedgerFixture.link(
                                                    new NodeRef(product, "Build", "b"),
                                                    "includes",
                                                    new NodeRef(
                                                            product,
                                                            "Release",
                                                            "r-" + random.nextInt(9))))));
            if (random.nextInt(60) == 0) {
                store.write();
            }
        }
        store.write();
    }

    private List<String> ids(GraphStore store, EventFilter filter, AsOf asOf, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        try (GraphReader graph = store.lease()) {
            do {
                Page page = EventSearch.page(graph, PUMP, filter, asOf, after, limit).orElseThrow();
                assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
                page.events().forEach(each -> ids.add(each.event().id().value()));
                after = page.next();
            } while (after.isPresent());
        }
        return ids;
    }

    private List<String> expected(Predicate<Event> wanted) {
        return logs.get(PUMP).stream().filter(wanted).map(event -> event.id().value()).toList();
    }

    private static boolean names(Event event, NodeRef node) {
        return event.subject().equals(node)
                || event.links().stream()
                        .anyMatch(link -> link.to().equals(node) || link.from().equals(node));
    }

    private static EventFilter naming(NodeRef... nodes) {
        return new EventFilter(
                List.of(Set.of(nodes)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Window.ALWAYS,
                Window.ALWAYS);
    }

    private static EventFilter said(String type, String actor, String service) {
        return new EventFilter(
                List.of(),
                Optional.of(type).filter(text -> !text.isEmpty()),
                Optional.of(actor).filter(text -> !text.isEmpty()),
                Optional.of(service).filter(text -> !text.isEmpty()),
                Window.ALWAYS,
                Window.ALWAYS);
    }

    @Test
    void findsByEveryPartWhatAListHolds() {
        GraphStore store = open();
        applyRandomly(store, 2_500);
        NodeRef release = new NodeRef(PUMP, "Release", "r-3");
        NodeRef build = new NodeRef(PUMP, "Build", "n-7");

        assertThat(ids(store, ALL, AsOf.NOW, 100)).isEqualTo(expected(_ -> true));
        assertThat(ids(store, naming(release), AsOf.NOW, 7))
                .isNotEmpty()
                .isEqualTo(expected(event -> names(event, release)));
        assertThat(ids(store, naming(release, build), AsOf.NOW, 7))
                .isEqualTo(expected(event -> names(event, release) || names(event, build)));
        assertThat(ids(store, said("deployment.finished", "", ""), AsOf.NOW, 7))
                .isNotEmpty()
                .isEqualTo(expected(event -> event.type().equals("deployment.finished")));
        assertThat(ids(store, said("", "u-3", "jenkins"), AsOf.NOW, 10))
                .isNotEmpty()
                .isEqualTo(
                        expected(
                                event ->
                                        event.actor().id().equals("u-3")
                                                && event.source().tool().equals("jenkins")));
        assertThat(ids(store, said("", "", "https://ci.example.org/2"), AsOf.NOW, 10_000))
                .isEqualTo(expected(event -> event.source().uri().endsWith("/2")));
        assertThat(ids(store, said("", "nobody", ""), AsOf.NOW, 10)).isEmpty();
    }

    @Test
    void findsByTimeAndOfAnEarlierState() {
        GraphStore store = open();
        applyRandomly(store, 2_500);
        Instant from = NOON.minusSeconds(80_000);
        Instant to = NOON.minusSeconds(70_000);
        Window window = new Window(Optional.of(from), Optional.of(to));
        EventFilter occurred =
                new EventFilter(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        window,
                        Window.ALWAYS);

        assertThat(ids(store, occurred, AsOf.NOW, 33))
                .isNotEmpty()
                .isEqualTo(
                        expected(
                                event ->
                                        !event.occurredAt().isBefore(from)
                                                && event.occurredAt().isBefore(to)));
        AsOf early = new AsOf(new Recorded.UpTo(400), Optional.of(to));
        assertThat(ids(store, ALL, early, 33))
                .isEqualTo(
                        logs.get(PUMP).subList(0, 401).stream()
                                .filter(event -> !event.occurredAt().isAfter(to))
                                .map(event -> event.id().value())
                                .toList());
        Window recorded = recorded(store, 300, 420);
        EventFilter sealed =
                new EventFilter(
                        List.of(),
                        Optional.of("build.finished"),
                        Optional.empty(),
                        Optional.empty(),
                        Window.ALWAYS,
                        recorded);
        assertThat(ids(store, sealed, AsOf.NOW, 9))
                .isEqualTo(
                        logs.get(PUMP).subList(300, 420).stream()
                                .filter(event -> event.type().equals("build.finished"))
                                .map(event -> event.id().value())
                                .toList());
    }

    private static Window recorded(GraphStore store, long from, long to) {
        try (GraphReader graph = store.lease()) {
            return new Window(
                    Optional.of(graph.positionAt(PUMP, from).orElseThrow().sealedAt()),
                    Optional.of(graph.positionAt(PUMP, to).orElseThrow().sealedAt()));
        }
    }

    @Test
    void eventsSealedBetweenPagesNeitherShiftNorDouble() {
        GraphStore store = open();
        applyRandomly(store, 300);
        List<String> before = expected(event -> event.type().equals("build.finished"));
        EventFilter builds = said("build.finished", "", "");
        Page first;
        try (GraphReader graph = store.lease()) {
            first =
                    EventSearch.page(graph, PUMP, builds, AsOf.NOW, Optional.empty(), 5)
                            .orElseThrow();
        }
        applyRandomly(store, 300);

        List<String> ids = new ArrayList<>();
        first.events().forEach(each -> ids.add(each.event().id().value()));
        Optional<Cursor> after = first.next();
        try (GraphReader graph = store.lease()) {
            while (after.isPresent()) {
                Page page = EventSearch.page(graph, PUMP, builds, AsOf.NOW, after, 5).orElseThrow();
                assertThat(page.asOf()).isEqualTo(first.asOf());
                page.events().forEach(each -> ids.add(each.event().id().value()));
                after = page.next();
            }
        }

        assertThat(ids).isEqualTo(before);
    }

    /** Every stretch of the log lies about the window, but nothing in it. */
    @Test
    void aPageThatReadsMuchAndFindsNothingSaysWhereToGoOn() {
        GraphStore store = open();
        for (int i = 0; i < 20_100; i++) {
            apply(
                    store,
                    event(
                            PUMP,
                            "e-" + i,
                            "build.finished",
                            NOON.minus(Duration.ofDays(i % 2 == 0 ? 1 : 9)),
                            "u",
                            new Source("urn:ci", "ci", Optional.empty(), OptionalLong.empty()),
                            new NodeRef(PUMP, "Build", "b-" + i),
                            List.of()));
        }
        store.write();
        Window between =
                new Window(
                        Optional.of(NOON.minus(Duration.ofDays(6))),
                        Optional.of(NOON.minus(Duration.ofDays(5))));
        EventFilter filter =
                new EventFilter(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        between,
                        Window.ALWAYS);

        try (GraphReader graph = store.lease()) {
            Page page =
                    EventSearch.page(graph, PUMP, filter, AsOf.NOW, Optional.empty(), 10)
                            .orElseThrow();
            assertThat(page.events()).isEmpty();
            Page last =
                    EventSearch.page(graph, PUMP, filter, AsOf.NOW, page.next(), 10).orElseThrow();
            assertThat(page.next()).hasValue(new Cursor(20_099, 20_000));
            assertThat(last.events()).isEmpty();
            assertThat(last.next()).isEmpty();
        }
        assertThat(ids(store, said("", "nobody", ""), AsOf.NOW, 10)).isEmpty();
    }

    @Test
    void nodesOfATypeAreThoseThatEventsRecorded() {
        GraphStore store = open();
        applyRandomly(store, 1_000);
        Set<NodeRef> expected = new TreeSet<>();
        logs.values()
                .forEach(
                        log ->
                                log.stream()
                                        .map(Event::subject)
                                        .filter(ref -> ref.type().equals("Deployment"))
                                        .filter(ref -> ref.product().equals(LAB))
                                        .forEach(expected::add));

        try (GraphReader graph = store.lease()) {
            assertThat(graph.index().nodes(LAB, List.of("Deployment")))
                    .isNotEmpty()
                    .containsExactlyElementsOf(expected);
            assertThat(graph.index().nodes(LAB, List.of("Hazard"))).isEmpty();
            assertThat(graph.index().recorded(LAB, "Deployment", 2))
                    .as("no more are looked for")
                    .hasSize(2)
                    .isSubsetOf(expected);
        }
    }

    @Test
    void anEnvironmentIsListedThoughNothingRecordedIt() {
        GraphStore store = open();
        NodeRef ward = new NodeRef(PUMP, "Environment", "ward-4");
        NodeRef test = new NodeRef(PUMP, "TestRun", "t-1");
        for (int i = 0; i < 2; i++) {
            apply(
                    store,
                    event(
                            PUMP,
                            "run-" + i,
                            "testrun.finished",
                            NOON,
                            "u",
                            new Source("urn:ci", "ci", Optional.empty(), OptionalLong.empty()),
                            test,
                            List.of(LedgerFixture.link(test, "in", ward))));
            store.write();
        }

        try (GraphReader graph = store.lease()) {
            assertThat(graph.index().nodes(PUMP, List.of("Environment", "Hazard")))
                    .containsExactly(ward);
            assertThat(graph.index().nodes(LAB, List.of("Environment"))).isEmpty();
        }
    }

    @Test
    void sourcesAddUpAlsoAfterTheStoreWasOpenedAgain() {
        GraphStore store = open();
        applyRandomly(store, 700);
        store.close();
        stores.clear();
        GraphStore again = open();
        applyRandomly(again, 700);

        try (GraphReader graph = again.lease()) {
            List<SourceCount> counts = graph.index().sources(PUMP);
            assertThat(counts).extracting(SourceCount::uri).hasSize(4).isSorted();
            counts.forEach(count -> assertThat(count).isEqualTo(plain(count)));
        }
    }

    /** Counted from the list; when it was last seen is not in it. */
    private SourceCount plain(SourceCount like) {
        List<Event> said =
                logs.get(PUMP).stream()
                        .filter(event -> event.source().uri().equals(like.uri()))
                        .toList();
        TreeSet<Long> numbers = new TreeSet<>();
        said.forEach(event -> event.source().seq().ifPresent(numbers::add));
        List<Range> ranges = new ArrayList<>();
        for (long number : numbers) {
            boolean joins = !ranges.isEmpty() && ranges.getLast().last() + 1 == number;
            ranges.add(new Range(joins ? ranges.removeLast().first() : number, number));
        }
        return new SourceCount(
                like.uri(),
                said.getLast().source().tool(),
                said.size(),
                said.stream().filter(event -> event.source().seq().isPresent()).count(),
                ranges,
                like.lastSeenAt());
    }

    @Test
    void aComponentIsFoundByNameInEveryProduct() {
        GraphStore store = open();
        for (Product product : List.of(PUMP, LAB)) {
            NodeRef artifact = new NodeRef(product, "Artifact", "sha256:" + "0".repeat(64));
            apply(
                    store,
                    event(
                            product,
                            "sbom",
                            "sbom.attached",
                            NOON,
                            "u",
                            new Source("urn:ci", "ci", Optional.empty(), OptionalLong.of(1)),
                            artifact,
                            List.of(
                                    contains(artifact, "pkg:npm/%40acme/Ramp@1.2.0"),
                                    contains(artifact, "pkg:npm/other@1.0.0"))));
        }
        store.write();

        try (GraphReader graph = store.lease()) {
            Offsets found = graph.index().under(IndexTerm.component("ramp"));
            assertThat(found.from(0)).isZero();
            assertThat(found.from(1)).isEqualTo(1);
            assertThat(found.from(2)).isEqualTo(Offsets.NONE);
        }
    }

    @Test
    void eventsThatCiteEvidenceAreFoundAmongEntriesThatAreAskedAbout() {
        GraphStore store = open();
        List<Long> citing = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Product product = i % 3 == 2 ? LAB : PUMP;
            boolean cites = random.nextInt(10) == 0;
            apply(store, plain(product, "e-" + i, cites ? List.of(REPORT) : List.of()));
            if (cites && product.equals(PUMP)) {
                citing.add((long) logs.get(PUMP).size() - 1);
            }
            if (random.nextInt(40) == 0) {
                store.write();
            }
        }
        store.write();
        List<Long> some = citing.stream().filter(seq -> seq % 2 == 0).toList();

        try (GraphReader graph = store.lease()) {
            EventIndex index = graph.index();
            assertThat(index.citingEvidence(PUMP, seqs(_ -> true))).isEqualTo(citing).isNotEmpty();
            assertThat(graph.index().citingEvidence(PUMP, seqs(seq -> seq % 2 == 0)))
                    .isEqualTo(some);
            assertThat(graph.index().citingEvidence(PUMP, seqs(seq -> !citing.contains(seq))))
                    .isEmpty();
            assertThat(graph.index().citingEvidence(new Product("none"), List.of(0L, 1L)))
                    .isEmpty();
        }
    }

    private List<Long> seqs(Predicate<Long> wanted) {
        return LongStream.range(0, logs.get(PUMP).size()).boxed().filter(wanted).toList();
    }

    private static Event plain(Product product, String id, List<Evidence> evidence) {
        Event event =
                event(
                        product,
                        id,
                        TYPES.getFirst(),
                        NOON,
                        "u",
                        new Source("urn:ci", "ci", Optional.empty(), OptionalLong.empty()),
                        new NodeRef(product, SUBJECTS.getFirst(), "n"),
                        List.of());
        return new Event(
                event.id(),
                event.product(),
                event.type(),
                event.occurredAt(),
                event.actor(),
                event.source(),
                event.subject(),
                event.links(),
                event.data(),
                event.reason(),
                evidence,
                event.labels());
    }

    private static Link contains(NodeRef artifact, String purl) {
        return LedgerFixture.link(
                artifact, "contains", new NodeRef(artifact.product(), "Component", purl));
    }

    @Test
    void aBodyThatCannotBeReadIsFoundByItsType() {
        GraphStore store = open();
        store.apply(ledger.seal(PUMP, new byte[] {1, 2, 3}));
        store.write();

        try (GraphReader graph = store.lease()) {
            Page page =
                    EventSearch.page(
                                    graph,
                                    PUMP,
                                    said("event.opaque", "", ""),
                                    AsOf.NOW,
                                    Optional.empty(),
                                    10)
                            .orElseThrow();
            assertThat(page.events()).hasSize(1);
            assertThat(page.events().getFirst().event().reason()).isPresent();
        }
    }

    @Test
    void aStoreOfTheLayoutBeforeIsRebuiltWithItsIndex() {
        GraphStore first = open();
        applyRandomly(first, 50);
        first.close();
        stores.clear();
        try (GraphDatabase database = StoreFolder.open(root.resolve("a"), memory);
                WriteBatch batch = new WriteBatch()) {
            String before = "layout 4, schema " + EventSchema.HASH;
            database.put(batch, Family.META, GraphKeys.FORMAT, before.getBytes());
            database.write(batch);
            database.flush();
        }

        GraphStore second = open();

        assertThat(second.committedOffset(new TopicPartition("ledger", 0))).isNull();
        try (GraphReader graph = second.lease()) {
            assertThat(graph.index().sources(PUMP)).isEmpty();
        }
    }

    @Test
    void anEntryThatTheLogLacksIsNoAnswer() {
        GraphStore store = open();
        applyRandomly(store, 20);
        AsOf later = new AsOf(new Recorded.UpTo(1_000), Optional.empty());

        try (GraphReader graph = store.lease()) {
            assertThatThrownBy(
                            () -> EventSearch.page(graph, PUMP, ALL, later, Optional.empty(), 10))
                    .isInstanceOf(AsOf.NotYetException.class);
            assertThat(
                            EventSearch.page(
                                    graph,
                                    new Product("unknown"),
                                    ALL,
                                    AsOf.NOW,
                                    Optional.empty(),
                                    10))
                    .isEmpty();
        }
    }
}
