package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.Optional;

/**
 * What became of a change. What was merged is merged, whatever is said of it later. One that was
 * abandoned is so until it is offered again: tools tell that somebody opened it again, or pushed to
 * it, as an update, so that it waits again is the safe thing to say.
 */
public final class ChangeState {

    private static final String PROPOSED = "change.proposed";
    private static final String UPDATED = "change.updated";
    private static final String MERGED = "change.merged";
    private static final String ABANDONED = "change.abandoned";

    private ChangeState() {}

    public static boolean isMerged(Node change) {
        return change.latest(MERGED).isPresent();
    }

    /** Never merged, and given up by the last of what was said. */
    public static boolean isAbandoned(Node change) {
        return !isMerged(change)
                && change.latest(PROPOSED, UPDATED, ABANDONED)
                        .filter(fact -> fact.type().equals(ABANDONED))
                        .isPresent();
    }

    /** What opened it again; empty unless it waits to be merged after it had been abandoned. */
    public static Optional<NodeFact> openedAgain(Node change) {
        Optional<NodeFact> abandoned = change.latest(ABANDONED);
        return isMerged(change) || abandoned.isEmpty()
                ? Optional.empty()
                : change.statements()
                        .filter(fact -> fact.type().equals(PROPOSED) || fact.type().equals(UPDATED))
                        .filter(fact -> fact.compareTo(abandoned.get()) > 0)
                        .findFirst();
    }
}
