package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Texts;
import java.util.List;
import java.util.Optional;

/**
 * Deployments. What is deployed is named by {@code artifact} or {@code release} in the deployment's
 * payload, which is the deployer's own; else a ref that looks like a version is taken for a
 * release.
 */
final class Deployments {

    private static final String UNNAMED =
            "it names no artifact and no release: set \"artifact\": \"sha256:…\" or \"release\": \"…\" in the deployment's payload";

    private Deployments() {}

    static Reading requested(Message message) {
        Member deployment = message.body().at("deployment");
        return started(message, deployment, deployment, "deployment");
    }

    static Reading status(Message message) {
        Member deployment = message.body().at("deployment");
        Member status = message.body().at("deployment_status");
        String state = status.at("state").needText();
        return switch (state) {
            case "in_progress" -> started(message, deployment, status, "status");
            case "success" ->
                    ended(message, deployment, status, "deployment.finished", "SUCCEEDED");
            case "failure", "error" ->
                    ended(message, deployment, status, "deployment.failed", "FAILED");
            default -> message.unmapped("state %s is neither begin nor end".formatted(state));
        };
    }

    private static Reading started(Message message, Member deployment, Member told, String ofWhat) {
        Draft draft = draft(message, deployment, told, "deployment.started", ofWhat);
        draft.data().put("strategy", "UNKNOWN");
        return deployed(message, deployment, draft);
    }

    private static Reading ended(
            Message message, Member deployment, Member status, String type, String outcome) {
        Draft draft = draft(message, deployment, status, type, "status");
        ObjectNode data = draft.data().put("outcome", outcome).put("strategy", "UNKNOWN");
        deployment.at("created_at").time().ifPresent(at -> data.put("startedAt", at.toString()));
        status.at("created_at").time().ifPresent(at -> data.put("finishedAt", at.toString()));
        status.at("target_url").text().ifPresent(uri -> data.put("uri", uri));
        if (outcome.equals("FAILED")) {
            data.put(
                    "failure",
                    status.at("description").text().flatMap(Texts::line).orElse("(not stated)"));
        }
        return deployed(message, deployment, draft);
    }

    private static Draft draft(
            Message message, Member deployment, Member told, String type, String ofWhat) {
        String environment =
                told.at("environment")
                        .text()
                        .orElseGet(() -> deployment.at("environment").needText());
        Draft draft =
                message.draft(
                                type,
                                told.at("created_at").needTime(),
                                ofWhat,
                                told.at("id").needKey())
                        .subject(
                                "Deployment",
                                "%s/deployments/%s"
                                        .formatted(message.url(), deployment.at("id").needKey()))
                        .link(
                                "into",
                                "Environment",
                                message.rules().environment(environment),
                                Strength.OBSERVED);
        return message.by(draft, told.at("creator"));
    }

    private static Reading deployed(Message message, Member deployment, Draft draft) {
        Member payload = deployment.at("payload");
        Optional<String> named =
                payload.at("artifact").text().or(() -> payload.at("release").text());
        return Forge.linkDeployed(draft, named, deployment.at("ref").text())
                ? Message.events(List.of(draft))
                : message.unmapped(UNNAMED);
    }
}
