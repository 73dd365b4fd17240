package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to run a release: it is deployed into two environments, and both are looked at. Now
 * and then a configuration is set and a flag takes the place of another, and the deployments are
 * held against the pipeline's own list.
 */
record RunningRelease(ReleaseEvents release) {

    static final String STAGING = "staging";
    static final String PRODUCTION = "production";

    private static final int CONFIG_EVERY = 10;
    private static final int LIST_EVERY = 50;

    /** The same for the same release. */
    List<ObjectNode> all() {
        int number = release.number();
        List<ObjectNode> events = new ArrayList<>();
        if (number % CONFIG_EVERY == 0) {
            events.add(config());
            events.add(flag("flag.created", flagId(number)));
        }
        events.addAll(deployed(STAGING, 20));
        events.addAll(deployed(PRODUCTION, 30));
        if (number > 0 && number % CONFIG_EVERY == 0) {
            events.add(flag("flag.retired", flagId(number - CONFIG_EVERY)));
        }
        if (number % LIST_EVERY == LIST_EVERY - 1) {
            events.add(reconciled());
        }
        return events;
    }

    String deploymentId(String environment) {
        return "%s-%d".formatted(environment, release.number());
    }

    Instant deployedAt() {
        return at(30);
    }

    private static String flagId(int number) {
        return "ramp-" + number;
    }

    private ObjectNode config() {
        ObjectNode event = event(16, "config.changed", "Config", "limits");
        link(event, "appliesTo", "Environment", PRODUCTION);
        event.putObject("data")
                .put("revision", "" + (release.number() + 1))
                .put("digest", release.digest("limits"));
        return event;
    }

    private ObjectNode flag(String type, String id) {
        ObjectNode event = event(17, type, "Flag", id);
        link(event, "appliesTo", "Environment", PRODUCTION);
        ObjectNode data = event.putObject("data").put("revision", type);
        data.put("digest", release.digest(id)).put("owner", AroundRelease.actor(release));
        if (type.equals("flag.created")) {
            data.put("purpose", "A smooth ramp.").put("expiresAt", "2027-01-01T00:00:00Z");
        }
        return event.put("reason", "To try it.");
    }

    /** Begun, done, and looked at. */
    private List<ObjectNode> deployed(String environment, int minute) {
        ObjectNode started = deployment(environment, minute, "deployment.started");
        started.putObject("data").put("strategy", "ROLLING");
        ObjectNode finished = deployment(environment, minute + 2, "deployment.finished");
        finished.putObject("data").put("outcome", "SUCCEEDED").put("strategy", "ROLLING");
        ObjectNode look = event(minute + 4, "environment.snapshotted", "Environment", environment);
        link(look, "runs", "Artifact", release.digest()).put("digest", release.digest());
        ObjectNode data =
                look.putObject("data").put("fingerprint", release.digest("look " + environment));
        data.put("kind", environment.equals(PRODUCTION) ? "PRODUCTION" : "STAGING");
        data.putArray("differences");
        return List.of(started, finished, look);
    }

    private ObjectNode deployment(String environment, int minute, String type) {
        ObjectNode event = event(minute, type, "Deployment", deploymentId(environment));
        link(event, "deploys", "Release", release.version());
        link(event, "deploys", "Artifact", release.digest()).put("digest", release.digest());
        link(event, "into", "Environment", environment);
        return event;
    }

    /** Of the deployments since the list before. */
    private ObjectNode reconciled() {
        ObjectNode event = event(50, "source.reconciled", "Source", EventDraft.SOURCE);
        link(event, "concerns", "Environment", PRODUCTION);
        event.putObject("data")
                .put("scope", "production deployments")
                .put("basis", EventDraft.SOURCE)
                .put("result", "COMPLETE")
                .put("periodFromAt", at(0).minus(Duration.ofHours(LIST_EVERY)).toString())
                .put("periodToAt", at(50).toString())
                .put("listedCount", LIST_EVERY)
                .put("recordedCount", LIST_EVERY);
        return event;
    }

    private Instant at(int minute) {
        return release.at().plus(Duration.ofMinutes(minute));
    }

    private ObjectNode event(int minute, String type, String subjectType, String subjectId) {
        return EventDraft.of(release.product(), at(minute), type, subjectType, subjectId);
    }

    private static ObjectNode link(ObjectNode event, String relation, String type, String id) {
        return EventDraft.link(event, relation, type, id);
    }
}
