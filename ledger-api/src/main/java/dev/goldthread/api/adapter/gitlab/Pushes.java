package dev.goldthread.api.adapter.gitlab;

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

/** Commits and tags that were pushed. A push names no time: commits have theirs. */
final class Pushes {

    private static final String PIPELINE_FILE = ".gitlab-ci.yml";
    private static final String NOT_ASSESSED = "Not assessed: seen in a push.";
    private static final String NOT_STATED = "Not stated: this candidate comes from a pushed tag.";

    private Pushes() {}

    static Reading tag(Message message) {
        String name = Forge.shortRef(message.body().at("ref").needText());
        Optional<String> commit = message.body().at("checkout_sha").commit();
        if (commit.isEmpty()) {
            return message.unmapped(
                    "tag %s was deleted; the vocabulary has no event for it".formatted(name));
        }
        Draft draft =
                message.draft(
                                "release.created",
                                message.delivery().receivedAt(),
                                name,
                                message.body().at("after").needCommit())
                        .subject("Release", Forge.version(name))
                        .link("includes", "Commit", commit.get(), Strength.OBSERVED)
                        .human(pusher(message));
        ObjectNode data = draft.data();
        data.put("tier", "NOT_CLASSIFIED").put("intendedUse", NOT_STATED);
        data.putArray("knownLimitations").add(NOT_STATED);
        data.put("stage", "CANDIDATE").put("tag", name);
        return Message.events(List.of(draft));
    }

    static Reading branch(Message message) {
        String branch = Forge.shortRef(message.body().at("ref").needText());
        boolean isProtected =
                message.body().at("ref_protected").isTrue() || message.rules().isProtected(branch);
        if (isProtected && message.body().at("after").commit().isEmpty()) {
            return deleted(message, branch);
        }
        List<Draft> drafts = new ArrayList<>();
        List<Member> commits = message.body().at("commits").items();
        commits.forEach(each -> drafts.add(commit(message, each, branch)));
        if (isProtected && !commits.isEmpty() && isDirect(commits.getLast())) {
            drafts.add(
                    access(
                            message,
                            branch,
                            commits.getLast().at("id").needCommit(),
                            commits.getLast().at("timestamp").needTime(),
                            "Direct push to a protected branch: its last commit names no merge request."));
        }
        if (commits.stream().anyMatch(Pushes::touchesPipeline)) {
            drafts.add(pipelineChanged(message, commits.getLast()));
        }
        return drafts.isEmpty()
                ? message.unmapped("it brings no commit that the branch did not have")
                : Message.events(drafts);
    }

    private static Draft commit(Message message, Member commit, String branch) {
        String sha = commit.at("id").needCommit();
        String text = commit.at("message").text().orElse("");
        Instant at = commit.at("timestamp").needTime();
        Draft draft =
                message.draft(
                                "commit.pushed",
                                at,
                                sha,
                                branch,
                                message.body().at("after").needCommit())
                        .subject("Commit", sha)
                        .human(pusher(message));
        Forge.linkNamed(draft, message.rules(), text, message::changeId);
        ObjectNode data =
                draft.data()
                        .put("repository", message.path())
                        .put("summary", Texts.line(text).orElse("(no subject)"))
                        .put("signatureState", "UNKNOWN")
                        .put("branch", branch)
                        .put("authoredAt", at.toString());
        Member author = commit.at("author");
        if (author.isThere()) {
            data.put(
                    "author",
                    message.rules()
                            .person(
                                    "",
                                    author.at("name").text(),
                                    Message.mail(author.at("email"))));
        }
        return draft;
    }

    /** Pushes tell the account in members of their own. */
    private static String pusher(Message message) {
        return message.rules()
                .person(
                        message.body()
                                .at("user_username")
                                .text()
                                .orElseGet(() -> message.body().at("user_id").needKey()),
                        message.body().at("user_name").text(),
                        Message.mail(message.body().at("user_email")));
    }

    private static boolean isDirect(Member last) {
        return Forge.changeNumber(last.at("message").text().orElse("")).isEmpty();
    }

    /** A protected branch that is gone, or that begins elsewhere, is no matter of course. */
    private static Reading deleted(Message message, String branch) {
        return Message.events(
                List.of(
                        access(
                                message,
                                branch,
                                message.body().at("before").needCommit(),
                                message.delivery().receivedAt(),
                                "Deleted a protected branch.")));
    }

    private static Draft access(
            Message message, String branch, String commit, Instant at, String action) {
        Draft draft =
                message.draft("access.used", at, branch, commit)
                        .subject(
                                "Access", "push:%s@%s:%s".formatted(message.path(), branch, commit))
                        .link("concerns", "Commit", commit, Strength.OBSERVED)
                        .human(pusher(message));
        draft.data().put("resource", message.path() + "@" + branch).put("action", action);
        return draft;
    }

    private static boolean touchesPipeline(Member commit) {
        return Stream.of("added", "modified", "removed")
                .flatMap(list -> commit.at(list).items().stream())
                .anyMatch(path -> path.text().filter(PIPELINE_FILE::equals).isPresent());
    }

    private static Draft pipelineChanged(Message message, Member last) {
        String sha = last.at("id").needCommit();
        Draft draft =
                message.draft(
                                "pipeline_component.changed",
                                last.at("timestamp").needTime(),
                                PIPELINE_FILE,
                                sha)
                        .subject("PipelineComponent", message.path() + "/" + PIPELINE_FILE)
                        .human(pusher(message));
        draft.data()
                .put("revision", sha)
                .put("kind", "SCRIPT")
                .put("impactAssessment", NOT_ASSESSED);
        return draft;
    }
}
