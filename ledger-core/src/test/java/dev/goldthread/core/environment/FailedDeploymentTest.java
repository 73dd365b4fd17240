package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.at;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.excepted;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.running;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.graph.GraphFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a deployment of which an event says that it failed is to an environment. */
class FailedDeploymentTest {

    private static GraphFixture story() {
        GraphFixture story = new GraphFixture();
        excepted(story);
        return story;
    }

    private static GraphFixture relying(GraphFixture story) {
        return deploy(
                story,
                4,
                "d1",
                "SUCCEEDED",
                link("deploys", "Artifact", "a1"),
                link("reliesOn", "Exception", "X"));
    }

    private static GraphFixture failed(
            GraphFixture story, Map<String, Object> data, String artifact) {
        return story.at(
                hour(5),
                "ops",
                "deployment.failed",
                "Deployment",
                "d1",
                data,
                link("deploys", "Artifact", artifact),
                link("into", "Environment", "prod"));
    }

    private static Verdict verdict(GraphFixture story) {
        return at(story, 6).inForce().getFirst().standing().verdict();
    }

    @Test
    void leavesTheExceptionOfTheOneThatBroughtIt() {
        assertThat(verdict(relying(story()))).isEqualTo(Verdict.BY_EXCEPTION);
        assertThat(verdict(failed(relying(story()), NOTHING, "a1")))
                .isEqualTo(Verdict.BY_EXCEPTION);
    }

    @Test
    void excusesNothingThatAnotherBrought() {
        GraphFixture story = deploy(story(), 4, "d1", "a1");
        story.at(
                hour(5),
                "ops",
                "deployment.failed",
                "Deployment",
                "d1",
                NOTHING,
                link("deploys", "Artifact", "a1"),
                link("reliesOn", "Exception", "X"),
                link("into", "Environment", "prod"));

        assertThat(verdict(story)).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void putsThereWhatItSaysThatItDidOfIt() {
        GraphFixture story = relying(story());

        assertThat(running(failed(story, Map.of("outcome", "PARTIAL"), "a2")))
                .as("a part runs beside what ran before")
                .containsExactly("a1", "a2");
    }

    @Test
    void putsNothingThereOtherwise() {
        assertThat(running(failed(relying(story()), NOTHING, "a2"))).containsExactly("a1");
        assertThat(running(failed(relying(story()), Map.of("outcome", "CANCELLED"), "a2")))
                .containsExactly("a1");
    }
}
