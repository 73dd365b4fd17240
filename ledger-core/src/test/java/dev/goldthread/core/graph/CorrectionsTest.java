package dev.goldthread.core.graph;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was taken back counts no longer, in whatever order it was told. */
class CorrectionsTest {

    private static final NodeRef RUN = node("TestRun", "run-1");
    private static final Map<String, Object> NOTHING = Map.of();

    private static Instant minute(int minute) {
        return Instant.parse("2026-03-01T10:%02d:00Z".formatted(minute));
    }

    /** Event e0 states a run of a test. */
    /** And a requirement whose event says that a test case verifies it. */
    private static GraphFixture runAndVerified() {
        return run().at(
                        minute(1),
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "REQ-1",
                        NOTHING,
                        from(node("TestCase", "T-1"), "verifies"));
    }

    private static GraphFixture run() {
        return new GraphFixture()
                .at(
                        minute(0),
                        "ci",
                        "testrun.finished",
                        "TestRun",
                        "run-1",
                        Map.of("outcome", "PASSED"),
                        link("executes", "TestCase", "T-1"));
    }

    private static GraphFixture takeBack(GraphFixture story, int minute, String event) {
        return takeBack(story, minute, event, "WHOLE");
    }

    private static GraphFixture takeBack(
            GraphFixture story, int minute, String event, String scope, Link... links) {
        return story.at(
                minute(minute),
                "qa",
                "event.superseded",
                "Event",
                event,
                Map.of("scope", scope),
                links);
    }

    private static GraphView now(GraphFixture story) {
        return AsOf.NOW.of(story.graph(), PUMP);
    }

    private static GraphView after(GraphFixture story, long seq) {
        return new AsOf(new Recorded.UpTo(seq), Optional.empty()).of(story.graph(), PUMP);
    }

    private static boolean counts(GraphView view) {
        boolean recorded = view.node(RUN).isRecorded();
        assertThat(view.node(RUN).causes().isEmpty()).isEqualTo(!recorded);
        assertThat(view.effects(node("TestCase", "T-1")).isEmpty()).isEqualTo(!recorded);
        return recorded;
    }

    @Test
    void factsAndLinksOfAnEventThatWasTakenBackCountNoLonger() {
        GraphFixture story = takeBack(run(), 5, "e0");

        assertThat(counts(now(story))).isFalse();
        assertThat(now(story).node(RUN).takenBack())
                .singleElement()
                .satisfies(
                        taken -> {
                            assertThat(taken.fact().event().value()).isEqualTo("e0");
                            assertThat(taken.by().value()).isEqualTo("e1");
                        });
    }

    @Test
    void whatStillCountsAndWhatWasTakenBackStandApart() {
        GraphFixture story =
                run().at(
                                minute(1),
                                "ci",
                                "testrun.finished",
                                "TestRun",
                                "run-1",
                                Map.of("outcome", "FAILED"));
        takeBack(takeBack(story, 5, "e1"), 6, "e9");

        Node run = now(story).node(RUN);

        assertThat(run.facts()).extracting(fact -> fact.event().value()).containsExactly("e0");
        assertThat(run.takenBack())
                .extracting(taken -> taken.fact().event().value() + " by " + taken.by())
                .containsExactly("e1 by e2");
        assertThat(run.text("outcome")).as("its state").hasValue("PASSED");
    }

    @Test
    void aLinkThatWasTakenBackStandsApartAtTheNodeThatItStartedFrom() {
        NodeRef test = node("TestCase", "T-1");
        GraphFixture story = runAndVerified();
        takeBack(takeBack(story, 5, "e1"), 6, "e0");

        Node started = now(story).node(test);

        assertThat(started.causes()).isEmpty();
        assertThat(started.facts()).isEmpty();
        assertThat(started.linksTakenBack())
                .extracting(
                        each -> each.link().relation() + " " + each.link().to() + " " + each.by())
                .containsExactly("verifies Requirement REQ-1 e2");
        assertThat(now(story).node(RUN).linksTakenBack())
                .extracting(each -> each.link().relation() + " by " + each.by())
                .containsExactly("executes by e3");
        assertThat(after(story, 1).node(test).linksTakenBack()).isEmpty();
        assertThat(after(story, 1).node(test).causes()).hasSize(1);
    }

    @Test
    void aLogWithoutCorrectionsIsReadOnceAndHandedOnAsItIs() {
        List<Node> reads = new ArrayList<>();
        GraphView counted =
                new ForwardingView(run().graph()) {
                    @Override
                    public Node node(NodeRef ref) {
                        reads.add(super.node(ref));
                        return reads.getLast();
                    }

                    @Override
                    public GraphView stated() {
                        return this;
                    }

                    @Override
                    public GraphView known() {
                        return this;
                    }
                };

        Node run = AsOf.NOW.of(counted, PUMP).node(RUN);

        assertThat(run.takenBack()).isEmpty();
        assertThat(reads).hasSize(1);
        assertThat(reads.getFirst()).isSameAs(run);
    }

    @Test
    void theLogNamesEachEventThatCountsNoLongerWithTheOneThatTookItBack() {
        GraphFixture story = takeBack(run(), 5, "e0");

        assertThat(named(now(story))).containsExactly("e0 by e1");
        assertThat(named(after(story, 0))).as("nobody had taken it back by then").isEmpty();
        assertThat(named(after(takeBack(story, 6, "e1"), 2))).containsExactly("e1 by e2");
        assertThat(now(story).takenBack(new Product("valve-kit"))).isEmpty();
    }

    private static List<String> named(GraphView view) {
        return view.takenBack(PUMP).entrySet().stream()
                .map(taken -> taken.getKey() + " by " + taken.getValue())
                .toList();
    }

    @Test
    void asOfTheTimeBeforeItCounts() {
        GraphFixture story = takeBack(run(), 5, "e0");

        assertThat(counts(after(story, 0))).isTrue();
        assertThat(counts(after(story, 1))).isFalse();
    }

    @Test
    void anEarlierStateOfACorrectedGraphIsAskedOfWhatWasStated() {
        GraphFixture story = takeBack(run(), 5, "e0");
        AsOf before = new AsOf(new Recorded.UpTo(0), Optional.empty());

        assertThat(counts(before.of(now(story), PUMP))).isTrue();
    }

    @Test
    void thatItWasWrongIsKnownForAnyTimeThatItHadHappenedIn() {
        GraphFixture story = takeBack(run(), 5, "e0");
        AsOf at = new AsOf(new Recorded.All(), Optional.of(minute(1)));

        assertThat(counts(at.of(story.graph(), PUMP))).isFalse();
    }

    @Test
    void aPartLeavesTheRest() {
        GraphFixture story = takeBack(run(), 5, "e0", "PART", link("supersedes", "Event", "e0"));

        assertThat(counts(now(story))).isTrue();
    }

    /** What is left of half an event only its author can say. */
    @Test
    void ofAnEventThatWasCorrectedInPartAllCountsAndIsMarked() {
        GraphFixture story = part(run(), 5, "e0", "/data/outcome", "/links/0");

        assertThat(counts(now(story))).isTrue();
        assertThat(now(story).node(RUN).takenBack()).isEmpty();
        assertThat(now(story).node(RUN).correctedInPart())
                .containsExactly(marked("e0", "e1", "/data/outcome", "/links/0"));
        assertThat(now(story).correctedInPart(PUMP, new EventId("e0"))).hasSize(1);
        assertThat(after(story, 0).node(RUN).correctedInPart()).isEmpty();
        AsOf before = new AsOf(new Recorded.All(), Optional.of(minute(1)));
        assertThat(before.of(story.graph(), PUMP).node(RUN).correctedInPart())
                .as("it was wrong then, too")
                .hasSize(1);
    }

    @Test
    void theNodeThatALinkStartsAtIsMarkedThoughTheEventIsAboutAnother() {
        GraphFixture story = runAndVerified();
        part(story, 5, "e1", "/links/0");

        assertThat(now(story).node(node("TestCase", "T-1")).correctedInPart())
                .containsExactly(marked("e1", "e2", "/links/0"));
        assertThat(now(story).node(RUN).correctedInPart()).isEmpty();
    }

    private static Link from(NodeRef from, String relation) {
        return new Link(
                from,
                relation,
                node("Requirement", "REQ-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Link.Strength.DECLARED);
    }

    @Test
    void severalPartsAreSeveralMarks() {
        GraphFixture story = part(part(run(), 6, "e0", "/data/b"), 5, "e0");

        assertThat(now(story).node(RUN).correctedInPart())
                .containsExactly(marked("e0", "e1", "/data/b"), marked("e0", "e2"));
    }

    @Test
    void aCorrectionOfAPartMayBeTakenBackToo() {
        GraphFixture story = takeBack(part(run(), 5, "e0", "/data/outcome"), 6, "e1");

        assertThat(now(story).node(RUN).correctedInPart()).isEmpty();
        assertThat(after(story, 1).node(RUN).correctedInPart()).hasSize(1);
    }

    @Test
    void whatWasTakenBackAsAWholeHasNoMarkOfAPart() {
        GraphFixture story = takeBack(part(run(), 5, "e0", "/data/outcome"), 4, "e0");

        assertThat(counts(now(story))).isFalse();
        assertThat(now(story).node(RUN).correctedInPart()).isEmpty();
    }

    @Test
    void anEventDoesNotCorrectItselfInPart() {
        GraphFixture story = part(new GraphFixture(), 5, "e0", "/reason");

        assertThat(now(story).node(node("Event", "e0")).correctedInPart()).isEmpty();
    }

    private static GraphFixture part(
            GraphFixture story, int minute, String event, String... fields) {
        return story.at(
                minute(minute),
                "qa",
                "event.superseded",
                "Event",
                event,
                Map.of("scope", "PART", "fields", List.of(fields)));
    }

    private static CorrectedInPart marked(String event, String by, String... fields) {
        return new CorrectedInPart(PUMP, new EventId(event), new EventId(by), List.of(fields));
    }

    @Test
    void anEventThatSupersedesAnotherTakesItsPlace() {
        GraphFixture story =
                run().at(
                                minute(5),
                                "ci",
                                "testrun.finished",
                                "TestRun",
                                "run-1",
                                Map.of("outcome", "FAILED"),
                                link("executes", "TestCase", "T-1"),
                                link("supersedes", "Event", "e0"));

        assertThat(now(story).node(RUN).facts())
                .extracting(fact -> fact.event().value())
                .containsExactly("e1");
    }

    @Test
    void aGuessTakesNothingBack() {
        GraphFixture story =
                run().at(
                                minute(5),
                                "ci",
                                "testrun.finished",
                                "TestRun",
                                "run-2",
                                NOTHING,
                                inferred("supersedes", "Event", "e0"));

        assertThat(counts(now(story))).isTrue();
    }

    @Test
    void anEventCannotTakeItselfBack() {
        GraphFixture story =
                new GraphFixture()
                        .at(
                                minute(0),
                                "ci",
                                "testrun.finished",
                                "TestRun",
                                "run-1",
                                NOTHING,
                                link("executes", "TestCase", "T-1"),
                                link("supersedes", "Event", "e0"));

        assertThat(counts(now(story))).isTrue();
    }

    @Test
    void aCorrectionThatWasTakenBackGivesTheFactBack() {
        GraphFixture story = takeBack(takeBack(run(), 5, "e0"), 6, "e1");

        assertThat(counts(now(story))).isTrue();
        assertThat(counts(after(story, 1))).isFalse();
        assertThat(counts(now(takeBack(story, 7, "e2")))).isFalse();
    }

    @Test
    void twoThatTakeEachOtherBackAreDecidedForTheLater() {
        GraphFixture story = takeBack(takeBack(run(), 5, "e0"), 6, "e1");
        takeBack(story, 4, "e2");

        assertThat(counts(now(story))).as("e2 is later than e3, which says it is wrong").isTrue();
    }

    @Test
    void anotherProductsLogCorrectsOnlyItself() {
        GraphFixture story = run();
        GraphFixture other = new GraphFixture(new Product("supplier"));
        other.at(
                minute(5),
                "qa",
                "testrun.finished",
                "TestRun",
                "theirs",
                NOTHING,
                link("supersedes", "Event", "e0"));
        other.entries().forEach(story.graph()::apply);

        assertThat(counts(now(story))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000, 50_000})
    void theOrderOfTellingDoesNotMatter(long seed) {
        Random random = new Random(seed);
        GraphFixture story = run();
        List<NodeRef> nodes = new ArrayList<>(List.of(RUN));
        for (int i = 1; i < 30; i++) {
            String other = "e" + random.nextInt(30);
            if (random.nextBoolean()) {
                takeBack(story, random.nextInt(20), other);
            } else {
                nodes.add(node("TestRun", "run-" + i));
                story.at(
                        minute(random.nextInt(20)),
                        "ci",
                        "testrun.finished",
                        "TestRun",
                        "run-" + i,
                        NOTHING,
                        link("executes", "TestCase", "T-1"),
                        link(random.nextBoolean() ? "supersedes" : "triggeredBy", "Event", other));
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            order.add(i);
        }
        List<String> expected = counting(now(story), nodes);

        for (int round = 0; round < 20; round++) {
            Collections.shuffle(order, random);
            assertThat(counting(AsOf.NOW.of(story.retold(order), PUMP), nodes)).isEqualTo(expected);
        }
        assertThat(expected).isNotEmpty().hasSizeLessThan(nodes.size());
    }

    private static List<String> counting(GraphView view, List<NodeRef> nodes) {
        TreeSet<String> counting = new TreeSet<>();
        for (NodeRef ref : nodes) {
            view.node(ref).facts().forEach(fact -> counting.add(fact.event().value()));
        }
        view.effects(node("TestCase", "T-1"))
                .forEach(edge -> assertThat(counting).contains(edge.event().value()));
        return List.copyOf(counting);
    }

    /** No event is called so, and what names it must not end every question. */
    @Test
    void aCorrectionOfAnIdThatNoEventCanHaveCorrectsNothing() {
        String tooLong = "x".repeat(129);
        GraphFixture story = takeBack(run(), 5, tooLong);
        takeBack(story, 6, tooLong, "PART");

        assertThat(counts(now(story))).isTrue();
    }
}
