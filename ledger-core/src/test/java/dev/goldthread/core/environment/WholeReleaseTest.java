package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.at;
import static dev.goldthread.core.environment.EnvironmentStory.deploy;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.look;
import static dev.goldthread.core.environment.EnvironmentStory.running;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.graph.GraphFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set for a release is in force where all of that runs. */
class WholeReleaseTest {

    private final GraphFixture story = new GraphFixture();

    private WholeReleaseTest manifest(int hour, String digest, Link... includes) {
        story.at(
                hour(hour),
                "rm",
                "release.manifested",
                "Release",
                "1.0",
                Map.of("manifestDigest", digest),
                includes);
        return this;
    }

    private WholeReleaseTest configured() {
        story.at(
                hour(2),
                "ops",
                "config.changed",
                "Config",
                "limits",
                Map.of("revision", "1", "digest", "sha256:1"),
                link("appliesTo", "Release", "1.0"));
        return this;
    }

    private static Link artifact(String id) {
        return link("includes", "Artifact", id);
    }

    @Test
    void aPartThatWasSeenIsNotAll() {
        manifest(1, "m", artifact("a1"), artifact("b1")).configured();
        look(story, 4, "a1");

        assertThat(running(story)).containsExactly("a1");

        look(story, 5, "a1", "b1");
        assertThat(running(story)).containsExactly("a1", "b1", "limits");
    }

    @Test
    void aPartThatWasInstalledIsNotAll() {
        manifest(1, "m", artifact("a1"), artifact("b1")).configured();
        deploy(story, 4, "d1", "a1");
        deploy(story, 5, "d2", "b1");

        assertThat(running(at(story, 4))).containsExactly("a1");
        assertThat(running(story)).containsExactly("a1", "b1", "limits");
    }

    @Test
    void aModelIsAPartToo() {
        manifest(1, "m", artifact("a1"), link("includes", "Model", "m1")).configured();
        look(story, 4, "a1");

        assertThat(running(story)).containsExactly("a1");
    }

    @Test
    void aModelThatAnArtifactPackagesRunsWithThat() {
        manifest(1, "m", artifact("a1"), link("includes", "Model", "m1")).configured();
        story.at(
                hour(1),
                "ci",
                "artifact.published",
                "Artifact",
                "a1",
                NOTHING,
                link("packages", "Model", "m1"));
        look(story, 4, "a1");

        assertThat(running(story)).containsExactly("a1", "limits");
    }

    @Test
    void whatALaterManifestTakesInTakesNothingFromWhatRunsAsItWas() {
        manifest(1, "m", artifact("a1")).configured();
        look(story, 4, "a1");
        manifest(5, "m2", artifact("a2"), artifact("b2"));

        assertThat(running(story)).containsExactly("a1", "limits");

        look(story, 6, "a2");
        assertThat(running(story)).containsExactly("a2");
    }
}
