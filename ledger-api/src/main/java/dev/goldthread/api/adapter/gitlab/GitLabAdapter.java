package dev.goldthread.api.adapter.gitlab;

import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;

/** GitLab's webhooks (docs.gitlab.com, "Webhook events"). */
public final class GitLabAdapter extends JsonAdapter {

    public GitLabAdapter() {
        super("gitlab");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        String object = body.at("object_kind").needText();
        String kind =
                body.at("object_attributes/action")
                        .text()
                        .or(() -> body.at("action").text())
                        .map(action -> object + "." + action)
                        .orElse(object);
        Member project = body.at("project");
        if (project.at("path_with_namespace").text().isEmpty()) {
            return new Reading.Unmapped(kind, "it is about no project");
        }
        String path = project.at("path_with_namespace").needText();
        return inProduct(
                rules,
                path,
                kind,
                product ->
                        read(
                                object,
                                new Message(
                                        body,
                                        kind,
                                        rules,
                                        product,
                                        path,
                                        project.at("web_url").needText(),
                                        delivery)));
    }

    private static Reading read(String object, Message message) {
        return switch (object) {
            case "push" -> Pushes.branch(message);
            case "tag_push" -> Pushes.tag(message);
            case "merge_request" -> MergeRequests.read(message);
            case "pipeline" -> Pipelines.pipeline(message);
            case "build" -> Pipelines.job(message);
            case "deployment" -> Deployments.read(message);
            case "release" -> Releases.read(message);
            default -> message.unmapped("no rule of the program reads it yet");
        };
    }
}
