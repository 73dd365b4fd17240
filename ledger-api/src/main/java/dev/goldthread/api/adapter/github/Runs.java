package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import java.util.List;
import java.util.Optional;

/** Runs of workflows, and checks that other programs report. */
final class Runs {

    private Runs() {}

    static Reading workflow(Message message) {
        Member run = message.body().at("workflow_run");
        return switch (message.body().at("action").needText()) {
            case "in_progress" -> Message.events(List.of(workflowStarted(message, run)));
            case "completed" ->
                    outcome(run)
                            .map(outcome -> workflowFinished(message, run, outcome))
                            .map(draft -> Message.events(List.of(draft)))
                            .orElseGet(() -> nothingBuilt(message, run));
            default -> message.unmapped("it has not begun; in_progress says when it does");
        };
    }

    private static Draft workflowStarted(Message message, Member run) {
        Draft draft = workflowDraft(message, run, "build.started", "run_started_at");
        run.at("event").text().ifPresent(trigger -> draft.data().put("trigger", trigger));
        return draft;
    }

    private static Draft workflowFinished(Message message, Member run, String outcome) {
        Draft draft = workflowDraft(message, run, "build.finished", "updated_at");
        finished(draft, run, outcome, "run_started_at", "updated_at");
        return draft;
    }

    /** The id is what SLSA provenance from GitHub calls the invocation. */
    private static Draft workflowDraft(Message message, Member run, String type, String time) {
        String id = run.at("id").needKey();
        long attempt = run.at("run_attempt").number().orElse(1L);
        String path = run.at("path").text().orElse(run.at("workflow_id").needKey());
        String component = message.repository() + "/" + path.replaceFirst("@.*", "");
        String sha = run.at("head_sha").needCommit();
        Draft draft =
                message.draft(type, run.at(time).needTime(), id, Long.toString(attempt))
                        .subject(
                                "Build",
                                "%s/actions/runs/%s/attempts/%d"
                                        .formatted(message.url(), id, attempt))
                        .link("builtFrom", "Commit", sha, Strength.OBSERVED)
                        .linkAt("used", "PipelineComponent", component, sha, Strength.OBSERVED);
        message.by(
                draft,
                run.at("triggering_actor/login").isThere()
                        ? run.at("triggering_actor")
                        : message.sender());
        data(draft, "https://github.com/" + component, sha, run).put("attempt", attempt);
        return draft;
    }

    static Reading check(Message message) {
        Member run = message.body().at("check_run");
        return switch (message.body().at("action").needText()) {
            case "created" ->
                    run.at("status").text().filter("queued"::equals).isPresent()
                            ? message.unmapped("it has not begun")
                            : Message.events(
                                    List.of(
                                            checkDraft(
                                                    message, run, "build.started", "started_at")));
            case "completed" ->
                    outcome(run)
                            .map(outcome -> checkFinished(message, run, outcome))
                            .map(draft -> Message.events(List.of(draft)))
                            .orElseGet(() -> nothingBuilt(message, run));
            default -> message.unmapped("it tells neither the begin nor the end of a run");
        };
    }

    private static Draft checkFinished(Message message, Member run, String outcome) {
        Draft draft = checkDraft(message, run, "build.finished", "completed_at");
        finished(draft, run, outcome, "started_at", "completed_at");
        return draft;
    }

    private static Draft checkDraft(Message message, Member run, String type, String time) {
        String id = run.at("id").needKey();
        String sha = run.at("head_sha").needCommit();
        Draft draft =
                message.draft(type, run.at(time).needTime(), "check", id)
                        .subject("Build", "%s/runs/%s".formatted(message.url(), id))
                        .link("builtFrom", "Commit", sha, Strength.OBSERVED);
        String app = run.at("app/slug").text().orElse("unknown-app");
        draft.system("github-app:" + app);
        data(draft, "%s: %s".formatted(app, run.at("name").needText()), sha, run);
        return draft;
    }

    private static ObjectNode data(Draft draft, String builder, String sha, Member run) {
        ObjectNode data =
                draft.data()
                        .put("builder", builder)
                        .put("recipeDigest", "gitCommit:" + sha)
                        .put("hermeticity", "UNKNOWN");
        run.at("html_url").text().ifPresent(uri -> data.put("uri", uri));
        return data;
    }

    private static void finished(
            Draft draft, Member run, String outcome, String started, String ended) {
        ObjectNode data = draft.data().put("outcome", outcome).put("rebuild", "NOT_ATTEMPTED");
        run.at(started).time().ifPresent(at -> data.put("startedAt", at.toString()));
        run.at(ended).time().ifPresent(at -> data.put("finishedAt", at.toString()));
    }

    private static Optional<String> outcome(Member run) {
        return switch (run.at("conclusion").needText()) {
            case "success" -> Optional.of("SUCCEEDED");
            case "failure" -> Optional.of("FAILED");
            case "timed_out", "startup_failure" -> Optional.of("ERROR");
            case "cancelled" -> Optional.of("CANCELLED");
            default -> Optional.empty();
        };
    }

    private static Reading nothingBuilt(Message message, Member run) {
        return message.unmapped(
                "its conclusion %s is neither success nor failure"
                        .formatted(run.at("conclusion").text().orElse("nothing")));
    }
}
