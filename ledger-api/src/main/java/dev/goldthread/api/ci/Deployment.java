package dev.goldthread.api.ci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment that ended.
 *
 * @param artifacts digests that are installed
 * @param models likewise
 * @param approvals without which it would not have been allowed
 * @param exceptions likewise
 */
public record Deployment(
        String outcome,
        String strategy,
        List<String> artifacts,
        List<String> models,
        List<String> releases,
        List<String> approvals,
        List<String> exceptions,
        Optional<Instant> startedAt,
        Optional<String> failure) {

    public Deployment {
        artifacts = List.copyOf(artifacts);
        models = List.copyOf(models);
        releases = List.copyOf(releases);
        approvals = List.copyOf(approvals);
        exceptions = List.copyOf(exceptions);
    }

    /** As this run tells it. */
    public ObjectNode event(CiFacts facts) {
        String environment = facts.environment();
        boolean isDone = List.of("SUCCEEDED", "PARTIAL").contains(outcome);
        String type = isDone ? "deployment.finished" : "deployment.failed";
        Draft draft =
                facts.draft("deploy", type, "Deployment", facts.runPart("deploy-" + environment))
                        .link("into", "Environment", environment, Strength.OBSERVED);
        deploys(draft, "Artifact", artifacts);
        deploys(draft, "Model", models);
        link(draft, "deploys", "Release", releases);
        link(draft, "reliesOn", "Approval", approvals);
        link(draft, "reliesOn", "Exception", exceptions);
        ObjectNode data = draft.data();
        data.put("outcome", outcome).put("strategy", strategy).put("uri", facts.runUri());
        startedAt.ifPresent(at -> data.put("startedAt", at.toString()));
        data.put("finishedAt", facts.at().toString());
        failure.ifPresent(each -> data.put("failure", each));
        return draft.json();
    }

    private static void deploys(Draft draft, String type, List<String> digests) {
        digests.forEach(
                digest -> draft.linkDigest("deploys", type, digest, digest, Strength.OBSERVED));
    }

    private static void link(Draft draft, String relation, String type, List<String> ids) {
        ids.forEach(id -> draft.link(relation, type, id, Strength.DECLARED));
    }
}
