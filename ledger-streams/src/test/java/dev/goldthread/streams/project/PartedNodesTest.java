package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.LAB;
import static dev.goldthread.streams.project.LedgerFixture.NOON;
import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.streams.query.PartedNodes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may wait for parts is found without the rest, and makes the answer that all of it does. */
class PartedNodesTest {

    private static final String DIGEST = "sha256:" + "0a".repeat(32);

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
    private final Random random = new Random(7);
    private final Map<Product, List<String>> ids = new HashMap<>();

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

    private void apply(
            Product product, String type, NodeRef subject, EventData data, Link... links) {
        List<String> log = ids.computeIfAbsent(product, _ -> new ArrayList<>());
        String id = "%s-%d".formatted(product, log.size());
        log.add(id);
        AcceptedEvent like = LedgerFixture.event(product, id, subject, "title");
        Event event =
                new Event(
                        new EventId(id),
                        product,
                        type,
                        NOON.minusSeconds(random.nextInt(10_000)),
                        new Actor(Actor.Kind.HUMAN, "u-7", Optional.empty()),
                        like.event().source(),
                        subject,
                        List.of(links),
                        data,
                        Optional.of("because"),
                        List.of(),
                        new TreeMap<>());
        store.apply(
                ledger.seal(
                        new AcceptedEvent(
                                event,
                                like.requestDigest(),
                                Optional.empty(),
                                like.nonce(),
                                like.submission())));
    }

    private NodeRef artifact(Product home) {
        Product product = random.nextInt(8) == 0 ? LAB : home;
        return new NodeRef(product, "Artifact", "sha256:" + random.nextInt(12));
    }

    private void applyOne(Product product) {
        NodeRef artifact = artifact(product);
        NodeRef component = new NodeRef(product, "Component", "pkg:npm/ramp@1.2.0");
        NodeRef commit = new NodeRef(product, "Commit", "c-" + random.nextInt(5));
        switch (random.nextInt(6)) {
            case 0 -> apply(product, "artifact.published", artifact, published());
            case 1 -> apply(product, "sbom.attached", artifact, components(1, 1));
            case 2 -> apply(product, "sbom.attached", artifact, components(random.nextInt(3), 3));
            case 3 ->
                    apply(
                            product,
                            "requirement.recorded",
                            commit,
                            requirement(),
                            LedgerFixture.link(artifact, "contains", component));
            case 4 ->
                    apply(
                            product,
                            "change_request.closed",
                            new NodeRef(product, "ChangeRequest", "CR-" + random.nextInt(5)),
                            new EventData("ChangeRequestClosed", Map.of("outcome", "IMPLEMENTED")));
            default -> correct(product);
        }
    }

    private void correct(Product product) {
        List<String> log = ids.getOrDefault(product, List.of("none"));
        NodeRef event = new NodeRef(product, "Event", log.get(random.nextInt(log.size())));
        boolean isPart = random.nextInt(3) > 0;
        apply(
                product,
                "event.superseded",
                event,
                new EventData(
                        "EventSuperseded",
                        Map.of(
                                "scope",
                                isPart ? "PART" : "WHOLE",
                                "basis",
                                "QMS",
                                "result",
                                "wrong",
                                "fields",
                                isPart ? List.of("/data/title") : List.of())));
    }

    private static EventData requirement() {
        return new EventData(
                "RequirementRecorded", Map.of("revision", "1", "title", "t", "level", "SYSTEM"));
    }

    private static EventData published() {
        return new EventData(
                "ArtifactPublished",
                Map.of("mediaType", "text/plain", "sizeBytes", 1L, "name", "pump"));
    }

    private static EventData components(int number, long total) {
        return new EventData(
                "SbomAttached",
                Map.of(
                        "format",
                        "CYCLONEDX",
                        "componentCount",
                        3L,
                        "documentDigest",
                        DIGEST,
                        "support",
                        List.of(),
                        "part",
                        Map.of("number", number + 1L, "total", total)));
    }

    private void applyRandomly(int count) {
        for (int i = 0; i < count; i++) {
            applyOne(random.nextInt(4) == 0 ? LAB : PUMP);
            if (random.nextInt(20) == 0) {
                store.write();
            }
        }
        store.write();
    }

    private static Optional<Marked<PendingWork>> pending(
            GraphReader graph, AsOf asOf, SortedSet<NodeRef> nodes) {
        return Marked.of(
                asOf.of(graph, PUMP),
                view ->
                        PendingWork.of(
                                view,
                                () ->
                                        nodes.stream()
                                                .map(view::node)
                                                .filter(
                                                        node ->
                                                                node.isRecorded()
                                                                        || !view.effects(node.ref())
                                                                                .isEmpty())
                                                .iterator(),
                                PUMP,
                                NodeAllowance.UNBOUNDED));
    }

    private static List<AsOf> states(long size) {
        List<AsOf> states = new ArrayList<>(List.of(AsOf.NOW));
        for (long seq = 0; seq < size; seq += 7) {
            states.add(new AsOf(new Recorded.UpTo(seq), Optional.empty()));
        }
        for (Instant time : List.of(NOON.minusSeconds(7_000), NOON.minusSeconds(2_000))) {
            states.add(new AsOf(new Recorded.All(), Optional.of(time)));
            states.add(new AsOf(new Recorded.UpTo(size / 2), Optional.of(time)));
            states.add(new AsOf(new Recorded.By(NOON.plusMillis(size)), Optional.of(time)));
        }
        return states;
    }

    @Test
    void whatWaitsAndItsMarksAreThoseOfAllNodesInEveryState() {
        applyRandomly(300);
        // A whole bill takes the place of those before it; there is none behind this one.
        apply(
                PUMP,
                "sbom.attached",
                new NodeRef(PUMP, "Artifact", "sha256:waits"),
                components(1, 3));
        store.write();

        try (GraphReader graph = store.lease()) {
            Set<NodeRef> parted = PartedNodes.of(graph, PUMP, PendingWork.PART_TYPES);
            SortedSet<NodeRef> some = graph.index().nodes(PUMP, PendingWork.NODE_TYPES);
            SortedSet<NodeRef> all = graph.index().nodes(PUMP, PendingWork.NODE_TYPES);
            some.addAll(parted);
            all.addAll(graph.index().nodes(PUMP, PendingWork.PART_TYPES));
            assertThat(all).containsAll(some);

            assertThat(pending(graph, AsOf.NOW, some).orElseThrow().answer().items())
                    .anySatisfy(item -> assertThat(item.what()).contains("parts of"));
            for (AsOf asOf : states(ids.get(PUMP).size())) {
                assertThat(pending(graph, asOf, some))
                        .as("%s", asOf)
                        .isEqualTo(pending(graph, asOf, all));
            }
        }
    }

    @Test
    void whatCameInOnePieceIsNotRead() {
        for (int i = 0; i < 20; i++) {
            apply(PUMP, "sbom.attached", new NodeRef(PUMP, "Artifact", "a" + i), components(0, 1));
        }
        NodeRef open = new NodeRef(PUMP, "Artifact", "b");
        apply(PUMP, "sbom.attached", open, components(1, 2));
        NodeRef corrected = new NodeRef(PUMP, "Artifact", "c");
        apply(PUMP, "artifact.published", corrected, published());
        apply(
                PUMP,
                "event.superseded",
                new NodeRef(PUMP, "Event", ids.get(PUMP).getLast()),
                new EventData(
                        "EventSuperseded",
                        Map.of(
                                "scope", "PART",
                                "basis", "QMS",
                                "result", "wrong",
                                "fields", List.of("/data/name"))));
        NodeRef said = new NodeRef(PUMP, "Artifact", "d");
        apply(LAB, "artifact.published", said, published());
        store.write();

        try (GraphReader graph = store.lease()) {
            assertThat(PartedNodes.of(graph, PUMP, Set.of("Artifact")))
                    .containsExactly(open, corrected, said);
            assertThat(PartedNodes.of(graph, PUMP, Set.of("Scan"))).isEmpty();
        }
    }
}
