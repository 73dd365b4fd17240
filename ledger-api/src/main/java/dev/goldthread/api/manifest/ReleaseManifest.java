package dev.goldthread.api.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.ci.CiFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a release consists of and rests on. Members and what they become:
 *
 * <ul>
 *   <li>{@code artifacts}, {@code models}, {@code configs} ({name, revision, digest}), {@code
 *       changes}: what it includes;
 *   <li>{@code claims}, {@code approvals}, {@code dataset}, {@code validationSet}, {@code
 *       scenarioPack}, {@code featureSchema}: what it rests on;
 *   <li>all others: facts of the release.
 * </ul>
 */
public final class ReleaseManifest {

    /** What every manifest says; an empty list is a statement too. */
    private static final List<String> MANDATORY =
            List.of(
                    "tier",
                    "intendedUse",
                    "knownLimitations",
                    "claims",
                    "commit",
                    "builtAt",
                    "testSuiteVersion",
                    "infrastructureDigest",
                    "environmentFingerprint",
                    "approvals");

    /** What a release with a model says beside. */
    private static final List<String> MANDATORY_WITH_MODEL =
            List.of("dataset", "featureSchema", "calibrationDigest", "thresholds");

    private static final List<String> FACTS =
            List.of(
                    "tier",
                    "intendedUse",
                    "knownLimitations",
                    "udi",
                    "commit",
                    "builtAt",
                    "validationSet",
                    "scenarioPack",
                    "featureSchema",
                    "calibrationDigest",
                    "thresholds",
                    "testSuiteVersion",
                    "infrastructureDigest",
                    "environmentFingerprint");

    private static final List<String> LISTS =
            List.of("artifacts", "models", "configs", "changes", "claims", "approvals");

    private final ObjectNode json;

    /**
     * @throws MissingMembersException when it lacks what it must have, or has what nobody knows
     */
    public ReleaseManifest(ObjectNode json) {
        this.json = json;
        requireKnown();
        for (String list : LISTS) {
            requireList(list);
        }
        requireMandatory();
    }

    private void requireKnown() {
        List<String> unknown = new ArrayList<>();
        json.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!FACTS.contains(name)
                                    && !LISTS.contains(name)
                                    && !name.equals("dataset")) {
                                unknown.add(name);
                            }
                        });
        if (!unknown.isEmpty()) {
            throw MissingMembersException.unknown("the manifest", unknown);
        }
    }

    private void requireList(String member) {
        JsonNode value = json.path(member);
        if (!value.isMissingNode() && !value.isArray()) {
            throw MissingMembersException.malformed(member, value.toString(), "a list");
        }
    }

    private void requireMandatory() {
        List<String> missing = new ArrayList<>();
        if (json.path("artifacts").isEmpty() && json.path("models").isEmpty()) {
            missing.add("artifacts or models");
        }
        MANDATORY.stream().filter(this::isMissing).forEach(missing::add);
        if (!json.path("models").isEmpty()) {
            MANDATORY_WITH_MODEL.stream().filter(this::isMissing).forEach(missing::add);
            if (isMissing("validationSet") && isMissing("scenarioPack")) {
                missing.add("validationSet or scenarioPack");
            }
        }
        if (!missing.isEmpty()) {
            throw MissingMembersException.missing("the manifest", missing);
        }
    }

    private boolean isMissing(String member) {
        JsonNode value = json.path(member);
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank());
    }

    /** The event {@code release.manifested}. */
    public ObjectNode event(CiFacts facts, String version) {
        Draft draft = facts.draft("release", "release.manifested", "Release", version);
        int items = include(draft);
        each("claims", id -> draft.link("implements", "Claim", id, Strength.DECLARED));
        each("approvals", id -> draft.link("reliesOn", "Approval", id, Strength.DECLARED));
        text("dataset").ifPresent(id -> pinned(draft, "used", "Dataset", id));
        text("featureSchema").ifPresent(id -> pinned(draft, "used", "FeatureSpec", id));
        text("validationSet").ifPresent(id -> pinned(draft, "evaluatedOn", "Dataset", id));
        text("scenarioPack").ifPresent(id -> pinned(draft, "evaluatedOn", "Generator", id));
        ObjectNode data = draft.data();
        for (String fact : FACTS) {
            if (json.has(fact)) {
                data.set(fact, json.get(fact));
            }
        }
        text("dataset").ifPresent(id -> data.put("datasetSnapshot", id));
        data.put("manifestDigest", CanonicalManifest.digest(json)).put("itemCount", items);
        return draft.json();
    }

    private int include(Draft draft) {
        each("artifacts", id -> pinned(draft, "includes", "Artifact", id));
        each("models", id -> pinned(draft, "includes", "Model", id));
        each("changes", id -> draft.link("includes", "Change", id, Strength.DECLARED));
        for (JsonNode config : json.path("configs")) {
            String name = config.path("name").asText("");
            String digest = config.path("digest").asText("");
            if (name.isEmpty() || digest.isEmpty()) {
                throw MissingMembersException.malformed(
                        "configs", config.toString(), "a list of {name, digest}");
            }
            draft.linkDigest("includes", "Config", name, digest, Strength.DECLARED);
        }
        return json.path("artifacts").size()
                + json.path("models").size()
                + json.path("changes").size()
                + json.path("configs").size();
    }

    private static void pinned(Draft draft, String relation, String type, String digest) {
        draft.linkDigest(relation, type, digest, digest, Strength.DECLARED);
    }

    private void each(String member, Consumer<String> use) {
        for (JsonNode item : json.path(member)) {
            if (!item.isTextual()) {
                throw MissingMembersException.malformed(
                        member, item.toString(), "a list of ids in quotes");
            }
            use.accept(item.textValue());
        }
    }

    private Optional<String> text(String member) {
        return Optional.of(json.path(member).asText("")).filter(text -> !text.isEmpty());
    }
}
