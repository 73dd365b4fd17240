package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.NodeFact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingPartsTest {

    private static final NodeRef PROD = node("Environment", "prod");

    private final GraphFixture story = new GraphFixture();

    private void look(long number, long total, String fingerprint, String artifact) {
        story.event(
                "watch",
                "environment.snapshotted",
                "Environment",
                "prod",
                Map.of(
                        "fingerprint",
                        fingerprint,
                        "part",
                        Map.of("number", number, "total", total)),
                link("runs", "Artifact", artifact));
    }

    private List<MissingParts> missing() {
        return MissingParts.of(story.graph().node(PROD));
    }

    private LastLook last() {
        return LastLook.at(story.graph().node(PROD));
    }

    /** A producer may write any number; listing so many would take all memory. */
    @Test
    void partsAreCountedHoweverManyThereAreSaidToBe() {
        look(2, Integer.MAX_VALUE, "f", "a");

        assertThat(missing())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.count()).isEqualTo(Integer.MAX_VALUE - 1L);
                            assertThat(one.firstNumber()).isEqualTo(1);
                        });
    }

    @Test
    void theFirstThatIsMissingMayStandBehindSomeThatCame() {
        look(1, 4, "f", "a");
        look(2, 4, "f", "b");
        look(4, 4, "f", "d");

        assertThat(missing()).singleElement().extracting(MissingParts::firstNumber).isEqualTo(3L);
    }

    @Test
    void aPartThatIsNoneOfThemDoesNotMakeALookWhole() {
        look(1, 2, "f", "a");
        look(3, 2, "f", "c");

        assertThat(missing()).singleElement().extracting(MissingParts::count).isEqualTo(1L);
        assertThat(last().last()).isEmpty();
    }

    @Test
    void whatIsMissingOfALookMattersNoMoreOnceALaterOneIsWhole() {
        look(1, 2, "f", "a");
        look(1, 2, "g", "a");
        assertThat(missing()).hasSize(2);

        look(2, 2, "g", "b");

        assertThat(missing()).isEmpty();
    }

    /** The same state has the same fingerprint each time. */
    @Test
    void ofLooksThatAreAlikeTheLastPartsAreTheLook() {
        for (int i = 0; i < 3; i++) {
            look(1, 2, "f", "a");
            look(2, 2, "f", "b");
        }
        List<NodeFact> facts = story.graph().node(PROD).facts();

        assertThat(last().parts()).containsExactlyElementsOf(facts.subList(4, 6));
    }
}
