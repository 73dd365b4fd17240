package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.LedgerFixture.LAB;
import static dev.goldthread.streams.project.LedgerFixture.PUMP;
import static dev.goldthread.streams.project.LedgerFixture.event;
import static dev.goldthread.streams.project.LedgerFixture.link;
import static dev.goldthread.streams.project.LedgerFixture.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.TraceGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every graph must do with the ledger, wherever it is kept. */
abstract class GraphContract {

    /** A graph under test, empty at first. */
    interface Subject {

        void apply(ConsumerRecord<byte[], byte[]> record);

        <T> T ask(Function<GraphView, T> question);

        Digest digest();

        List<Node> nodes();

        default Node node(NodeRef ref) {
            return ask(graph -> graph.node(ref));
        }

        default List<Edge> effects(NodeRef ref) {
            return ask(graph -> graph.effects(ref));
        }

        default Optional<GraphView.Position> position(Product product) {
            return ask(graph -> graph.position(product));
        }
    }

    abstract Subject newSubject();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isTheSameWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        List<AcceptedEvent> events = LedgerFixture.randomEvents(random, 200);
        Digest expected = replay(events).digest();

        for (int round = 0; round < 3; round++) {
            Collections.shuffle(events, random);
            Subject subject = newSubject();
            new LedgerFixture().seal(events).forEach(subject::apply);
            assertThat(subject.digest()).isEqualTo(expected);
        }
    }

    @Test
    void isTheSameWhenRecordsComeAgain() {
        List<AcceptedEvent> events = LedgerFixture.randomEvents(new Random(5), 120);
        List<ConsumerRecord<byte[], byte[]>> records = new LedgerFixture().seal(events);
        Subject subject = newSubject();

        for (int i = 0; i < records.size(); i++) {
            subject.apply(records.get(i));
            records.subList(Math.max(0, i - 7), i).forEach(subject::apply);
        }

        assertThat(subject.digest()).isEqualTo(replay(events).digest());
    }

    @Test
    void answersAsTheGraphInMemory() {
        List<AcceptedEvent> events = LedgerFixture.randomEvents(new Random(6), 300);
        Subject subject = newSubject();
        new LedgerFixture().seal(events).forEach(subject::apply);
        TraceGraph expected = replay(events);

        assertThat(subject.nodes()).containsExactlyElementsOf(expected.nodes());
        for (NodeRef ref : everyRef(expected)) {
            assertThat(subject.node(ref)).isEqualTo(expected.node(ref));
            assertThat(subject.effects(ref)).isEqualTo(expected.effects(ref));
        }
        assertThat(subject.position(PUMP)).isEqualTo(expected.position(PUMP));
        assertThat(subject.position(LAB)).isEqualTo(expected.position(LAB));
    }

    @Test
    void keepsUnresolvedNodesWithTheirEffects() {
        NodeRef need = requirement(PUMP, "NEED-1");
        NodeRef input = requirement(PUMP, "REQ-1");
        Subject subject = newSubject();

        subject.apply(
                new LedgerFixture()
                        .seal(event(PUMP, "e1", input, "dose", link(input, "refines", need))));

        assertThat(subject.node(need).isRecorded()).isFalse();
        assertThat(subject.effects(need)).extracting(Edge::from).containsExactly(input);
    }

    @Test
    void holdsMoreEntriesThanARow() {
        NodeRef hub = requirement(PUMP, "HUB");
        LedgerFixture ledger = new LedgerFixture();
        Subject subject = newSubject();
        List<AcceptedEvent> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            NodeRef other = requirement(PUMP, "REQ-" + i);
            events.add(
                    event(
                            PUMP,
                            "e" + i,
                            hub,
                            "t" + i,
                            link(hub, "refines", other),
                            link(other, "refines", hub)));
        }
        ledger.seal(events).forEach(subject::apply);

        Node node = subject.node(hub);
        assertThat(node.facts()).hasSize(200).isSorted();
        assertThat(node.causes()).hasSize(200).isSorted();
        assertThat(subject.effects(hub)).hasSize(200).isSorted();
        assertThat(subject.digest()).isEqualTo(replay(events).digest());
    }

    @Test
    void holdsTextsOver64KiB() {
        String title = "ä".repeat(50_000);
        NodeRef subjectNode = requirement(PUMP, "REQ-1");
        Subject subject = newSubject();

        subject.apply(new LedgerFixture().seal(event(PUMP, "e1", subjectNode, title)));

        assertThat(subject.node(subjectNode).text("title")).contains(title);
    }

    @Test
    void makesAnUnreadableEntryANodeOfItsOwn() {
        LedgerFixture ledger = new LedgerFixture();
        Subject subject = newSubject();
        subject.apply(ledger.seal(event(PUMP, "e1", requirement(PUMP, "REQ-1"), "dose")));

        subject.apply(ledger.seal(PUMP, new byte[] {9, 9, 9}));

        assertThat(subject.nodes())
                .flatExtracting(Node::facts)
                .filteredOn(fact -> fact.type().equals(Fold.OPAQUE_TYPE))
                .extracting(NodeFact::seq)
                .containsExactly(1L);
        assertThat(subject.position(PUMP))
                .hasValueSatisfying(position -> assertThat(position.seq()).isEqualTo(1));
    }

    @Test
    void keepsTheFirstOfTwoEventsWithOneId() {
        LedgerFixture ledger = new LedgerFixture();
        Subject subject = newSubject();
        NodeRef first = requirement(PUMP, "REQ-1");
        NodeRef second = requirement(PUMP, "REQ-2");

        subject.apply(ledger.seal(event(PUMP, "e1", first, "dose")));
        subject.apply(ledger.seal(event(PUMP, "e1", second, "rate")));
        subject.apply(ledger.seal(event(LAB, "e1", requirement(LAB, "REQ-1"), "other log")));

        assertThat(subject.node(first).latest()).map(NodeFact::event).contains(new EventId("e1"));
        assertThat(subject.node(second).isRecorded()).isFalse();
        assertThat(subject.nodes()).hasSize(2);
    }

    @Test
    void refusesAGap() {
        LedgerFixture ledger = new LedgerFixture();
        Subject subject = newSubject();
        subject.apply(ledger.seal(event(PUMP, "e1", requirement(PUMP, "REQ-1"), "dose")));
        ledger.skip(PUMP);
        ConsumerRecord<byte[], byte[]> later =
                ledger.seal(event(PUMP, "e3", requirement(PUMP, "REQ-1"), "dose"));

        assertThatThrownBy(() -> subject.apply(later))
                .isInstanceOf(Fold.GapException.class)
                .hasMessageContaining("expected seq 1 next, but got 2");
    }

    static TraceGraph replay(List<AcceptedEvent> events) {
        TraceGraph graph = new TraceGraph();
        new LedgerFixture()
                .seal(events)
                .forEach(record -> graph.apply(LedgerFixture.reader().read(record)));
        return graph;
    }

    private static TreeSet<NodeRef> everyRef(TraceGraph graph) {
        TreeSet<NodeRef> refs = new TreeSet<>();
        for (Node node : graph.nodes()) {
            refs.add(node.ref());
            node.causes().forEach(edge -> refs.add(edge.to()));
        }
        return refs;
    }
}
