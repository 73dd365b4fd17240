package dev.goldthread.core.graph;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AsOfTest {

    private static final Instant MARCH_1 = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant MARCH_2 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant MARCH_3 = Instant.parse("2026-03-03T10:00:00Z");
    private static final NodeRef REQ_1 = node("Requirement", "REQ-1");
    private static final List<NodeRef> NODES =
            List.of(REQ_1, node("Requirement", "NEED-1"), node("TestCase", "T-1"));

    /** Four entries; revision 2 occurred on the second day and was recorded last. */
    private static TraceGraph history(int entries) {
        GraphFixture fixture = new GraphFixture();
        List<Runnable> steps =
                List.of(
                        () -> revision(fixture, MARCH_1, "1"),
                        () -> revision(fixture, MARCH_3, "3"),
                        () ->
                                fixture.at(
                                        MARCH_3,
                                        "bea",
                                        "testcase.recorded",
                                        "TestCase",
                                        "T-1",
                                        Map.of(),
                                        link("verifies", "Requirement", "REQ-1")),
                        () -> revision(fixture, MARCH_2, "2"));
        steps.subList(0, entries).forEach(Runnable::run);
        return fixture.graph();
    }

    private static void revision(GraphFixture fixture, Instant time, String revision) {
        fixture.at(
                time,
                "ada",
                "requirement.recorded",
                "Requirement",
                "REQ-1",
                Map.of("revision", revision, "title", "Dose rate", "level", "SOFTWARE"),
                link("refines", "Requirement", "NEED-1"));
    }

    private static AsOf upTo(long seq) {
        return new AsOf(new Recorded.UpTo(seq), Optional.empty());
    }

    private static AsOf by(Instant recordedAt) {
        return new AsOf(new Recorded.By(recordedAt), Optional.empty());
    }

    private static Optional<String> revision(GraphView view) {
        return view.node(REQ_1).text("revision");
    }

    @Test
    void aGraphAsOfASeqIsTheGraphThatHadSoManyEntries() {
        TraceGraph all = history(4);
        for (int entries = 1; entries <= 4; entries++) {
            GraphView then = upTo(entries - 1).of(all, PUMP);
            TraceGraph replayed = history(entries);
            for (NodeRef node : NODES) {
                assertThat(then.node(node).facts())
                        .extracting(NodeFact::event)
                        .containsExactlyElementsOf(
                                replayed.node(node).facts().stream().map(NodeFact::event).toList());
                assertThat(then.node(node).causes()).isEqualTo(replayed.node(node).causes());
                assertThat(then.effects(node)).isEqualTo(replayed.effects(node));
            }
            assertThat(then.position(PUMP)).isEqualTo(replayed.position(PUMP));
        }
    }

    @Test
    void recordedAtCountsTheEntryThatWasSealedAtThatVeryTime() {
        TraceGraph all = history(4);
        Instant second = all.positionAt(PUMP, 1).orElseThrow().sealedAt();
        assertThat(by(second).of(all, PUMP).position(PUMP).orElseThrow().seq()).isEqualTo(1);
        assertThat(by(second.minusNanos(1000)).of(all, PUMP).position(PUMP).orElseThrow().seq())
                .isZero();
        assertThat(by(MARCH_1).of(all, PUMP).position(PUMP))
                .as("before the first entry nothing was known")
                .isEmpty();
        assertThat(by(MARCH_1).of(all, PUMP).node(REQ_1).isRecorded()).isFalse();
    }

    @Test
    void anEventRecordedLateIsRightInBothTimes() {
        TraceGraph all = history(4);
        AsOf onMarch2 = new AsOf(new Recorded.All(), Optional.of(MARCH_2));
        assertThat(revision(onMarch2.of(all, PUMP)))
                .as("what was valid on 2 March, as it is known now")
                .contains("2");
        AsOf asKnownBefore = new AsOf(new Recorded.UpTo(2), Optional.of(MARCH_2));
        assertThat(revision(asKnownBefore.of(all, PUMP)))
                .as("what was thought valid on 2 March before the late event came")
                .contains("1");
        assertThat(revision(AsOf.NOW.of(all, PUMP))).contains("3");
        assertThat(onMarch2.of(all, PUMP).effects(REQ_1))
                .as("the test was made on 3 March")
                .isEmpty();
    }

    @Test
    void otherLogsCountByTheTimeOfTheEntry() {
        TraceGraph all = history(4);
        Product valve = new Product("valve");
        assertThat(upTo(2).of(all, PUMP).position(valve)).isEmpty();
        assertThat(upTo(2).of(all, PUMP).node(new NodeRef(valve, "Release", "1")).facts())
                .isEmpty();
    }

    @Test
    void aLogThatIsNotThatLongIsNotAnsweredFor() {
        TraceGraph all = history(4);
        assertThatThrownBy(() -> upTo(4).of(all, PUMP))
                .isInstanceOf(AsOf.NotYetException.class)
                .hasMessageContaining("infusion-pump has no entry 4");
        assertThatThrownBy(() -> upTo(-1)).hasMessageContaining("asOfSeq must be 0 or more");
    }
}
