package dev.goldthread.api.adapter.github;

import dev.goldthread.api.adapter.Delivery;
import dev.goldthread.api.adapter.JsonAdapter;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Rules;
import dev.goldthread.api.adapter.UnfitException;

/** GitHub's webhooks (docs.github.com, "Webhook events and payloads"). */
public final class GitHubAdapter extends JsonAdapter {

    private static final String EVENT = "X-GitHub-Event";

    public GitHubAdapter() {
        super("github");
    }

    @Override
    protected Reading read(Member body, Delivery delivery, Rules rules) {
        String event =
                delivery.header(EVENT)
                        .orElseThrow(
                                () ->
                                        new UnfitException(
                                                EVENT,
                                                "missing",
                                                "nothing",
                                                "send the header that GitHub sends, such as push"));
        String kind = body.at("action").text().map(action -> event + "." + action).orElse(event);
        Member repository = body.at("repository");
        if (!repository.isThere()) {
            return new Reading.Unmapped(kind, "it is about no repository");
        }
        String name = repository.at("full_name").needText();
        return inProduct(
                rules,
                name,
                kind,
                product ->
                        read(
                                event,
                                new Message(
                                        body,
                                        kind,
                                        rules,
                                        product,
                                        name,
                                        repository.at("html_url").needText(),
                                        delivery)));
    }

    private static Reading read(String event, Message message) {
        return switch (event) {
            case "push" -> Pushes.read(message);
            case "pull_request" -> PullRequests.read(message);
            case "pull_request_review" -> PullRequests.review(message);
            case "workflow_run" -> Runs.workflow(message);
            case "check_run" -> Runs.check(message);
            case "deployment" -> Deployments.requested(message);
            case "deployment_status" -> Deployments.status(message);
            case "release" -> Releases.read(message);
            case "package", "registry_package" -> Packages.read(message, event);
            case "branch_protection_rule" -> Protection.rule(message);
            case "branch_protection_configuration" -> Protection.switched(message);
            case "repository_ruleset" -> Protection.ruleset(message);
            default -> message.unmapped("no rule of the program reads it yet");
        };
    }
}
