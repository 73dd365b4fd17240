package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.at;
import static dev.goldthread.core.environment.EnvironmentStory.changes;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.excepted;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.reason;
import static dev.goldthread.core.environment.EnvironmentStory.running;
import static dev.goldthread.core.environment.EnvironmentStory.state;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static GraphFixture started(GraphFixture story, int hour, String id) {
        return story.at(
                hour(hour),
                "ops",
                "deployment.started",
                "Deployment",
                id,
                NOTHING,
                link("deploys", "Artifact", "a2"),
                link("into", "Environment", "prod"));
    }

    private static GraphFixture ended(
            GraphFixture story, int hour, String type, Map<String, Object> data) {
        return story.at(
                hour(hour),
                "ops",
                type,
                "Deployment",
                "d2",
                data,
                link("deploys", "Artifact", "a2"),
                link("into", "Environment", "prod"));
    }

    private static Optional<NodeRef> installedBy(GraphFixture story) {
        Optional<NodeRef> by = state(story.graph()).inForce().getFirst().held().installedBy();
        assertThat(changes(story)).as("what runs is the same either way").isNotEmpty();
        return by;
    }

    @Test
    void isNotWhatBroughtWhatALookSeesLater() {
        assertThat(installedBy(look(started(new GraphFixture(), 4, "d2"), 6, "a2")))
                .as("as long as it goes on")
                .hasValue(node("Deployment", "d2"));
        for (String outcome : List.of("FAILED", "CANCELLED")) {
            GraphFixture story = started(new GraphFixture(), 4, "d2");
            ended(story, 5, "deployment.finished", Map.of("outcome", outcome));
            assertThat(installedBy(look(story, 6, "a2"))).as(outcome).isEmpty();
        }
        GraphFixture story = started(new GraphFixture(), 4, "d2");
        ended(story, 5, "deployment.failed", NOTHING);
        assertThat(installedBy(look(story, 6, "a2"))).isEmpty();
        assertThat(reason(story)).contains("no deployment on record put it there");
    }

    @Test
    void isNotWhatBroughtWhatWasSeenWhileItWentOn() {
        GraphFixture story = look(started(new GraphFixture(), 4, "d2"), 5, "a2");
        assertThat(at(story, 5).inForce().getFirst().held().installedBy())
                .hasValue(node("Deployment", "d2"));

        ended(story, 6, "deployment.failed", NOTHING);
        assertThat(installedBy(story)).isEmpty();
        assertThat(installedBy(look(story, 7, "a2"))).isEmpty();
    }

    @Test
    void leavesWhatAnEarlierUseOfItsIdPutThere() {
        GraphFixture story = deploy(new GraphFixture(), 3, "d2", "a2");
        started(story, 4, "d2");
        ended(look(story, 5, "a2"), 6, "deployment.failed", NOTHING);

        assertThat(installedBy(look(story, 7, "a2"))).hasValue(node("Deployment", "d2"));
    }

    @Test
    void thatBeganBeforeAWholeLookIsOverAfterIt() {
        GraphFixture story = look(started(new GraphFixture(), 3, "d2"), 4);
        ended(story, 5, "deployment.failed", NOTHING);

        assertThat(installedBy(look(story, 6, "a2"))).isEmpty();
    }
}
