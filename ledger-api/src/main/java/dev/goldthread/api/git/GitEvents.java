package dev.goldthread.api.git;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.api.person.PersonKey;
import dev.goldthread.api.tracker.IssueKeys;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * Writes commits and tags as events, field by field in one order, so that the same history gives
 * the same bytes. Names of persons are handed to the directory and come back as keys.
 */
final class GitEvents {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NOT_STATED = "Not stated: this candidate comes from a Git tag.";

    private final Product product;
    private final GitOrigin origin;
    private final IssueKeys issues;
    private final PersonDirectory persons;

    GitEvents(Product product, GitOrigin origin, IssueKeys issues, PersonDirectory persons) {
        this.product = product;
        this.origin = origin;
        this.issues = issues;
        this.persons = persons;
    }

    EventLine commitPushed(GitCommit commit) {
        CommitMessage message = CommitMessage.of(commit.message());
        String sha = commit.id().name();
        return event(
                "commit:" + sha,
                json -> {
                    envelope(json, "commit.pushed", commit.committed());
                    person(json, commit.author());
                    subject(json, "Commit", sha);
                    json.writeArrayFieldStart("links");
                    for (ObjectId parent : commit.parents()) {
                        link(json, "follows", "Commit", parent.name(), "OBSERVED");
                    }
                    for (Map.Entry<String, String> key : issues.find(message.text()).entrySet()) {
                        link(json, "implements", key.getValue(), key.getKey(), "INFERRED");
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("data");
                    json.writeStringField("repository", origin.repository());
                    json.writeStringField("summary", message.summary());
                    // A signature is seen here but not checked against anybody's key.
                    json.writeStringField(
                            "signatureState", commit.isSigned() ? "UNKNOWN" : "UNSIGNED");
                    json.writeNumberField("parentCount", commit.parents().size());
                    if (commit.author().isPresent()) {
                        json.writeStringField("authoredAt", time(commit.author().get()));
                    }
                    json.writeStringField("tree", commit.tree().name());
                    json.writeEndObject();
                });
    }

    /**
     * A candidate, since a tag says no more than that somebody named a commit.
     *
     * @param earlier the nearest release that was tagged before, found by walking back
     */
    EventLine releaseCreated(GitTag tag, GitCommit commit, Optional<GitTag> earlier) {
        return event(
                tagEventId(tag),
                json -> {
                    envelope(
                            json,
                            "release.created",
                            tag.tagger()
                                    .map(PersonIdent::getWhenAsInstant)
                                    .orElse(commit.committed()));
                    person(json, tag.tagger());
                    subject(json, "Release", tag.version());
                    json.writeArrayFieldStart("links");
                    link(json, "includes", "Commit", tag.commit().name(), "OBSERVED");
                    if (earlier.isPresent()) {
                        link(json, "supersedes", "Release", earlier.get().version(), "INFERRED");
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("data");
                    json.writeStringField("tier", "NOT_CLASSIFIED");
                    json.writeStringField("intendedUse", NOT_STATED);
                    // An empty list would claim that there are no limitations.
                    json.writeArrayFieldStart("knownLimitations");
                    json.writeString(NOT_STATED);
                    json.writeEndArray();
                    json.writeStringField("stage", "CANDIDATE");
                    json.writeStringField("tag", tag.name());
                    json.writeEndObject();
                });
    }

    /** Long names are told apart by their digest. */
    private static String tagEventId(GitTag tag) {
        String id = "tag:%s@%s".formatted(tag.name(), tag.object().name());
        return id.length() <= EventId.LENGTH_MAX
                ? id
                : "tag:%s@%s"
                        .formatted(
                                Digest.sha256(tag.name()).hex().substring(0, 32),
                                tag.object().name());
    }

    private void envelope(JsonGenerator json, String type, Instant occurredAt) throws IOException {
        json.writeStringField("product", product.name());
        json.writeStringField("type", type);
        json.writeStringField("occurredAt", occurredAt.toString());
        json.writeObjectFieldStart("source");
        json.writeStringField("uri", origin.uri());
        json.writeStringField("tool", "git");
        json.writeEndObject();
    }

    /** A light tag does not say who made it: then it was this import that saw it. */
    private void person(JsonGenerator json, Optional<PersonIdent> ident) throws IOException {
        json.writeObjectFieldStart("actor");
        if (ident.isPresent()) {
            String name = ident.get().getName();
            PersonKey key = persons.keyOf(name, ident.get().getEmailAddress());
            json.writeStringField("kind", name.endsWith("[bot]") ? "SYSTEM" : "HUMAN");
            json.writeStringField("id", key.value());
        } else {
            json.writeStringField("kind", "SYSTEM");
            json.writeStringField("id", "git-import");
        }
        json.writeEndObject();
    }

    private static void subject(JsonGenerator json, String type, String id) throws IOException {
        json.writeFieldName("subject");
        node(json, type, id);
    }

    private static void link(
            JsonGenerator json, String relation, String type, String id, String strength)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("relation", relation);
        json.writeFieldName("to");
        node(json, type, id);
        json.writeStringField("strength", strength);
        json.writeEndObject();
    }

    private static void node(JsonGenerator json, String type, String id) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField("id", id);
        json.writeEndObject();
    }

    private static String time(PersonIdent ident) {
        return ident.getWhenAsInstant().toString();
    }

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static EventLine event(String id, Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(700);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new EventLine(new EventId(id), new Bytes(bytes.toByteArray()));
    }
}
