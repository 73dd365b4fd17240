package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.List;

/** What a branch asks for before it takes a change, as a configuration that changes. */
final class Protection {

    private Protection() {}

    static Reading read(Message message) {
        Member rule = message.body().at("rule");
        String action = message.body().at("action").needText();
        Instant at =
                action.equals("deleted")
                        ? message.delivery().receivedAt() // the rule's own time is its last change
                        : rule.at("updated_at").needTime();
        Draft draft =
                message.draftOfState("config.changed", at, rule.at("id").needKey())
                        .subject(
                                "Config",
                                "%s branch protection %s"
                                        .formatted(
                                                message.repository(), rule.at("name").needText()));
        message.by(draft, message.sender());
        ObjectNode data =
                draft.data()
                        .put("revision", "%s-%s".formatted(action, at))
                        .put("digest", "sha256:" + Digest.sha256(rule.json().toString()).hex());
        message.body()
                .at("changes")
                .json()
                .fieldNames()
                .forEachRemaining(data.withArray("settings")::add);
        if (action.equals("deleted")) {
            data.withArray("settings").add("deleted");
        }
        return Message.events(List.of(draft));
    }
}
