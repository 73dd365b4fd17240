package dev.goldthread.api.node;

import dev.goldthread.api.gate.FreeSpace;
import dev.goldthread.api.gate.InboxRelay;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.metrics.Stages;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.seal.Sealer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** What health and status tell of a node's parts. Thread-safe. */
final class NodeStages implements Stages {

    private static final Duration POLL = Duration.ofMillis(10);

    private final KafkaSide kafka;
    private final FreeSpace space;
    private final Supplier<Optional<String>> registryProblem;
    private final Optional<Gating> gate;
    private final Optional<Sealer> sealer;
    private final Optional<Projecting> projector;
    private final Optional<CheckpointerSide> checkpointer;

    /** What the gate runs by itself. */
    record Gating(RefusalIndex refusals, InboxRelay relay) {

        Optional<Throwable> failure() {
            return refusals.failure().or(relay::failure);
        }
    }

    /** The projector and what asks it. */
    record Projecting(Projector projector, LedgerQuery query) {}

    NodeStages(
            KafkaSide kafka,
            FreeSpace space,
            Supplier<Optional<String>> registryProblem,
            Optional<Gating> gate,
            Optional<Sealer> sealer,
            Optional<Projecting> projector,
            Optional<CheckpointerSide> checkpointer) {
        this.kafka = kafka;
        this.space = space;
        this.registryProblem = registryProblem;
        this.gate = gate;
        this.sealer = sealer;
        this.projector = projector;
        this.checkpointer = checkpointer;
    }

    /** The parts that this node runs. */
    @Override
    public List<State> now() {
        List<State> states = new ArrayList<>();
        gate.ifPresent(part -> states.add(new State(Part.GATE, gateProblem(part))));
        sealer.ifPresent(part -> states.add(new State(Part.SEALER, sealerProblem())));
        projector.ifPresent(part -> states.add(new State(Part.PROJECTOR, projectorProblem())));
        checkpointer.ifPresent(part -> states.add(new State(Part.CHECKPOINTER, part.problem())));
        states.add(new State(Part.BROKER, kafka.problem()));
        states.add(new State(Part.REGISTRY, registryProblem.get()));
        return List.copyOf(states);
    }

    private Optional<String> gateProblem(Gating part) {
        return part.failure().map(NodeStages::reason).or(space::problem);
    }

    /** The first failure that will not heal by itself; a full disk is named as what caused it. */
    Optional<Throwable> failure() {
        return ended().map(
                        failure ->
                                space.problem()
                                        .<Throwable>map(
                                                full ->
                                                        new IllegalStateException(
                                                                "%s (%s); then start again"
                                                                        .formatted(
                                                                                full,
                                                                                reason(failure)),
                                                                failure))
                                        .orElse(failure));
    }

    private Optional<Throwable> ended() {
        return kafka.failure()
                .or(() -> sealer.flatMap(Sealer::failure))
                .or(() -> projector.flatMap(part -> part.projector().failure()))
                .or(() -> gate.flatMap(Gating::failure))
                .or(() -> checkpointer.flatMap(CheckpointerSide::failure));
    }

    /**
     * Waits until sealer and projector serve. A store that is read back from the ledger may take
     * hours, so the time counts from where it last came forward.
     *
     * @throws IllegalStateException when one ended, or time ran out
     */
    NodeStages awaitServing(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long remaining = restoring();
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
            long now = restoring();
            if (now != remaining) {
                remaining = now;
                deadline = System.nanoTime() + atMost.toNanos();
            }
            pause();
        }
        return this;
    }

    private long restoring() {
        return projector.map(part -> part.projector().restoring().remaining()).orElse(0L);
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
        return sealer.flatMap(NodeStages::problem);
    }

    private static Optional<String> problem(Sealer sealer) {
        return sealer.failure()
                .map(NodeStages::reason)
                .or(
                        () ->
                                sealer.state() == KafkaStreams.State.RUNNING
                                        ? Optional.empty()
                                        : Optional.of("is " + sealer.state()));
    }

    private Optional<String> projectorProblem() {
        return projector.flatMap(NodeStages::problem);
    }

    private static Optional<String> problem(Projecting part) {
        Projector projector = part.projector();
        return projector
                .failure()
                .map(NodeStages::reason)
                .or(
                        () ->
                                part.query().ready()
                                        ? Optional.empty()
                                        : Optional.of(
                                                "is %s; restoring %s"
                                                        .formatted(
                                                                projector.state(),
                                                                projector.restoring().running())));
    }

    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
