package dev.goldthread.core.environment;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;

import dev.goldthread.core.environment.EnvironmentHistory.Change;
import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened to an environment in a few events, and what is said of it. */
final class EnvironmentStory {

    static final Map<String, Object> NOTHING = Map.of();
    static final Map<String, Object> PRODUCTION = Map.of("kind", "PRODUCTION");
    static final NodeRef PROD = node("Environment", "prod");

    private EnvironmentStory() {}

    /** Everything is recorded in November; these things happen on one day in March. */
    static Instant hour(int hour) {
        return Instant.parse("2026-03-01T%02d:00:00Z".formatted(hour));
    }

    static GraphFixture release(GraphFixture story, String version, String... artifacts) {
        for (String artifact : artifacts) {
            story.at(
                    hour(1),
                    "rm",
                    "release.manifested",
                    "Release",
                    version,
                    NOTHING,
                    link("includes", "Artifact", artifact));
        }
        return story;
    }

    static GraphFixture approve(GraphFixture story, int hour, String type, String id) {
        return story.at(
                hour(hour),
                "q",
                "approval.granted",
                "Approval",
                "AP-" + id,
                NOTHING,
                link("approves", type, id));
    }

    static GraphFixture approved(String version, String... artifacts) {
        return approve(release(new GraphFixture(), version, artifacts), 2, "Release", version);
    }

    /** Exception X of Release 1.0, until the evening. */
    static void excepted(GraphFixture story) {
        story.at(
                hour(1),
                "boss",
                "exception.granted",
                "Exception",
                "X",
                Map.of("expiresAt", hour(20)),
                link("waives", "Release", "1.0"));
    }

    static GraphFixture deploy(
            GraphFixture story, int hour, String id, String outcome, Link... links) {
        Link[] all = java.util.Arrays.copyOf(links, links.length + 1);
        all[links.length] = link("into", "Environment", "prod");
        return story.at(
                hour(hour),
                "ops",
                "deployment.finished",
                "Deployment",
                id,
                Map.of("outcome", outcome),
                all);
    }

    static GraphFixture deploy(GraphFixture story, int hour, String id, String artifact) {
        return deploy(story, hour, id, "SUCCEEDED", link("deploys", "Artifact", artifact));
    }

    static GraphFixture look(GraphFixture story, int hour, String... artifacts) {
        Link[] links =
                List.of(artifacts).stream()
                        .map(artifact -> link("runs", "Artifact", artifact))
                        .toArray(Link[]::new);
        return look(story, hour, PRODUCTION, links);
    }

    static GraphFixture look(
            GraphFixture story, int hour, Map<String, Object> data, Link... links) {
        return story.at(
                hour(hour), "watch", "environment.snapshotted", "Environment", "prod", data, links);
    }

    static EnvironmentState state(GraphView view) {
        return EnvironmentState.of(view, PROD).orElseThrow();
    }

    static EnvironmentState at(GraphFixture story, int hour) {
        AsOf asOf = new AsOf(new Recorded.All(), Optional.of(hour(hour)));
        return state(asOf.of(story.graph(), PUMP));
    }

    static List<String> running(EnvironmentState state) {
        return state.inForce().stream().map(judged -> judged.held().node().id()).toList();
    }

    static List<String> running(GraphFixture story) {
        return running(state(story.graph()));
    }

    static List<String> codes(GraphFixture story, String id) {
        return state(story.graph()).inForce().stream()
                .filter(judged -> judged.held().node().id().equals(id))
                .map(Judged::findings)
                .flatMap(List::stream)
                .map(Finding::code)
                .toList();
    }

    static String reason(GraphFixture story) {
        return state(story.graph()).inForce().getFirst().findings().getFirst().reason();
    }

    static List<Change> changes(GraphFixture story) {
        return changes(story.graph());
    }

    static List<Change> changes(GraphView view) {
        return EnvironmentHistory.of(view, PROD, all -> all).orElseThrow().changes();
    }
}
