package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.LAB;
import static dev.goldthread.streams.project.LedgerFixture.NOON;
import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.population.SourceCounter;
import dev.goldthread.core.population.SourceStatus;
import dev.goldthread.core.population.Sources;
import dev.goldthread.streams.query.LogSources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far sources had counted at an entry, against adding up what the log held then. */
class LogSourcesTest {

    private static final String REPEATS = "https://ci.example.org/0";

    @TempDir Path folder;
    private final RocksMemory memory = new RocksMemory(32);
    private final GraphStore store =
            new GraphStore(
                    "graph",
                    LedgerFixture.reader(),
                    new StoreDuties(
                            new LocalStores(),
                            memory,
                            new Counters(),
                            new RestoreProgress(line -> {})));
    private final LedgerFixture ledger = new LedgerFixture();
    private final Random random = new Random(11);
    private final List<EventOutline> log = new ArrayList<>();
    private final List<Instant> sealed = new ArrayList<>();

    @BeforeEach
    void open() {
        store.open(0, folder);
        store.serve();
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    private void apply(Product product, int number, String uri, OptionalLong seq) {
        apply(product, number, uri, seq, NOON);
    }

    private void apply(
            Product product, int number, String uri, OptionalLong seq, Instant occurredAt) {
        Source source = new Source(uri, "tool-" + number % 3, Optional.empty(), seq);
        AcceptedEvent plain =
                LedgerFixture.event(
                        product,
                        product + "-" + number,
                        LedgerFixture.requirement(product, "REQ-" + number),
                        "title");
        Event event = plain.event();
        apply(plain, event.type(), occurredAt, source, event.subject(), event.data());
    }

    private void apply(
            AcceptedEvent plain,
            String type,
            Instant at,
            Source source,
            NodeRef subject,
            EventData data) {
        apply(plain, type, at, source, subject, plain.event().links(), data);
    }

    private void apply(
            AcceptedEvent plain,
            String type,
            Instant at,
            Source source,
            NodeRef subject,
            List<Link> links,
            EventData data) {
        Event event = plain.event();
        Product product = event.product();
        Event said =
                new Event(
                        event.id(),
                        product,
                        type,
                        at,
                        event.actor(),
                        source,
                        subject,
                        links,
                        data,
                        event.reason(),
                        List.of(),
                        new TreeMap<>());
        ConsumerRecord<byte[], byte[]> record =
                ledger.seal(
                        new AcceptedEvent(
                                said,
                                plain.requestDigest(),
                                Optional.empty(),
                                plain.nonce(),
                                plain.submission()));
        store.apply(record);
        if (product.equals(PUMP)) {
            log.add(EventOutline.of(said));
            sealed.add(NOON.plusMillis(record.offset()));
        }
    }

    /** Four sources: one repeats numbers, one leaves some out, one has none, one begins late. */
    private void applyRandomly(int count) {
        long[] next = {1, 1, 1, 1};
        for (int i = 0; i < count; i++) {
            int source = random.nextInt(i < count / 2 ? 3 : 4);
            String uri = "https://ci.example.org/" + source;
            next[source] += source == 1 ? 1 + random.nextInt(3) / 2 : 1;
            long number = source == 0 ? random.nextLong(20) : next[source];
            OptionalLong seq = source == 2 ? OptionalLong.empty() : OptionalLong.of(number);
            apply(random.nextInt(5) == 0 ? LAB : PUMP, i, uri, seq);
            if (random.nextInt(30) == 0) {
                store.write();
            }
        }
        store.write();
    }

    private List<SourceStatus> expected(int last) {
        TreeMap<String, SourceCounter> counters = new TreeMap<>();
        for (int seq = 0; seq <= last; seq++) {
            EventOutline event = log.get(seq);
            counters.computeIfAbsent(event.source().uri(), SourceCounter::new)
                    .add(event, sealed.get(seq));
        }
        return new Sources(counters.values().stream().map(SourceCounter::count).toList(), List.of())
                .statuses(NOON, Optional.empty());
    }

    @Test
    void sourcesStandAsTheyStoodAtEveryEntryOfTheLog() {
        applyRandomly(400);

        assertThat(expected(log.size() - 1))
                .extracting(SourceStatus::uri)
                .hasSize(4)
                .contains(REPEATS);
        try (GraphReader graph = store.lease()) {
            for (int last = 0; last < log.size(); last++) {
                assertThat(
                                LogSources.at(graph, PUMP, last)
                                        .orElseThrow()
                                        .statuses(NOON, Optional.empty()))
                        .as("at entry %d", last)
                        .isEqualTo(expected(last));
            }
        }
    }

    /** Numbers 1, 2, 3 and 5, of what happened at 3, 1, 4 and 2 o'clock. */
    @Test
    void ofATimeOnlyWhatHadHappenedWasSaidAndWhatCameIsNotMissing() {
        int[][] said = {{1, 3}, {2, 1}, {3, 4}, {5, 2}};
        for (int i = 0; i < said.length; i++) {
            apply(
                    PUMP,
                    i,
                    REPEATS,
                    OptionalLong.of(said[i][0]),
                    NOON.plus(Duration.ofHours(said[i][1])));
        }
        store.write();

        try (GraphReader graph = store.lease()) {
            assertThat(happenedBy(graph, 3, 0)).isEmpty();
            SourceStatus first = happenedBy(graph, 3, 1).getFirst();
            assertThat(first.events()).isEqualTo(1);
            assertThat(first.missing()).isEmpty();
            assertThat(first.lastSeenAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
            assertThat(happenedBy(graph, 3, 2).getFirst().missing())
                    .containsExactly(new SourceStatus.Range(4, 4));
            assertThat(happenedBy(graph, 2, 9).getFirst().last()).hasValue(3);
            assertThat(happenedBy(graph, 3, 9).getFirst().missing())
                    .isEqualTo(expected(3).getFirst().missing());
        }
    }

    private static List<SourceStatus> happenedBy(GraphReader graph, long last, int hours) {
        return LogSources.at(graph, PUMP, last, NOON.plus(Duration.ofHours(hours)))
                .orElseThrow()
                .statuses(NOON, Optional.empty());
    }

    @Test
    void aNumberThatWasUsedBeforeAndAgainSinceIsStillCountedThen() {
        for (int i = 0; i < 9; i++) {
            apply(PUMP, i, REPEATS, OptionalLong.of(i < 8 ? i + 1 : 3));
        }
        store.write();

        try (GraphReader graph = store.lease()) {
            assertThat(LogSources.at(graph, PUMP, 7).orElseThrow().statuses(NOON, Optional.empty()))
                    .isEqualTo(expected(7))
                    .allSatisfy(status -> assertThat(status.missing()).isEmpty());
        }
    }

    private void tell(int number, String type, NodeRef subject, EventData data) {
        AcceptedEvent plain =
                LedgerFixture.event(
                        PUMP,
                        PUMP + "-" + number,
                        LedgerFixture.requirement(PUMP, "REQ-" + number),
                        "title");
        Source source = new Source("urn:cli", "cli", Optional.empty(), OptionalLong.empty());
        apply(plain, type, NOON.minusSeconds(60 - number), source, subject, data);
    }

    private void compare(int number, String result, String... missing) {
        tell(
                number,
                Sources.RECONCILED,
                new NodeRef(PUMP, "Source", REPEATS),
                new EventData(
                        "SourceReconciled",
                        Map.of(
                                "scope",
                                "runs",
                                "listedTypes",
                                List.of("Build"),
                                "basis",
                                "file",
                                "result",
                                result,
                                "periodFromAt",
                                NOON.minusSeconds(3600),
                                "periodToAt",
                                NOON.plusSeconds(3600),
                                "listedCount",
                                1L,
                                "recordedCount",
                                1L,
                                "missing",
                                List.of(missing),
                                "unexpected",
                                List.of())));
    }

    @Test
    void aComparisonThatWasTakenBackEndsNothing() {
        apply(PUMP, 0, REPEATS, OptionalLong.of(1));
        compare(1, "DIFFERENT", "run-7");
        compare(2, "COMPLETE");
        tell(
                3,
                "event.superseded",
                new NodeRef(PUMP, "Event", PUMP + "-2"),
                new EventData(
                        "EventSuperseded",
                        Map.of(
                                "scope",
                                "WHOLE",
                                "basis",
                                "it was another list",
                                "result",
                                "none",
                                "fields",
                                List.of())));
        store.write();

        try (GraphReader graph = store.lease()) {
            assertThat(differing(LogSources.at(graph, PUMP, 1).orElseThrow()))
                    .containsExactly(List.of("run-7"));
            assertThat(differing(LogSources.at(graph, PUMP, 2).orElseThrow()))
                    .as("as it was believed then")
                    .isEmpty();
            assertThat(differing(LogSources.at(graph, PUMP, 3).orElseThrow()))
                    .containsExactly(List.of("run-7"));
        }
    }

    private static final String DEPLOYS = "https://deploy.example.org";

    private void deploy(int number, Instant at) {
        NodeRef deployment = new NodeRef(PUMP, "Deployment", "d-" + number);
        tell(
                number,
                "deployment.finished",
                at,
                DEPLOYS + "/eu",
                deployment,
                new Link(
                        deployment,
                        "into",
                        new NodeRef(PUMP, "Environment", "prod"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Strength.OBSERVED),
                new EventData(
                        "DeploymentFinished",
                        Map.of(
                                "outcome",
                                "SUCCEEDED",
                                "strategy",
                                "ROLLING",
                                "sites",
                                List.of(),
                                "failure",
                                "none")));
    }

    /** A list of the hour before, which says that the ledger has the same. */
    private void list(int number, Instant at, long count) {
        NodeRef source = new NodeRef(PUMP, "Source", DEPLOYS);
        tell(
                number,
                Sources.RECONCILED,
                at,
                "urn:cli",
                source,
                new Link(
                        source,
                        "concerns",
                        new NodeRef(PUMP, "Environment", "prod"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Strength.DECLARED),
                new EventData(
                        "SourceReconciled",
                        Map.of(
                                "scope",
                                "deployments",
                                "listedTypes",
                                List.of("Deployment"),
                                "basis",
                                "file",
                                "result",
                                "COMPLETE",
                                "periodFromAt",
                                NOON.minusSeconds(3600),
                                "periodToAt",
                                at,
                                "listedCount",
                                count,
                                "recordedCount",
                                count,
                                "missing",
                                List.of(),
                                "unexpected",
                                List.of())));
    }

    private void tell(
            int number,
            String type,
            Instant at,
            String uri,
            NodeRef subject,
            Link link,
            EventData data) {
        apply(
                LedgerFixture.event(
                        PUMP,
                        PUMP + "-" + number,
                        LedgerFixture.requirement(PUMP, "REQ-" + number),
                        "title"),
                type,
                at,
                new Source(uri, "cd", Optional.empty(), OptionalLong.empty()),
                subject,
                List.of(link),
                data);
    }

    /** Whatever it says itself, it does not have what the ledger has of its time. */
    @Test
    void aListThatCountsFewerDeploymentsThanTheLedgerHasDoesNotAgree() {
        deploy(0, NOON.minusSeconds(60));
        list(1, NOON.plusSeconds(60), 1);
        deploy(2, NOON.minusSeconds(30));
        list(3, NOON.plusSeconds(120), 1);
        list(4, NOON.plusSeconds(180), 2);
        store.write();

        String fewer =
                "deployments: its own list lists 1, but the ledger has 2 of its time, by event infusion-pump-3";
        try (GraphReader graph = store.lease()) {
            assertThat(found(LogSources.at(graph, PUMP, 1))).isEmpty();
            assertThat(found(LogSources.at(graph, PUMP, 2))).as("it knew of one").isEmpty();
            assertThat(found(LogSources.at(graph, PUMP, 3))).containsExactly(fewer);
            assertThat(found(LogSources.at(graph, PUMP, 4))).as("a later list agrees").isEmpty();
            assertThat(found(LogSources.at(graph, PUMP, 4, NOON.plusSeconds(119)))).isEmpty();
            assertThat(found(LogSources.at(graph, PUMP, 4, NOON.plusSeconds(120))))
                    .containsExactly(fewer);
            assertThat(found(LogSources.at(graph, PUMP, 2, NOON.plusSeconds(120))))
                    .as("what was recorded later is not known yet")
                    .isEmpty();
        }
    }

    private static List<String> found(Optional<Sources> sources) {
        return sources.orElseThrow().statuses(NOON, Optional.empty()).stream()
                .flatMap(status -> status.findings().stream())
                .map(SourceStatus.Finding::reason)
                .toList();
    }

    @Test
    void aDeploymentThatWasTakenBackIsNotMissingOnAList() {
        deploy(0, NOON.minusSeconds(60));
        deploy(1, NOON.minusSeconds(30));
        list(2, NOON.plusSeconds(60), 1);
        tell(
                3,
                "event.superseded",
                new NodeRef(PUMP, "Event", PUMP + "-1"),
                new EventData(
                        "EventSuperseded",
                        Map.of(
                                "scope",
                                "WHOLE",
                                "basis",
                                "it was of another product",
                                "result",
                                "none",
                                "fields",
                                List.of())));
        store.write();

        try (GraphReader graph = store.lease()) {
            assertThat(found(LogSources.at(graph, PUMP, 2)))
                    .containsExactly(
                            "deployments: its own list lists 1, but the ledger has 2 of its time, by event infusion-pump-2");
            assertThat(found(LogSources.at(graph, PUMP, 3))).isEmpty();
        }
    }

    private static List<List<String>> differing(Sources sources) {
        return sources.statuses(NOON, Optional.empty()).stream()
                .flatMap(status -> status.differing().stream())
                .map(SourceStatus.Reconciled::missing)
                .toList();
    }
}
