package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Commits and tags that were pushed. */
final class Pushes {

    private static final String WORKFLOWS = ".github/workflows/";
    private static final String MERGING_ACCOUNT = "web-flow";
    private static final int PATH_LENGTH_MAX = 150; // with the repository's, a component's name
    private static final String NOT_ASSESSED = "Not assessed: seen in a push.";
    private static final String NOT_STATED = "Not stated: this candidate comes from a pushed tag.";

    private Pushes() {}

    static Reading read(Message message) {
        String ref = message.body().at("ref").needText();
        if (message.body().at("after").commit().isEmpty()) {
            return deleted(message, ref);
        }
        return ref.startsWith("refs/tags/")
                ? tag(message, ref)
                : branch(message, Forge.shortRef(ref));
    }

    /** A protected branch that is gone, or that begins elsewhere, is no matter of course. */
    private static Reading deleted(Message message, String ref) {
        Optional<String> before = message.body().at("before").commit();
        String branch = Forge.shortRef(ref);
        if (before.isEmpty()
                || !ref.startsWith("refs/heads/")
                || !message.rules().isProtected(branch)) {
            return message.unmapped(
                    "%s was deleted; the vocabulary has no event for it".formatted(ref));
        }
        return Message.events(
                List.of(access(message, branch, before.get(), "Deleted a protected branch.")));
    }

    private static Reading tag(Message message, String ref) {
        Member commit = message.body().at("head_commit/id");
        String name = Forge.shortRef(ref);
        Draft draft =
                message.draft(
                                "release.created",
                                pushedAt(message),
                                name,
                                message.body().at("after").needCommit())
                        .subject("Release", Forge.version(name))
                        .link("includes", "Commit", commit.needCommit(), Strength.OBSERVED);
        message.by(draft, message.sender());
        ObjectNode data = draft.data();
        data.put("tier", "NOT_CLASSIFIED").put("intendedUse", NOT_STATED);
        data.putArray("knownLimitations").add(NOT_STATED);
        data.put("stage", "CANDIDATE").put("tag", name);
        return Message.events(List.of(draft));
    }

    private static Reading branch(Message message, String branch) {
        List<Draft> drafts = new ArrayList<>();
        message.body()
                .at("commits")
                .items()
                .forEach(each -> drafts.add(commit(message, each, branch)));
        if (message.rules().isProtected(branch)) {
            pastReview(message)
                    .ifPresent(how -> drafts.add(access(message, branch, after(message), how)));
        }
        workflows(message).forEach(path -> drafts.add(workflowChanged(message, path)));
        return drafts.isEmpty()
                ? message.unmapped("it brings no commit that the branch did not have")
                : Message.events(drafts);
    }

    private static Draft commit(Message message, Member commit, String branch) {
        String sha = commit.at("id").needCommit();
        String text = commit.at("message").text().orElse("");
        Draft draft =
                message.draft("commit.pushed", pushedAt(message), sha, branch, after(message))
                        .subject("Commit", sha);
        message.by(draft, message.sender());
        Forge.linkNamed(draft, message.rules(), text, message::changeId);
        ObjectNode data =
                draft.data()
                        .put("repository", message.repository())
                        .put("summary", Texts.line(text).orElse("(no subject)"))
                        // A push does not say whether GitHub verified a signature.
                        .put("signatureState", "UNKNOWN")
                        .put("branch", branch);
        author(message, commit.at("author")).ifPresent(key -> data.put("author", key));
        commit.at("timestamp").time().ifPresent(at -> data.put("authoredAt", at.toString()));
        commit.at("tree_id").commit().ifPresent(tree -> data.put("tree", tree));
        return draft;
    }

    /** Git knows a name and an address; GitHub adds the account where it knows one. */
    private static Optional<String> author(Message message, Member author) {
        return author.isThere()
                ? Optional.of(
                        message.rules()
                                .person(
                                        author.at("username").text().orElse(""),
                                        author.at("name").text(),
                                        author.at("email").text()))
                : Optional.empty();
    }

    private static String after(Message message) {
        return message.body().at("after").needCommit();
    }

    /** The push itself has no time; the repository's is set by it. */
    private static Instant pushedAt(Message message) {
        return message.body()
                .at("repository/pushed_at")
                .time()
                .or(() -> message.body().at("head_commit/timestamp").time())
                .orElse(message.delivery().receivedAt());
    }

    /**
     * How a push came past the review of a pull request, as far as a push shows it: what GitHub
     * merges, it commits by its own account. Whether a pull request ended in this commit after all
     * is told by that pull request.
     */
    private static Optional<String> pastReview(Message message) {
        if (message.body().at("forced").isTrue()) {
            return Optional.of("Forced push to a protected branch.");
        }
        Member last = message.body().at("head_commit");
        if (Forge.changeNumber(last.at("message").text().orElse("")).isEmpty()) {
            return Optional.of(
                    "Direct push to a protected branch: its last commit names no pull request.");
        }
        return last.at("committer/username")
                .text()
                .filter(account -> !account.equals(MERGING_ACCOUNT))
                .map(
                        _ ->
                                "Direct push to a protected branch: its last commit names a pull request, but GitHub did not make it.");
    }

    private static Draft access(Message message, String branch, String commit, String action) {
        Draft draft =
                message.draft("access.used", pushedAt(message), branch, commit)
                        .subject(
                                "Access",
                                "push:%s@%s:%s".formatted(message.repository(), branch, commit))
                        .link("concerns", "Commit", commit, Strength.OBSERVED);
        message.by(draft, message.sender());
        draft.data().put("resource", message.repository() + "@" + branch).put("action", action);
        return draft;
    }

    private static List<String> workflows(Message message) {
        return message.body().at("commits").items().stream()
                .flatMap(
                        commit ->
                                Stream.of("added", "modified", "removed")
                                        .flatMap(list -> commit.at(list).items().stream()))
                .flatMap(path -> path.text().stream())
                .filter(path -> path.startsWith(WORKFLOWS) && path.length() < PATH_LENGTH_MAX)
                .sorted()
                .distinct()
                .toList();
    }

    private static Draft workflowChanged(Message message, String path) {
        Draft draft =
                message.draft("pipeline_component.changed", pushedAt(message), path, after(message))
                        .subject("PipelineComponent", message.repository() + "/" + path);
        message.by(draft, message.sender());
        draft.data()
                .put("revision", after(message))
                .put("kind", "SCRIPT")
                .put("impactAssessment", NOT_ASSESSED);
        message.body()
                .at("before")
                .commit()
                .ifPresent(before -> draft.data().put("previousRevision", before));
        return draft;
    }
}
