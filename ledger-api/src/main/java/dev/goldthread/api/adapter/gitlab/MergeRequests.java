package dev.goldthread.api.adapter.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import dev.goldthread.api.adapter.Forge;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.api.adapter.Texts;
import java.time.Instant;
import java.util.List;

/** Merge requests and their approvals. */
final class MergeRequests {

    private MergeRequests() {}

    static Reading read(Message message) {
        Member request = message.body().at("object_attributes");
        return switch (request.at("action").text().orElse("")) {
            case "open" -> proposed(message, request, "change.proposed");
            case "update" ->
                    request.at("state").text().filter("closed"::equals).isPresent()
                            ? message.unmapped(
                                    "it was closed without a merge, and an edit opens nothing again")
                            : proposed(message, request, "change.updated");
            case "reopen" -> proposed(message, request, "change.updated");
            case "merge" -> merged(message, request);
            case "close" -> abandoned(message, request);
            case "approval", "approved" -> approved(message, request);
            default ->
                    message.unmapped(
                            "it changes neither the head of the merge request nor its fate");
        };
    }

    private static Reading proposed(Message message, Member request, String type) {
        Draft draft = draft(message, request, type);
        ObjectNode data = data(draft, message, request);
        request.at("title")
                .text()
                .flatMap(Texts::line)
                .ifPresent(title -> data.put("title", title));
        request.at("source_branch").text().ifPresent(ref -> data.put("sourceBranch", ref));
        request.at("oldrev").commit().ifPresent(before -> data.put("previousHead", before));
        request.at("url").text().ifPresent(uri -> data.put("uri", uri));
        return Message.events(List.of(draft));
    }

    /** A fast-forward has no commit of its own: then the last one is what came in. */
    private static Reading merged(Message message, Member request) {
        Draft merged = draft(message, request, "change.merged");
        String head = request.at("last_commit/id").needCommit();
        String commit = request.at("merge_commit_sha").commit().orElse(head);
        data(merged, message, request).put("mergeCommit", commit);
        request.at("url").text().ifPresent(uri -> merged.data().put("uri", uri));
        String number = request.at("iid").needKey();
        Draft pushed =
                message.draftOfState("commit.pushed", at(request), number)
                        .subject("Commit", commit)
                        .link("partOf", "Change", message.changeId(number), Strength.OBSERVED);
        message.by(pushed, message.body().at("user"));
        pushed.data()
                .put("repository", message.path())
                .put(
                        "summary",
                        "Merged: %s (!%s)"
                                .formatted(
                                        request.at("title")
                                                .text()
                                                .flatMap(Texts::line)
                                                .orElse("(no title)"),
                                        number))
                .put("signatureState", "UNKNOWN")
                .put("branch", request.at("target_branch").needText());
        return Message.events(List.of(merged, pushed));
    }

    private static Reading abandoned(Message message, Member request) {
        Draft draft = draft(message, request, "change.abandoned");
        data(draft, message, request);
        return Message.events(List.of(draft));
    }

    private static Reading approved(Message message, Member request) {
        String number = request.at("iid").needKey();
        String head = request.at("last_commit/id").needCommit();
        String reviewer = message.person(message.body().at("user"));
        Draft draft =
                message.draftOfState("review.submitted", at(request), number)
                        .subject(
                                "Review",
                                "%s/approvals/%s@%s"
                                        .formatted(message.changeId(number), reviewer, head))
                        .linkDigest(
                                "reviews",
                                "Change",
                                message.changeId(number),
                                "gitCommit:" + head,
                                Strength.OBSERVED)
                        .human(reviewer);
        draft.data().put("outcome", "APPROVED").put("revisionReviewed", head);
        return Message.events(List.of(draft));
    }

    private static Instant at(Member request) {
        return request.at("updated_at").needTime();
    }

    private static Draft draft(Message message, Member request, String type) {
        String number = request.at("iid").needKey();
        Draft draft =
                message.draftOfState(type, at(request), number)
                        .subject("Change", message.changeId(number));
        message.by(draft, message.body().at("user"));
        String texts =
                String.join(
                        "\n",
                        request.at("title").text().orElse(""),
                        request.at("source_branch").text().orElse(""),
                        request.at("description").text().orElse(""));
        Forge.linkTickets(draft, message.rules(), texts);
        return draft;
    }

    private static ObjectNode data(Draft draft, Message message, Member request) {
        String target = request.at("target_branch").needText();
        return draft.data()
                .put("repository", message.path())
                .put("headCommit", request.at("last_commit/id").needCommit())
                .put("targetBranch", target)
                .put(
                        "targetProtection",
                        message.rules().isProtected(target) ? "PROTECTED" : "UNKNOWN");
    }
}
