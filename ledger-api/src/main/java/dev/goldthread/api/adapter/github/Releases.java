package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import java.util.List;

/** Releases of a repository. GitHub knows nothing of intended use: that stays open, and says so. */
final class Releases {

    private static final String NOT_STATED = "Not stated: this release comes from GitHub.";

    private Releases() {}

    static Reading read(Message message) {
        Member release = message.body().at("release");
        return switch (message.body().at("action").needText()) {
            case "created" -> created(message, release, "created_at");
            case "published" ->
                    release.at("prerelease").isTrue()
                            ? created(message, release, "published_at")
                            : published(message, release);
            case "deleted", "unpublished" ->
                    message.unmapped(
                            "GitHub gives no reason; emit release.withdrawn with one where users must not have it");
            default -> message.unmapped("created and published say what there is to say");
        };
    }

    private static Reading created(Message message, Member release, String time) {
        Draft draft = draft(message, release, "release.created", time);
        release.at("target_commitish")
                .commit()
                .ifPresent(sha -> draft.link("includes", "Commit", sha, Strength.DECLARED));
        draft.data()
                .put("stage", release.at("prerelease").isTrue() ? "CANDIDATE" : "RELEASE")
                .put("tag", release.at("tag_name").needText());
        return Message.events(List.of(draft));
    }

    private static Reading published(Message message, Member release) {
        Draft draft = draft(message, release, "release.published", "published_at");
        release.at("html_url").text().ifPresent(uri -> draft.data().put("uri", uri));
        return Message.events(List.of(draft));
    }

    private static Draft draft(Message message, Member release, String type, String time) {
        Draft draft =
                message.draft(
                                type,
                                release.at(time).needTime(),
                                release.at("id").needKey(),
                                message.body().at("action").needText())
                        .subject("Release", Forge.version(release.at("tag_name").needText()));
        release.at("assets").items().stream()
                .flatMap(asset -> asset.at("digest").text().flatMap(Forge::digest).stream())
                .distinct()
                .forEach(
                        digest ->
                                draft.linkDigest(
                                        "includes", "Artifact", digest, digest, Strength.OBSERVED));
        ObjectNode data = draft.data().put("tier", "NOT_CLASSIFIED").put("intendedUse", NOT_STATED);
        data.putArray("knownLimitations").add(NOT_STATED);
        return message.by(draft, release.at("author"));
    }
}
