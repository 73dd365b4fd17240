package dev.goldthread.api.adapter.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import java.util.List;
import java.util.Optional;

/** Deployments. GitLab names a ref: one that looks like a version is taken for a release. */
final class Deployments {

    private static final String UNNAMED =
            "its ref looks like no version, and GitLab names no artifact: deploy from tags such as v7.2.4, or emit deployment.finished from the job";

    private Deployments() {}

    static Reading read(Message message) {
        String status = message.body().at("status").needText();
        return switch (status) {
            case "running" -> started(message);
            case "success" -> ended(message, "deployment.finished", "SUCCEEDED");
            case "failed" -> ended(message, "deployment.failed", "FAILED");
            case "canceled" -> ended(message, "deployment.failed", "CANCELLED");
            default -> message.unmapped("status %s is neither begin nor end".formatted(status));
        };
    }

    private static Reading started(Message message) {
        Draft draft = draft(message, "deployment.started");
        draft.data().put("strategy", "UNKNOWN");
        return deployed(message, draft);
    }

    private static Reading ended(Message message, String type, String outcome) {
        Draft draft = draft(message, type);
        ObjectNode data = draft.data().put("outcome", outcome).put("strategy", "UNKNOWN");
        message.body().at("deployable_url").text().ifPresent(uri -> data.put("uri", uri));
        return deployed(message, draft);
    }

    private static Draft draft(Message message, String type) {
        Member body = message.body();
        String id = body.at("deployment_id").needKey();
        Draft draft =
                message.draft(
                                type,
                                body.at("status_changed_at").needTime(),
                                id,
                                body.at("status").needText())
                        .subject("Deployment", "%s/-/deployments/%s".formatted(message.url(), id))
                        .link(
                                "into",
                                "Environment",
                                message.rules().environment(body.at("environment").needText()),
                                Strength.OBSERVED);
        return message.by(draft, body.at("user"));
    }

    private static Reading deployed(Message message, Draft draft) {
        return Forge.linkDeployed(draft, Optional.empty(), message.body().at("ref").text())
                ? Message.events(List.of(draft))
                : message.unmapped(UNNAMED);
    }
}
