package dev.goldthread.api.ci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Draft.Strength;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks persons to approve one state of something.
 *
 * @param aboutType node type of what is to be approved
 * @param notBy keys of persons who may not answer
 * @param conditions what has to be done before an approval holds
 */
public record ApprovalRequest(
        String aboutType,
        String aboutId,
        String role,
        String meaning,
        String boundDigest,
        int quorum,
        Instant due,
        List<String> notBy,
        List<Condition> conditions,
        Optional<String> reason) {

    /**
     * @param due until when it has to be done; empty where nothing sets a time
     */
    public record Condition(String id, String statement, Optional<Instant> due) {}

    public ApprovalRequest {
        notBy = List.copyOf(notBy);
        conditions = List.copyOf(conditions);
    }

    /** As this run asks it. */
    public ObjectNode event(CiFacts facts) {
        String id =
                facts.eventId("approval-request", "%s %s %s".formatted(aboutType, aboutId, role));
        Draft draft =
                facts.draft("approval-request", "approval.requested", "ApprovalRequest", id)
                        .linkDigest("for", aboutType, aboutId, boundDigest, Strength.DECLARED);
        ObjectNode data = draft.data();
        data.put("role", role)
                .put("meaning", meaning)
                .put("boundDigest", boundDigest)
                .put("quorum", quorum)
                .put("answerDue", due.toString());
        if (!notBy.isEmpty()) {
            notBy.forEach(data.putArray("notBy")::add);
        }
        if (!conditions.isEmpty()) {
            ArrayNode terms = data.putArray("conditions");
            conditions.forEach(condition -> require(condition, draft, terms.addObject()));
        }
        reason.ifPresent(draft::reason);
        return draft.json();
    }

    /** The gate wants both: the link says what is required, the terms say what that is. */
    private static void require(Condition condition, Draft draft, ObjectNode terms) {
        draft.link("requires", "Condition", condition.id(), Strength.DECLARED);
        terms.put("id", condition.id()).put("statement", condition.statement());
        condition.due().ifPresent(at -> terms.put("fulfilDue", at.toString()));
    }
}
