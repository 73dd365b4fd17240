package dev.goldthread.api.drill;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorOptions;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.PartitionProgress;
import dev.goldthread.streams.topic.LedgerTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The graph that a projector left in its folder, opened again and read to the ledger's end.
 *
 * @param places of events by their ids, as far as the graph holds them
 * @param digest of everything in it
 */
record GraphContent(Map<String, Remembered.Place> places, Digest digest) {

    private static final Duration CAUGHT_UP_MAX = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(50);

    GraphContent {
        places = Map.copyOf(places);
    }

    /**
     * @param folder of a projector that does not run any more
     * @param productById which events to look for
     */
    static GraphContent read(
            Map<String, Object> client, Path folder, Map<String, String> productById)
            throws InterruptedException {
        try (Projector projector =
                        Projector.start(
                                ProjectorOptions.local(client, LedgerTopics.DEFAULT, folder));
                LedgerQuery query = new LedgerQuery(projector)) {
            awaitCaughtUp(projector, query);
            Map<String, Remembered.Place> places = new HashMap<>();
            productById.forEach(
                    (id, product) ->
                            query.receipt(new Product(product), new EventId(id))
                                    .map(Remembered.Place::of)
                                    .ifPresent(place -> places.put(id, place)));
            return new GraphContent(places, query.digest());
        }
    }

    private static void awaitCaughtUp(Projector projector, LedgerQuery query)
            throws InterruptedException {
        long deadline = System.nanoTime() + CAUGHT_UP_MAX.toNanos();
        while (!projector.stores().await(() -> isCaughtUp(query), LOOK)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "the graph is not at the ledger's end after %s: %s, %s"
                                .formatted(CAUGHT_UP_MAX, projector.state(), projector.failure()));
            }
        }
    }

    private static boolean isCaughtUp(LedgerQuery query) {
        return query.ready()
                && query.progress().size() == LedgerContent.PARTITIONS
                && query.progress().stream().mapToLong(PartitionProgress::behind).sum() == 0;
    }
}
