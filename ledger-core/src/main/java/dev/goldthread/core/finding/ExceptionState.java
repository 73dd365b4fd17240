package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an exception holds still, and whether somebody has to look at it: by the last of what was
 * said. One that is granted or extended after its end begins again.
 */
public final class ExceptionState {

    private static final String GRANTED = "exception.granted";
    private static final String EXTENDED = "exception.extended";
    private static final String CLOSED = "exception.closed";

    private ExceptionState() {}

    /** Whether somebody closed it, and it was not granted or extended since. */
    public static boolean isClosed(Node exception) {
        return exception
                .latest(GRANTED, EXTENDED, CLOSED)
                .filter(fact -> fact.type().equals(CLOSED))
                .isPresent();
    }

    /** As {@link #isClosed}, or its time was over. */
    public static boolean isOver(Node exception) {
        return exception
                .latest(GRANTED, EXTENDED, CLOSED, "exception.expired")
                .filter(
                        fact ->
                                fact.type().equals(CLOSED)
                                        || fact.type().equals("exception.expired"))
                .isPresent();
    }

    /**
     * A look that is still to come: the first one, the one after it was granted or extended anew,
     * or the next one that the last look set while the exception goes on.
     *
     * @param dueAt empty where nothing sets a time
     */
    public record Review(Instant since, Optional<Instant> dueAt) {}

    /** Empty when nobody has to look at it. */
    public static Optional<Review> toReview(Node exception) {
        Optional<NodeFact> reviewed = exception.latest("exception.reviewed");
        if (reviewed.isEmpty()) {
            return exception
                    .statements()
                    .findFirst()
                    .map(first -> new Review(first.occurredAt(), exception.time("reviewDue")));
        }
        NodeFact last = reviewed.get();
        Optional<Review> anew =
                exception
                        .latest(GRANTED, EXTENDED)
                        .filter(fact -> fact.compareTo(last) > 0)
                        .map(fact -> review(fact, "reviewDue"));
        return anew.or(
                () ->
                        Optional.of(review(last, "nextReviewDue"))
                                .filter(next -> next.dueAt().isPresent() && !isOver(exception)));
    }

    private static Review review(NodeFact fact, String due) {
        return new Review(fact.occurredAt(), fact.data().time(due));
    }
}
