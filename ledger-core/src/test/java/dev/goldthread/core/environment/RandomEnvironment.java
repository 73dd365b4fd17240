package dev.goldthread.core.environment;

import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.pinned;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.graph.GraphFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What may happen to an environment, in any order; the same for the same seed. */
final class RandomEnvironment {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String[] FINISHED = {"SUCCEEDED", "SUCCEEDED", "PARTIAL", "FAILED"};

    private final Random random;
    private final GraphFixture story = new GraphFixture();
    private final int events;

    private RandomEnvironment(long seed) {
        random = new Random(seed);
        events = 5 + random.nextInt(60);
    }

    static GraphFixture of(long seed) {
        return new RandomEnvironment(seed).make();
    }

    private GraphFixture make() {
        for (int i = 0; i < 3; i++) {
            published(i);
            release(i);
        }
        for (int i = 0; i < events; i++) {
            happen();
        }
        return story;
    }

    private void happen() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> look();
            case 4, 5 -> deployment("deployment.started", Map.of());
            case 6, 7, 8 -> deployment("deployment.finished", Map.of("outcome", any(FINISHED)));
            case 9 -> deployment("deployment.failed", Map.of());
            case 10 -> rollback();
            case 11 -> changed();
            case 12, 13 -> setting();
            case 14 -> exposure();
            default -> release(random.nextInt(3));
        }
    }

    private void published(int artifact) {
        at(
                "artifact.published",
                "Artifact",
                "a" + artifact,
                Map.of("name", artifact == 2 ? "pump" : "app"),
                chance(4) ? List.of(link("packages", "Model", "m0")) : List.of());
    }

    private void release(int version) {
        List<Link> links = new ArrayList<>();
        links.add(link("includes", "Artifact", artifact()));
        if (chance(3)) {
            links.add(link("includes", "Model", "m" + random.nextInt(2)));
        }
        at("release.manifested", "Release", "r" + version, Map.of(), links);
    }

    private void look() {
        List<Link> links = seen();
        Map<String, Object> data = new HashMap<>(Map.of("kind", "PRODUCTION"));
        data.put("fingerprint", "f" + random.nextInt(2));
        if (chance(5)) {
            data.put("part", Map.of("number", 1L + random.nextInt(2), "total", 2L));
        }
        at("environment.snapshotted", "Environment", "prod", data, links);
    }

    private void changed() {
        at("environment.changed", "Environment", "prod", Map.of(), seen());
    }

    private List<Link> seen() {
        List<Link> links = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            links.add(link("runs", "Artifact", artifact()));
        }
        if (chance(4)) {
            links.add(link("runs", "Model", "m" + random.nextInt(2)));
        }
        if (chance(3)) {
            links.add(
                    chance(2)
                            ? link("runs", "Config", "limits")
                            : pinned("runs", "Config", "limits", revision()));
        }
        if (chance(6)) {
            links.add(inferred("runs", "Artifact", artifact()));
        }
        return links;
    }

    private void deployment(String type, Map<String, Object> data) {
        List<Link> links = new ArrayList<>();
        if (!chance(3)) {
            links.add(link("deploys", "Artifact", artifact()));
        }
        if (chance(2)) {
            links.add(link("deploys", "Release", version()));
        }
        if (!chance(8)) {
            links.add(link("into", "Environment", chance(8) ? "test" : "prod"));
        }
        at(type, "Deployment", "d" + random.nextInt(6), data, links);
    }

    private void rollback() {
        List<Link> links = new ArrayList<>();
        links.add(link("reverts", "Deployment", "d" + random.nextInt(6)));
        links.add(
                chance(4)
                        ? pinned("restores", "Config", "limits", revision())
                        : link("restores", "Artifact", artifact()));
        at(
                "rollback.finished",
                "Rollback",
                "b" + random.nextInt(3),
                Map.of("outcome", any(FINISHED)),
                links);
    }

    private void setting() {
        List<Link> links = new ArrayList<>();
        switch (random.nextInt(6)) {
            case 0, 1 -> links.add(link("appliesTo", "Environment", "prod"));
            case 2 -> links.add(link("appliesTo", "Release", version()));
            case 3 -> links.add(link("appliesTo", "Environment", "test"));
            case 4 -> {
                links.add(link("appliesTo", "Release", version()));
                links.add(link("appliesTo", "Environment", "prod"));
            }
            default -> {}
        }
        Map<String, Object> data = new HashMap<>();
        data.put("revision", revision());
        data.put("digest", "sha256:" + data.get("revision"));
        switch (random.nextInt(4)) {
            case 0 -> at("flag.created", "Flag", "ramp", data, links);
            case 1 -> at("flag.retired", "Flag", "ramp", data, links);
            default -> at("config.changed", "Config", chance(2) ? "limits" : "rates", data, links);
        }
    }

    private void exposure() {
        at(
                any("exposure.started", "exposure.advanced", "exposure.aborted"),
                "Exposure",
                "x" + random.nextInt(2),
                Map.of("percentage", (long) random.nextInt(3)),
                List.of(
                        chance(2)
                                ? link("exposes", "Flag", "ramp")
                                : link("exposes", "Deployment", "d" + random.nextInt(6))));
    }

    private void at(
            String type, String nodeType, String id, Map<String, Object> data, List<Link> links) {
        Instant time = START.plusSeconds(60L * random.nextInt(40));
        story.at(time, "ops", type, nodeType, id, data, links.toArray(Link[]::new));
    }

    private String artifact() {
        return "a" + random.nextInt(4);
    }

    private String version() {
        return "r" + random.nextInt(3);
    }

    private String revision() {
        return "" + random.nextInt(3);
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
