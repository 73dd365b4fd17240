package dev.goldthread.core.trace;

import dev.goldthread.core.finding.ExceptionLife;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.PendingWork.Item;
import java.time.Instant;
import java.util.stream.Stream;

/** Exceptions that are to be granted, closed or reviewed. */
final class PendingExceptions {

    private PendingExceptions() {}

    static Stream<Item> of(Node exception, GraphView view) {
        ExceptionLife life = ExceptionLife.of(exception);
        Instant since = exception.facts().getFirst().occurredAt();
        String what = life.isGranted() ? "to be closed" : "to be granted by a person, or closed";
        Stream<Item> closed =
                life.isToBeClosed()
                        ? Stream.of(new Item(exception.ref(), what, since, life.endsAt()))
                        : Stream.empty();
        return Stream.concat(
                closed,
                life.toReview(view).stream()
                        .map(
                                review ->
                                        new Item(
                                                exception.ref(),
                                                "to be reviewed",
                                                review.since(),
                                                review.dueAt())));
    }
}
