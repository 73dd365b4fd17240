package dev.goldthread.api.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.ci.CiFacts;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.LinkRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What data, a training or a validation is made of. The member {@code id} names it; members named
 * like a relation that the event type has are links, {@code Type:id} each; the member {@code
 * reason} is the event's; all others are facts. Which facts there must be is the vocabulary's word,
 * and the gate names each that is missing.
 */
public final class DataManifest {

    /** What a manifest is about, by the word of the command. */
    public enum Kind {
        DATASET("dataset.snapshotted"),
        LABELS("labels.locked"),
        SPLIT("split.fixed"),
        FEATURES("features.specified"),
        GENERATOR("generator.published"),
        COHORT("cohort.generated"),
        TRAINING("training.finished"),
        VALIDATION("validation.finished");

        private final String eventType;

        Kind(String eventType) {
            this.eventType = eventType;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String eventType() {
            return eventType;
        }
    }

    private final Kind kind;
    private final ObjectNode json;

    public DataManifest(Kind kind, ObjectNode json) {
        this.kind = kind;
        this.json = json;
    }

    /**
     * @throws MissingMembersException when nothing names what the manifest is about, or a link is
     *     none
     */
    public ObjectNode event(CiFacts facts) {
        Vocabulary.EventType type = Vocabulary.GOLDTHREAD.eventType(kind.eventType()).orElseThrow();
        Draft draft = facts.draft(kind.word(), type.type(), type.subject().getFirst(), id());
        ObjectNode data = draft.data();
        List<String> relations = type.links().stream().map(LinkRule::relation).toList();
        json.properties()
                .forEach(
                        member -> {
                            if (relations.contains(member.getKey())) {
                                links(draft, member.getKey(), member.getValue());
                            } else if (member.getKey().equals("reason")) {
                                draft.reason(member.getValue().asText());
                            } else if (!member.getKey().equals("id")) {
                                data.set(member.getKey(), member.getValue());
                            }
                        });
        return draft.json();
    }

    /** Frozen data are named by the digest of their manifest. */
    private String id() {
        return text("id")
                .or(() -> text("manifestDigest"))
                .orElseThrow(
                        () ->
                                MissingMembersException.missing(
                                        "the manifest of a " + kind.word(), List.of("id")));
    }

    private Optional<String> text(String member) {
        return Optional.of(json.path(member).asText("")).filter(text -> !text.isBlank());
    }

    private static void links(Draft draft, String relation, JsonNode value) {
        Iterable<JsonNode> targets = value instanceof ArrayNode list ? list : List.of(value);
        for (JsonNode target : targets) {
            String[] parts = target.asText("").split(":", 2);
            if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw MissingMembersException.malformed(
                        relation, target.toString(), "Type:id, such as Dataset:sha256:…");
            }
            if (parts[1].startsWith("sha256:")) {
                draft.linkDigest(relation, parts[0], parts[1], parts[1], Strength.DECLARED);
            } else {
                draft.link(relation, parts[0], parts[1], Strength.DECLARED);
            }
        }
    }
}
