package dev.goldthread.core.environment;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeAllowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many environments of a product. */
class EnvironmentsTest {

    private static final int SITES = 40;
    private static final NodeRef SHARED = node("Artifact", "a1");

    /** Notes what is read of the artifact that all have. */
    private static final class Counting extends ForwardingView {

        private final List<NodeRef> effects = new ArrayList<>();

        Counting(GraphView view) {
            super(view);
        }

        @Override
        public List<Edge> effects(NodeRef ref) {
            effects.add(ref);
            return super.effects(ref);
        }

        @Override
        public List<Edge> effects(NodeRef ref, String relation) {
            effects.add(ref);
            return super.effects(ref, relation);
        }
    }

    private static GraphFixture fleet() {
        GraphFixture story = new GraphFixture();
        for (int site = 0; site < SITES; site++) {
            story.event(
                    "ops",
                    "deployment.finished",
                    "Deployment",
                    "d-" + site,
                    Map.of("outcome", "SUCCEEDED"),
                    link("deploys", "Artifact", "a1"),
                    link("into", "Environment", "site-%02d".formatted(site)));
        }
        return story;
    }

    @Test
    void onlyThoseThatAreAskedAboutAreJudged() {
        GraphFixture story = fleet();
        Counting view = new Counting(story.graph());

        Environments some =
                Environments.of(
                                view,
                                story.graph().nodes(),
                                PUMP,
                                all -> all.subList(3, 5),
                                NodeAllowance.UNBOUNDED)
                        .orElseThrow();

        assertThat(some.all()).hasSize(SITES);
        assertThat(some.environments())
                .extracting(state -> state.environment().id())
                .containsExactly("site-03", "site-04");
        assertThat(view.effects)
                .filteredOn(ref -> ref.type().equals("Deployment"))
                .containsOnly(node("Deployment", "d-3"), node("Deployment", "d-4"));
    }

    @Test
    void whatAllOfThemHaveIsReadOnce() {
        GraphFixture story = fleet();
        Counting view = new Counting(story.graph());

        Environments all =
                Environments.of(
                                view,
                                story.graph().nodes(),
                                PUMP,
                                each -> each,
                                NodeAllowance.UNBOUNDED)
                        .orElseThrow();

        assertThat(all.environments())
                .hasSize(SITES)
                .allSatisfy(
                        state ->
                                assertThat(state.inForce())
                                        .extracting(judged -> judged.held().node())
                                        .containsExactly(SHARED));
        assertThat(view.effects).filteredOn(SHARED::equals).hasSize(1);
    }
}
