package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.executed;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rests on an event of which a part was set aside says so in every trace. */
class CorrectedTest {

    private static final Map<String, Object> NOTHING = Map.of();
    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final NodeRef RUN = node("TestRun", "run-1");
    private static final Finding FOUND =
            new Finding(
                    "CORRECTED_IN_PART",
                    "e1 set aside /data/counts, /links/0/outcome of e0, and all of e0 still counts here");

    private static GraphView story(Map<String, Object> correction) {
        GraphFixture story =
                new GraphFixture()
                        .event(
                                "ci",
                                "testrun.finished",
                                "TestRun",
                                "run-1",
                                NOTHING,
                                executed("T-1", "PASSED"),
                                link("tests", "Artifact", "a1"))
                        .event("qa", "event.superseded", "Event", "e0", correction)
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "1.0",
                                NOTHING,
                                link("includes", "Artifact", "a1"));
        return AsOf.NOW.of(story.graph(), PUMP);
    }

    private static GraphView story() {
        return story(
                Map.of("scope", "PART", "fields", List.of("/data/counts", "/links/0/outcome")));
    }

    private static List<Finding> found(Trace trace, NodeRef ref) {
        return trace.node(ref).orElseThrow().findings();
    }

    @Test
    void aReleaseSaysItAndHasAGap() {
        Trace trace = TRACER.release(story(), PUMP, "1.0").orElseThrow();

        assertThat(found(trace, RUN)).contains(FOUND);
        assertThat(found(trace, node("Artifact", "a1"))).doesNotContain(FOUND);
        assertThat(TRACER.gaps(story(), PUMP, "1.0").orElseThrow().gaps())
                .filteredOn(gap -> gap.code().equals("CORRECTED_IN_PART"))
                .singleElement()
                .satisfies(gap -> assertThat(gap.node()).isEqualTo(RUN))
                .extracting(Gap::severity)
                .isEqualTo("major");
    }

    @Test
    void soDoesWhatLiesAroundANodeHoweverLittleIsShown() {
        assertThat(found(TRACER.around(story(), RUN, Way.BOTH, 0).orElseThrow(), RUN))
                .containsExactly(FOUND);
        assertThat(found(TRACER.around(story(), RUN, Way.UP, TraceFilter.NONE).orElseThrow(), RUN))
                .contains(FOUND);
    }

    @Test
    void soDoesAnImpact() {
        GraphFixture story =
                new GraphFixture()
                        .event(
                                "p",
                                "release.created",
                                "Release",
                                "1.0",
                                NOTHING,
                                link("includes", "Artifact", "a1"))
                        .event(
                                "qa",
                                "event.superseded",
                                "Event",
                                "e0",
                                Map.of("scope", "PART", "fields", List.of("/links/0")));
        GraphView now = AsOf.NOW.of(story.graph(), PUMP);

        Trace trace = TRACER.impact(now, node("Artifact", "a1"), TraceFilter.NONE).orElseThrow();

        assertThat(found(trace, node("Release", "1.0")))
                .extracting(Finding::code)
                .contains("CORRECTED_IN_PART");
    }

    @Test
    void oneThatNamesNoFieldsIsMarkedAsWell() {
        GraphView story = story(Map.of("scope", "PART"));

        assertThat(found(TRACER.around(story, RUN, Way.BOTH, 0).orElseThrow(), RUN))
                .extracting(Finding::reason)
                .containsExactly(
                        "e1 set aside a part that it does not name of e0, and all of e0 still counts here");
    }
}
