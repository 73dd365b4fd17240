package dev.goldthread.api.adapter.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import java.time.Instant;
import java.util.List;

/** Releases of a project. GitLab knows nothing of intended use: that stays open, and says so. */
final class Releases {

    private static final String NOT_STATED = "Not stated: this release comes from GitLab.";

    private Releases() {}

    static Reading read(Message message) {
        Member body = message.body();
        if (!body.at("action").needText().equals("create")) {
            return message.unmapped(
                    "GitLab gives no reason; emit release.withdrawn with one where users must not have it");
        }
        Draft created = draft(message, "release.created", body.at("created_at").needTime());
        created.link("includes", "Commit", body.at("commit/id").needCommit(), Strength.OBSERVED);
        created.data().put("stage", "RELEASE").put("tag", body.at("tag").needText());
        Draft published = draft(message, "release.published", body.at("released_at").needTime());
        body.at("url").text().ifPresent(uri -> published.data().put("uri", uri));
        return Message.events(List.of(created, published));
    }

    private static Draft draft(Message message, String type, Instant at) {
        String tag = message.body().at("tag").needText();
        Draft draft =
                message.draftOfState(type, at, tag)
                        .subject("Release", Forge.version(tag))
                        .system("gitlab"); // a release does not say who made it
        ObjectNode data = draft.data().put("tier", "NOT_CLASSIFIED").put("intendedUse", NOT_STATED);
        data.putArray("knownLimitations").add(NOT_STATED);
        return draft;
    }
}
