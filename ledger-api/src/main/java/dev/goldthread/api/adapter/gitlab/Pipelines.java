package dev.goldthread.api.adapter.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pipelines, and jobs where a team has them told one by one. */
final class Pipelines {

    private Pipelines() {}

    /** What of a run is told, under whichever names. */
    private record Run(
            String id,
            String builder,
            String sha,
            String status,
            Member started,
            Member finished,
            Optional<String> trigger) {}

    static Reading pipeline(Message message) {
        Member pipeline = message.body().at("object_attributes");
        String id = pipeline.at("id").needKey();
        Member started = pipeline.at("created_at");
        return read(
                message,
                new Run(
                        "%s/-/pipelines/%s".formatted(message.url(), id),
                        message.path() + "/.gitlab-ci.yml",
                        pipeline.at("sha").needCommit(),
                        pipeline.at("status").needText(),
                        started,
                        pipeline.at("finished_at"),
                        pipeline.at("source").text()));
    }

    static Reading job(Message message) {
        Member job = message.body();
        return read(
                message,
                new Run(
                        "%s/-/jobs/%s".formatted(message.url(), job.at("build_id").needKey()),
                        "%s/.gitlab-ci.yml: %s"
                                .formatted(message.path(), job.at("build_name").needText()),
                        job.at("sha").needCommit(),
                        job.at("build_status").needText(),
                        job.at("build_started_at"),
                        job.at("build_finished_at"),
                        Optional.empty()));
    }

    private static Reading read(Message message, Run run) {
        return switch (run.status()) {
            case "running" -> started(message, run);
            case "success" -> finished(message, run, "SUCCEEDED");
            case "failed" -> finished(message, run, "FAILED");
            case "canceled" -> finished(message, run, "CANCELLED");
            default ->
                    message.unmapped("status %s is neither begin nor end".formatted(run.status()));
        };
    }

    private static Reading started(Message message, Run run) {
        Draft draft = draft(message, run, "build.started", run.started().needTime());
        run.trigger().ifPresent(trigger -> draft.data().put("trigger", trigger));
        return Message.events(List.of(draft));
    }

    private static Reading finished(Message message, Run run, String outcome) {
        Instant end = run.finished().needTime();
        Draft draft = draft(message, run, "build.finished", end);
        ObjectNode data = draft.data().put("outcome", outcome).put("rebuild", "NOT_ATTEMPTED");
        run.started().time().ifPresent(at -> data.put("startedAt", at.toString()));
        data.put("finishedAt", end.toString());
        return Message.events(List.of(draft));
    }

    private static Draft draft(Message message, Run run, String type, Instant at) {
        Draft draft =
                message.draftOfState(type, at, run.id())
                        .subject("Build", run.id())
                        .link("builtFrom", "Commit", run.sha(), Strength.OBSERVED);
        message.by(draft, message.body().at("user"));
        draft.data()
                .put("builder", run.builder())
                .put("recipeDigest", "gitCommit:" + run.sha())
                .put("hermeticity", "UNKNOWN")
                .put("uri", run.id());
        return draft;
    }
}
