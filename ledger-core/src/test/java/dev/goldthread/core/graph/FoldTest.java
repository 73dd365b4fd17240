package dev.goldthread.core.graph;

import static dev.goldthread.core.graph.GraphFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.Examples;
import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldTest {

    private static final Product PUMP = GraphFixture.PUMP;

    /** One event of every type, with links among them and to nodes that nothing records. */
    private static final List<Event> EVENTS = examples();

    private static List<Event> examples() {
        Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));
        AcceptedEvent.Submission submission =
                new AcceptedEvent.Submission("tester", "http", Optional.empty());
        Instant now = Instant.parse("2027-01-01T00:00:00Z");
        return Examples.valid().stream()
                .map(example -> (Admission.Accepted) gate.admit(example.json(), submission, now))
                .map(accepted -> accepted.event().event())
                .toList();
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderAndAnyEventTwiceGiveTheSameGraph(int seed) {
        Random random = new Random(seed);
        List<Event> told = new ArrayList<>(EVENTS);
        IntStream.range(0, random.nextInt(30))
                .forEach(i -> told.add(EVENTS.get(random.nextInt(EVENTS.size()))));
        Collections.shuffle(told, random);

        TraceGraph graph = fold(told);

        TraceGraph inOrder = fold(EVENTS);
        assertThat(graph.digest()).isEqualTo(inOrder.digest());
        assertThat(graph.duplicates()).isEqualTo(told.size() - EVENTS.size());
        assertThat(latestFacts(graph)).isEqualTo(latestFacts(inOrder));
        assertThat(edgeCount(graph)).isEqualTo(edgeCount(inOrder)).isPositive();
    }

    @Test
    void theExamplesLeaveNodesUnresolvedThatOthersLinkTo() {
        TraceGraph graph = fold(EVENTS);

        List<NodeRef> unresolved =
                EVENTS.stream()
                        .flatMap(event -> event.links().stream())
                        .map(link -> link.to())
                        .filter(ref -> !graph.node(ref).isRecorded())
                        .distinct()
                        .toList();

        assertThat(unresolved)
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(graph.effects(ref)).isNotEmpty());
    }

    @Test
    void everyEventCountsInTheDigest() {
        Digest whole = fold(EVENTS).digest();

        for (int left = 0; left < EVENTS.size(); left++) {
            List<Event> rest = new ArrayList<>(EVENTS);
            rest.remove(left);
            assertThat(fold(rest).digest())
                    .as("without %s", EVENTS.get(left).id())
                    .isNotEqualTo(whole);
        }
    }

    @Test
    void applyingAnEntryAgainChangesNothing() {
        TraceGraph graph = fold(EVENTS);
        Digest before = graph.digest();

        assertThat(graph.apply(entry(EVENTS.getFirst(), 0))).isEqualTo(GraphRows.Applied.SEEN);

        assertThat(graph.digest()).isEqualTo(before);
    }

    @Test
    void refusesAnEntryThatLeavesOneOut() {
        TraceGraph graph = new TraceGraph();
        graph.apply(entry(EVENTS.getFirst(), 0));

        assertThatThrownBy(() -> graph.apply(entry(EVENTS.get(1), 2)))
                .isInstanceOf(Fold.GapException.class)
                .hasMessageContaining("log infusion-pump: expected seq 1 next, but got 2");
    }

    @Test
    void aBodyThatCannotBeReadBecomesANodeNamedByItsLeaf() {
        TraceGraph graph = new TraceGraph();
        Digest leaf = Digest.sha256("opaque");

        graph.apply(
                new LedgerEntry(
                        PUMP, 0, Instant.EPOCH, leaf, new LedgerEntry.Content.Opaque("torn")));

        Node node = graph.node(new NodeRef(PUMP, "Event", leaf.hex()));
        assertThat(node.facts())
                .singleElement()
                .returns(Fold.OPAQUE_TYPE, NodeFact::type)
                .returns(Optional.of("torn"), NodeFact::reason);
    }

    private static TraceGraph fold(List<Event> events) {
        TraceGraph graph = new TraceGraph();
        events.forEach(event -> graph.apply(entry(event, graph.applied(event.product()))));
        return graph;
    }

    private static Map<NodeRef, String> latestFacts(TraceGraph graph) {
        Map<NodeRef, String> latest = new HashMap<>();
        graph.nodes()
                .forEach(
                        node ->
                                latest.put(
                                        node.ref(),
                                        node.latest()
                                                .map(fact -> fact.event().value())
                                                .orElse("")));
        return latest;
    }

    private static long edgeCount(TraceGraph graph) {
        long count = 0;
        for (Node node : graph.nodes()) {
            count += node.causes().size();
        }
        return count;
    }
}
