package dev.goldthread.api.node;

import dev.goldthread.api.gate.InboxRelay;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.metrics.Stages;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.seal.Sealer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** What health and status tell of a node's parts. Thread-safe. */
final class NodeStages implements Stages {

    private static final Duration POLL = Duration.ofMillis(10);

    private final KafkaSide kafka;
    private final Supplier<Optional<String>> registryProblem;
    private final Sealer sealer;
    private final Projector projector;
    private final LedgerQuery query;
    private final RefusalIndex refusals;
    private final InboxRelay relay;

    NodeStages(
            KafkaSide kafka,
            Supplier<Optional<String>> registryProblem,
            Sealer sealer,
            Projector projector,
            LedgerQuery query,
            RefusalIndex refusals,
            InboxRelay relay) {
        this.kafka = kafka;
        this.registryProblem = registryProblem;
        this.sealer = sealer;
        this.projector = projector;
        this.query = query;
        this.refusals = refusals;
        this.relay = relay;
    }

    @Override
    public List<State> now() {
        return List.of(
                new State(Part.GATE, refusals.failure().or(relay::failure).map(NodeStages::reason)),
                new State(Part.SEALER, sealerProblem()),
                new State(Part.PROJECTOR, projectorProblem()),
                new State(Part.BROKER, kafka.problem()),
                new State(Part.REGISTRY, registryProblem.get()));
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

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
