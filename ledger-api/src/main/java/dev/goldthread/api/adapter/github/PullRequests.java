package dev.goldthread.api.adapter.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Texts;
import java.time.Instant;
import java.util.List;

/** Pull requests and their reviews. */
final class PullRequests {

    private PullRequests() {}

    static Reading read(Message message) {
        Member pull = message.body().at("pull_request");
        String action = message.body().at("action").needText();
        return switch (action) {
            case "opened" -> proposed(message, pull, "change.proposed", "created_at");
            case "edited" ->
                    isGivenUp(pull)
                            ? message.unmapped(
                                    "it was closed without a merge, and an edit opens nothing again")
                            : proposed(message, pull, "change.updated", "updated_at");
            case "reopened", "synchronize", "ready_for_review", "converted_to_draft" ->
                    proposed(message, pull, "change.updated", "updated_at");
            case "closed" ->
                    pull.at("merged").isTrue() ? merged(message, pull) : abandoned(message, pull);
            default ->
                    message.unmapped(
                            "it changes neither the head of the pull request nor its fate");
        };
    }

    /** An update of a change that was abandoned means that it waits again. */
    private static boolean isGivenUp(Member pull) {
        return pull.at("state").text().filter("closed"::equals).isPresent()
                && !pull.at("merged").isTrue();
    }

    private static Reading proposed(Message message, Member pull, String type, String time) {
        Draft draft = draft(message, pull, type, pull.at(time).needTime());
        ObjectNode data = data(draft, message, pull);
        pull.at("title").text().flatMap(Texts::line).ifPresent(title -> data.put("title", title));
        pull.at("head/ref").text().ifPresent(ref -> data.put("sourceBranch", ref));
        message.body().at("before").commit().ifPresent(before -> data.put("previousHead", before));
        pull.at("changed_files")
                .number()
                .filter(files -> files >= 0 && files <= Integer.MAX_VALUE)
                .ifPresent(files -> data.put("filesChanged", files));
        pull.at("html_url").text().ifPresent(uri -> data.put("uri", uri));
        return Message.events(List.of(draft));
    }

    /**
     * The commit that brought it in is told too: only here is it known to be part of the change.
     */
    private static Reading merged(Message message, Member pull) {
        Instant at = pull.at("merged_at").needTime();
        String commit = pull.at("merge_commit_sha").needCommit();
        Draft merged = draft(message, pull, "change.merged", at);
        data(merged, message, pull).put("mergeCommit", commit);
        pull.at("html_url").text().ifPresent(uri -> merged.data().put("uri", uri));
        String number = pull.at("number").needKey();
        Draft pushed =
                message.draftOfState("commit.pushed", at, number)
                        .subject("Commit", commit)
                        .link("partOf", "Change", message.changeId(number), Strength.OBSERVED);
        message.by(pushed, message.sender());
        pushed.data()
                .put("repository", message.repository())
                .put("summary", "Merged: %s (#%s)".formatted(title(pull), number))
                .put("signatureState", "UNKNOWN")
                .put("branch", pull.at("base/ref").needText());
        return Message.events(List.of(merged, pushed));
    }

    private static String title(Member pull) {
        return pull.at("title").text().flatMap(Texts::line).orElse("(no title)");
    }

    private static Reading abandoned(Message message, Member pull) {
        Draft draft = draft(message, pull, "change.abandoned", pull.at("closed_at").needTime());
        data(draft, message, pull);
        return Message.events(List.of(draft));
    }

    private static Draft draft(Message message, Member pull, String type, Instant at) {
        String number = pull.at("number").needKey();
        Draft draft =
                message.draftOfState(type, at, number).subject("Change", message.changeId(number));
        message.by(draft, message.sender());
        String texts =
                String.join(
                        "\n",
                        pull.at("title").text().orElse(""),
                        pull.at("head/ref").text().orElse(""),
                        pull.at("body").text().orElse(""));
        Forge.linkTickets(draft, message.rules(), texts);
        return draft;
    }

    private static ObjectNode data(Draft draft, Message message, Member pull) {
        String target = pull.at("base/ref").needText();
        return draft.data()
                .put("repository", message.repository())
                .put("headCommit", pull.at("head/sha").needCommit())
                .put("targetBranch", target)
                .put(
                        "targetProtection",
                        message.rules().isProtected(target) ? "PROTECTED" : "UNKNOWN");
    }

    static Reading review(Message message) {
        if (!message.body().at("action").needText().equals("submitted")) {
            return message.unmapped("it is no conclusion of a reviewer");
        }
        Member review = message.body().at("review");
        String number = message.body().at("pull_request/number").needKey();
        String commit = review.at("commit_id").needCommit();
        String id = review.at("id").needKey();
        String state = review.at("state").needText();
        String outcome =
                switch (state) {
                    case "approved" -> "APPROVED";
                    case "changes_requested" -> "CHANGES_REQUESTED";
                    default -> "COMMENTED";
                };
        Draft draft =
                message.draft("review.submitted", review.at("submitted_at").needTime(), number, id)
                        .subject("Review", "%s/reviews/%s".formatted(message.changeId(number), id))
                        .linkDigest(
                                "reviews",
                                "Change",
                                message.changeId(number),
                                "gitCommit:" + commit,
                                Strength.OBSERVED);
        message.by(draft, review.at("user"));
        ObjectNode data = draft.data().put("outcome", outcome).put("revisionReviewed", commit);
        review.at("body").text().flatMap(Texts::line).ifPresent(text -> data.put("summary", text));
        review.at("html_url").text().ifPresent(uri -> data.put("uri", uri));
        return Message.events(List.of(draft));
    }
}
