package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Texts;
import dev.goldthread.core.event.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a branch asks for before it takes a change, as a configuration that changes: what holds now,
 * and what held before.
 */
final class Protection {

    /** What a rule is, not what it asks for; and whom it lets in, who may be persons. */
    private static final Set<String> NO_SETTINGS =
            Set.of(
                    "id",
                    "node_id",
                    "name",
                    "repository_id",
                    "source",
                    "source_type",
                    "created_at",
                    "updated_at",
                    "_links",
                    "authorized_actor_names",
                    "authorized_dismissal_actor_names",
                    "bypass_actors",
                    "conditions");

    private static final int VALUE_LENGTH_MAX = 200;

    private Protection() {}

    /** A rule for branches of a name, {@code branch_protection_rule}. */
    static Reading rule(Message message) {
        return read(message, message.body().at("rule"), "branch protection");
    }

    /** A set of rules, {@code repository_ruleset}. */
    static Reading ruleset(Message message) {
        return read(message, message.body().at("repository_ruleset"), "ruleset");
    }

    /** All of a repository's branch protection at once, {@code branch_protection_configuration}. */
    static Reading switched(Message message) {
        String state = message.body().at("action").needText();
        Instant at = message.delivery().receivedAt(); // the message names no time
        Draft draft =
                message.draftOfState("config.changed", at, "branch-protection")
                        .subject("Config", message.repository() + " branch protection");
        message.by(draft, message.sender());
        draft.data()
                .put("revision", "%s-%s".formatted(state, at))
                .put("digest", "sha256:" + Digest.sha256(state).hex())
                .put("uri", message.url() + "/settings/branches")
                .putArray("settings")
                .add("branch protection=" + state);
        return Message.events(List.of(draft));
    }

    private static Reading read(Message message, Member rule, String kind) {
        String action = message.body().at("action").needText();
        boolean isGone = action.equals("deleted");
        Instant at =
                isGone
                        ? message.delivery().receivedAt() // the rule's own time is its last change
                        : rule.at("updated_at").needTime();
        Draft draft =
                message.draftOfState("config.changed", at, rule.at("id").needKey())
                        .subject(
                                "Config",
                                "%s %s %s"
                                        .formatted(
                                                message.repository(),
                                                kind,
                                                rule.at("name").needText()));
        message.by(draft, message.sender());
        ArrayNode settings =
                draft.data()
                        .put("revision", "%s-%s".formatted(action, at))
                        .put("digest", "sha256:" + Digest.sha256(rule.json().toString()).hex())
                        .put("uri", message.url() + "/settings/branches")
                        .putArray("settings");
        if (isGone) {
            settings.add("deleted");
        }
        settings(rule.json()).forEach(settings::add);
        before(message.body().at("changes").json()).forEach(settings::add);
        return Message.events(List.of(draft));
    }

    private static Set<String> settings(JsonNode rule) {
        Set<String> settings = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : rule.properties()) {
            if (!NO_SETTINGS.contains(member.getKey())) {
                settings.add(setting(member.getKey(), "=", member.getValue()));
            }
        }
        return settings;
    }

    private static Set<String> before(JsonNode changes) {
        Set<String> before = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : changes.properties()) {
            if (!NO_SETTINGS.contains(member.getKey())) {
                before.add(
                        Optional.of(member.getValue().path("from"))
                                .filter(from -> !from.isMissingNode())
                                .map(from -> setting(member.getKey(), " was ", from))
                                .orElseGet(() -> setting(member.getKey(), " changed", "")));
            }
        }
        return before;
    }

    private static String setting(String name, String between, JsonNode value) {
        return setting(name, between, text(value));
    }

    private static String setting(String name, String between, String value) {
        return Texts.line(name + between + value).orElse(name);
    }

    /** Rules of a set by their types; their parameters are in the body that is kept. */
    private static String text(JsonNode value) {
        String text =
                switch (value.getNodeType()) {
                    case ARRAY ->
                            value.valueStream()
                                    .map(
                                            item ->
                                                    item.isObject()
                                                            ? item.path("type").asText("?")
                                                            : item.asText())
                                    .collect(Collectors.joining(","));
                    case OBJECT -> "sha256:" + Digest.sha256(value.toString()).hex();
                    default -> value.asText();
                };
        return text.length() <= VALUE_LENGTH_MAX ? text : "sha256:" + Digest.sha256(text).hex();
    }
}
