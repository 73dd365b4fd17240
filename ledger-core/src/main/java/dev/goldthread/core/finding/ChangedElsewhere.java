package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Crosswalks;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * That what a link means was changed under another of its ids since the link was stated and the ids
 * were joined. Every tool counts revisions in its own way, so the revision in force under one id
 * says nothing of a change that only another one has seen.
 *
 * @param change the statement that brought the new revision
 */
record ChangedElsewhere(NodeRef id, NodeFact change) {

    /** The last such change. */
    static Optional<ChangedElsewhere> of(Edge link, Crosswalks crosswalks) {
        return since(link.occurredAt(), link, crosswalks);
    }

    /** The last since then, which is when somebody knew what was in force. */
    static Optional<ChangedElsewhere> since(Instant then, Edge link, Crosswalks crosswalks) {
        return crosswalks.idsOf(link.to()).size() == 1
                ? Optional.empty()
                : crosswalks.nodesOf(link.to()).stream()
                        .filter(node -> !node.ref().equals(link.to()))
                        .flatMap(node -> last(node).stream())
                        .filter(each -> each.change().occurredAt().isAfter(then))
                        .filter(each -> each.isSinceJoined(crosswalks))
                        .max(Comparator.comparing(ChangedElsewhere::change));
    }

    /** That the id came to be is no change of what it stands for. */
    private static Optional<ChangedElsewhere> last(Node node) {
        Optional<String> before = Optional.empty();
        Optional<NodeFact> change = Optional.empty();
        for (NodeFact fact : node.statements().toList()) {
            Optional<String> revision = fact.data().text("revision");
            if (revision.isPresent()) {
                if (before.isPresent() && !Objects.equals(before, revision)) {
                    change = Optional.of(fact);
                }
                before = revision;
            }
        }
        return change.map(fact -> new ChangedElsewhere(node.ref(), fact));
    }

    /** What was changed before was known to who said that both are one. */
    private boolean isSinceJoined(Crosswalks crosswalks) {
        return crosswalks
                .joinedSince(id)
                .filter(joined -> change.occurredAt().isAfter(joined))
                .isPresent();
    }

    /** Whether somebody looked at the link since, and it still holds. */
    boolean isAnsweredBy(Confirmations looks) {
        return looks.confirmed()
                .filter(look -> !look.occurredAt().isBefore(change.occurredAt()))
                .isPresent();
    }

    /** In words, to be put into a reason. */
    String words() {
        return "%s, which is the same, has revision %s since %s"
                .formatted(id, change.data().text("revision").orElse("?"), change.occurredAt());
    }
}
