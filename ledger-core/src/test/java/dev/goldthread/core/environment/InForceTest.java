package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.PROD;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InForceTest {

    private static final int STORIES = 4_000;

    /** Notes what was read. */
    private static final class Reading extends ForwardingView {

        private final Set<String> read = new HashSet<>();

        Reading(GraphView view) {
            super(view);
        }

        @Override
        public Node node(NodeRef ref) {
            read.add(ref.id());
            return super.node(ref);
        }

        @Override
        public List<Edge> effects(NodeRef ref) {
            read.add(ref.id());
            return super.effects(ref);
        }

        @Override
        public List<Edge> effects(NodeRef ref, String relation) {
            read.add(ref.id());
            return super.effects(ref, relation);
        }

        @Override
        public GraphView stated() {
            return this;
        }

        @Override
        public GraphView known() {
            return this;
        }
    }

    @Test
    void whereverPlayingBeginsTheEndIsThatOfTheWholeHistory() {
        int shortened = 0;
        for (long seed = 0; seed < STORIES; seed++) {
            GraphView graph = RandomEnvironment.of(seed).graph();
            EnvironmentRecords records = EnvironmentRecords.of(graph, PROD);
            List<Happening> all = records.happenings();
            InForce whole =
                    new InForce(EnvironmentTimeline.last(all, records, Optional.empty()), all);

            InForce inForce = InForce.of(EnvironmentRecords.of(graph, PROD));

            assertThat(inForce.held()).as("story %d", seed).isEqualTo(whole.held());
            assertThat(lastOf(inForce)).as("story %d", seed).isEqualTo(lastOf(whole));
            shortened += inForce.happenings().size() < all.size() ? 1 : 0;
        }
        assertThat(shortened).as("stories of which something could be left out").isPositive();
    }

    private static List<Object> lastOf(InForce inForce) {
        InstallationJudge judge = new InstallationJudge(inForce);
        return List.of(
                judge.lastLook().map(Happening::fact),
                judge.gone(),
                judge.unlisted(),
                inForce.held().values().stream().map(judge::unseen).toList());
    }

    @Test
    void whatAReplacedDeploymentInstalledIsNotRead() {
        GraphFixture story = new GraphFixture();
        for (int i = 1; i < 20; i++) {
            deploy(story, i, "d-" + i, "a" + i);
            look(story, i, "a" + i);
        }

        Reading reading = readForTheLast(story);

        assertThat(reading.read).contains("a19", "d-1").doesNotContain("a1", "a10");
    }

    /** What is read to tell that the nineteenth runs. */
    private static Reading readForTheLast(GraphFixture story) {
        Reading reading = new Reading(story.graph());
        EnvironmentState state = EnvironmentState.of(reading, PROD).orElseThrow();
        assertThat(EnvironmentStory.running(state)).containsExactly("a19");
        assertThat(state.inForce().getFirst().held().installedBy())
                .map(NodeRef::id)
                .hasValue("d-19");
        return reading;
    }

    @Test
    void aReleaseThatWasReplacedIsNotRead() {
        GraphFixture story = new GraphFixture();
        for (int i = 1; i < 20; i++) {
            EnvironmentStory.release(story, i + ".0", "a" + i);
            deploy(story, i, "d-" + i, "SUCCEEDED", link("deploys", "Release", i + ".0"));
            look(story, i, "a" + i);
        }

        Reading reading = readForTheLast(story);

        assertThat(reading.read).contains("19.0", "d-1").doesNotContain("1.0", "10.0");
    }

    @Test
    void whatHasBeenThereForLongKeepsItsBeginning() {
        GraphFixture story = new GraphFixture();
        deploy(story, 1, "d-1", "old");
        config(story, 1);
        for (int i = 2; i < 20; i++) {
            deploy(story, i, "d-" + i, "a" + i);
            look(story, i, "a" + i, "old");
        }

        EnvironmentState state = EnvironmentState.of(story.graph(), PROD).orElseThrow();

        assertThat(EnvironmentStory.running(state)).containsExactly("a19", "old", "limits");
        assertThat(state.inForce())
                .extracting(judged -> judged.held().since().occurredAt())
                .containsExactly(hour(19), hour(1), hour(1));
    }

    @Test
    void aSettingOfTheEnvironmentNeedsNoDeploymentsToBeRead() {
        GraphFixture story = new GraphFixture();
        config(story, 1);
        for (int i = 2; i < 20; i++) {
            deploy(story, i, "d-" + i, "a" + i);
            look(story, i, "a" + i);
        }
        Reading reading = new Reading(story.graph());

        EnvironmentState state = EnvironmentState.of(reading, PROD).orElseThrow();

        assertThat(state.inForce().getLast().held().since().occurredAt()).isEqualTo(hour(1));
        assertThat(reading.read).doesNotContain("a2", "a10");
    }

    @Test
    void ofAHistoryOnlyTheChangesThatAreAskedForAreJudged() {
        GraphFixture story = new GraphFixture();
        for (int i = 1; i < 20; i++) {
            EnvironmentStory.release(story, i + ".0", "a" + i);
            EnvironmentStory.approve(story, 1, "Release", i + ".0");
            deploy(story, i, "d-" + i, "a" + i);
        }
        List<EnvironmentHistory.Change> whole = EnvironmentStory.changes(story);
        Reading reading = new Reading(story.graph());

        EnvironmentHistory page =
                EnvironmentHistory.of(reading, PROD, all -> all.subList(2, 4)).orElseThrow();

        assertThat(page.changes()).isEqualTo(whole.subList(2, 4));
        assertThat(page.all()).hasSameSizeAs(whole);
        assertThat(reading.read).contains("AP-3.0", "AP-4.0").doesNotContain("AP-5.0", "AP-19.0");
    }

    private static void config(GraphFixture story, int hour) {
        story.at(
                hour(hour),
                "ops",
                "config.changed",
                "Config",
                "limits",
                Map.of("revision", "1", "digest", "sha256:1"),
                link("appliesTo", "Environment", "prod"));
    }
}
