package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.LAB;
import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.link;
import static dev.goldthread.streams.project.LedgerFixture.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.crossing.Pieces.Fetched.Piece;
import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.streams.query.LentPiece;
import dev.goldthread.streams.query.LentPiece.Wish;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real store lends is what it states itself. */
class LentPieceTest {

    @TempDir Path root;
    private final RocksMemory memory = new RocksMemory(32);
    private final LedgerFixture ledger = new LedgerFixture();
    private final GraphStore store =
            new GraphStore(
                    "graph",
                    LedgerFixture.reader(),
                    new StoreDuties(
                            new LocalStores(),
                            memory,
                            new Counters(),
                            new RestoreProgress(line -> {})));

    @BeforeEach
    void open() {
        store.open(0, root.resolve("a"));
        store.serve();
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    @Test
    void statesOfEachNodeWhatTheLogStatesOfItAndNothingElse() {
        List<AcceptedEvent> events = LedgerFixture.randomEvents(new Random(11), 400);
        apply(events);
        Set<NodeRef> all = new TreeSet<>();
        events.forEach(event -> all.addAll(named(event)));
        try (GraphReader graph = store.lease()) {
            long end = graph.position(PUMP).orElseThrow().seq();
            for (long upTo : new long[] {end, end / 2, 0}) {
                List<NodeRef> wanted = List.copyOf(all);
                Piece piece = lent(graph, PUMP, upTo, wanted);
                assertThat(piece.nodes()).containsAll(wanted);
                TraceGraph fetched = folded(piece);
                for (NodeRef ref : wanted) {
                    assertThat(fetched.node(ref)).isEqualTo(stated(graph.node(ref), upTo));
                    assertThat(fetched.effects(ref))
                            .isEqualTo(
                                    graph.effects(ref).stream()
                                            .filter(edge -> edge.product().equals(PUMP))
                                            .filter(edge -> edge.seq() <= upTo)
                                            .toList());
                }
            }
        }
    }

    @Test
    void neighboursComeAlongSoFarAndOnlyThoseOfTheProduct() {
        List<AcceptedEvent> chain = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            NodeRef from = requirement(PUMP, "R" + i);
            chain.add(
                    LedgerFixture.event(
                            PUMP,
                            "e" + i,
                            from,
                            "title",
                            link(from, "refines", requirement(PUMP, "R" + (i + 1))),
                            link(from, "refines", requirement(LAB, "L" + i))));
        }
        apply(chain);
        try (GraphReader graph = store.lease()) {
            Piece piece = lent(graph, PUMP, 7, List.of(requirement(PUMP, "R0")));

            assertThat(piece.nodes())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(0, 4)
                                    .mapToObj(i -> requirement(PUMP, "R" + i))
                                    .toList());
        }
    }

    @Test
    void nobodyGoesOnToAllOfALongList() {
        NodeRef hub = requirement(PUMP, "hub");
        Link[] links =
                IntStream.range(0, 51)
                        .mapToObj(i -> link(hub, "refines", requirement(PUMP, "R" + i)))
                        .toArray(Link[]::new);
        apply(List.of(LedgerFixture.event(PUMP, "e", hub, "title", links)));
        try (GraphReader graph = store.lease()) {
            Piece piece = lent(graph, PUMP, 0, List.of(hub));

            assertThat(piece.nodes()).containsExactly(hub);
            assertThat(folded(piece).node(hub).causes()).hasSize(51);
        }
    }

    @Test
    void aLogThatIsNotThereIsToldApartFromOneThatIsNotAsLong() {
        apply(List.of(LedgerFixture.event(PUMP, "e", requirement(PUMP, "R"), "title")));
        List<NodeRef> wanted = List.of(requirement(PUMP, "R"));
        try (GraphReader graph = store.lease()) {
            assertThat(
                            LentPiece.read(
                                            new Wish(
                                                    LAB,
                                                    OptionalLong.empty(),
                                                    Optional.empty(),
                                                    wanted),
                                            graph)
                                    .end())
                    .isEmpty();
            assertThatThrownBy(() -> lent(graph, PUMP, 1, wanted))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("no entry 1 here yet");
        }
    }

    private void apply(List<AcceptedEvent> events) {
        ledger.seal(events).forEach(store::apply);
        store.write();
    }

    private static Piece lent(GraphReader graph, Product log, long upTo, List<NodeRef> wanted) {
        Wish wish = new Wish(log, OptionalLong.of(upTo), Optional.empty(), wanted);
        return LentPiece.read(wish, graph).piece(wish);
    }

    private static TraceGraph folded(Piece piece) {
        TraceGraph graph = new TraceGraph();
        piece.statements().forEach(graph::add);
        return graph;
    }

    private static Node stated(Node node, long upTo) {
        return new Node(
                node.ref(),
                node.facts().stream()
                        .filter(fact -> fact.product().equals(PUMP) && fact.seq() <= upTo)
                        .toList(),
                node.causes().stream()
                        .filter(edge -> edge.product().equals(PUMP) && edge.seq() <= upTo)
                        .toList());
    }

    private static Set<NodeRef> named(AcceptedEvent event) {
        Set<NodeRef> named = new TreeSet<>();
        named.add(event.event().subject());
        event.event()
                .links()
                .forEach(
                        link -> {
                            named.add(link.from());
                            named.add(link.to());
                        });
        return named;
    }
}
