package dev.goldthread.api.node;

import dev.goldthread.api.gate.InboxRelay;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.http.Stages;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorCounts;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.PartitionProgress;
import dev.goldthread.streams.seal.Sealer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;

/** What health and status tell of a node's parts. Thread-safe. */
final class NodeStages implements Stages {

    private static final Duration POLL = Duration.ofMillis(10);

    private final KafkaSide kafka;
    private final Sealer sealer;
    private final Projector projector;
    private final LedgerQuery query;
    private final RefusalIndex refusals;
    private final InboxRelay relay;

    NodeStages(
            KafkaSide kafka,
            Sealer sealer,
            Projector projector,
            LedgerQuery query,
            RefusalIndex refusals,
            InboxRelay relay) {
        this.kafka = kafka;
        this.sealer = sealer;
        this.projector = projector;
        this.query = query;
        this.refusals = refusals;
        this.relay = relay;
    }

    @Override
    public List<Stage> now() {
        return List.of(
                new Stage("broker", kafka.problem(), new TreeMap<>()),
                new Stage(
                        "gate",
                        refusals.failure().or(relay::failure).map(NodeStages::reason),
                        new TreeMap<>()),
                new Stage("sealer", sealerProblem(), sealerCounters()),
                new Stage("projector", projectorProblem(), projectorCounters()));
    }

    /** The first failure that will not heal by itself. */
    Optional<Throwable> failure() {
        return kafka.failure()
                .or(sealer::failure)
                .or(projector::failure)
                .or(refusals::failure)
                .or(relay::failure);
    }

    /**
     * Waits until sealer and projector serve.
     *
     * @throws IllegalStateException when one ended, or time ran out
     */
    NodeStages awaitServing(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (sealerProblem().isPresent() || projectorProblem().isPresent()) {
            failure()
                    .ifPresent(
                            failure -> {
                                throw new IllegalStateException(reason(failure), failure);
                            });
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "after %d s the sealer %s and the projector %s; look into the log"
                                .formatted(
                                        atMost.toSeconds(),
                                        sealerProblem().orElse("serves"),
                                        projectorProblem().orElse("serves")));
            }
            pause();
        }
        return this;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the node started", e);
        }
    }

    private Optional<String> sealerProblem() {
        return sealer.failure()
                .map(NodeStages::reason)
                .or(
                        () ->
                                sealer.state() == KafkaStreams.State.RUNNING
                                        ? Optional.empty()
                                        : Optional.of("is " + sealer.state()));
    }

    private Optional<String> projectorProblem() {
        return projector
                .failure()
                .map(NodeStages::reason)
                .or(
                        () ->
                                query.ready()
                                        ? Optional.empty()
                                        : Optional.of(
                                                "is %s; restoring %s"
                                                        .formatted(
                                                                projector.state(),
                                                                projector.restoring().running())));
    }

    private SortedMap<String, Long> sealerCounters() {
        SortedMap<String, Long> counters = new TreeMap<>();
        counters.put("sealed", sealer.counters().sealed());
        counters.put("duplicates", sealer.counters().duplicates());
        counters.put("rejected", sealer.counters().rejected());
        return counters;
    }

    private SortedMap<String, Long> projectorCounters() {
        ProjectorCounts counts = projector.counts();
        SortedMap<String, Long> counters = new TreeMap<>();
        counters.put("events", counts.events());
        counters.put("duplicates", counts.duplicates());
        counters.put("opaque", counts.opaque());
        counters.put("rebuilds", counts.rebuilds());
        if (kafka.problem().isEmpty() && query.ready()) {
            counters.put(
                    "behind", query.progress().stream().mapToLong(PartitionProgress::behind).sum());
        }
        return counters;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
