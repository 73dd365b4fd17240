package dev.goldthread.api.metrics;

import dev.goldthread.api.gate.GateCounters;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.checkpoint.Checkpointer;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorCounts;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.NodeBudget;
import dev.goldthread.streams.query.PartitionProgress;
import dev.goldthread.streams.seal.RefusalRule;
import dev.goldthread.streams.seal.Sealer;
import dev.goldthread.streams.seal.SealerCounters;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The figures of a running ledger. Thread-safe. */
public final class LedgerFigures implements FigureSource {

    private final GateCounters gate;
    private final Optional<Sealer> sealer;
    private final Projector projector;
    private final LedgerQuery query;
    private final NodeBudget questions;
    private final Supplier<Optional<Checkpointer>> checkpointer;
    private final CheckpointLog checkpoints;
    private final Supplier<Figures.Outside> outside;
    private final Supplier<Figures.Hooks> hooks;

    /**
     * @param sealer empty when another process seals; then its figures are unknown here
     * @param questions what they hold
     * @param checkpointer empty when another process signs, or while it starts
     */
    public LedgerFigures(
            GateCounters gate,
            Optional<Sealer> sealer,
            Projector projector,
            LedgerQuery query,
            NodeBudget questions,
            Supplier<Optional<Checkpointer>> checkpointer,
            CheckpointLog checkpoints,
            Supplier<Figures.Outside> outside,
            Supplier<Figures.Hooks> hooks) {
        this.gate = gate;
        this.sealer = sealer;
        this.projector = projector;
        this.query = query;
        this.questions = questions;
        this.checkpointer = checkpointer;
        this.checkpoints = checkpoints;
        this.outside = outside;
        this.hooks = hooks;
    }

    /** Asks the cluster: below a second, or some seconds when it does not answer. */
    @Override
    public Figures now() {
        Figures.Sealer sealing =
                sealer.map(LedgerFigures::sealing).orElse(Figures.Sealer.ELSEWHERE);
        // A cluster that said nothing about the intake is not asked about the ledger: that takes
        // longer.
        boolean answers = sealer.isEmpty() || sealing.behind().isPresent();
        OptionalLong behind = answers ? projectorBehind() : OptionalLong.empty();
        return new Figures(
                new Figures.Gate(gate.taken(), gate.refused(), gate.duplicates()),
                sealing,
                projecting(behind),
                new Figures.Questions(questions.held(), questions.nodesMax(), questions.refused()),
                checkpointing(),
                outside.get(),
                hooks.get());
    }

    private static Figures.Sealer sealing(Sealer sealer) {
        SealerCounters counters = sealer.counters();
        SortedMap<String, Long> refused = new TreeMap<>();
        for (RefusalRule rule : RefusalRule.values()) {
            refused.put(rule.text(), counters.rejected(rule));
        }
        return new Figures.Sealer(
                counters.sealed(),
                refused,
                counters.duplicates(),
                sealer.behind(),
                sealer.commitLatency());
    }

    private Figures.Projector projecting(OptionalLong behind) {
        ProjectorCounts counts = projector.counts();
        return new Figures.Projector(
                counts.events(),
                counts.duplicates(),
                counts.opaque(),
                counts.rebuilds(),
                behind,
                projector.restoring().remaining(),
                projector.stores().size());
    }

    private Figures.Checkpointer checkpointing() {
        OptionalLong behind = entriesWithoutCheckpoint();
        return checkpointer
                .get()
                .map(
                        running ->
                                new Figures.Checkpointer(
                                        running.counters().signed(),
                                        running.alarms().size(),
                                        running.alarmsRaised(),
                                        behind,
                                        running.counters().signSecondsAverage(),
                                        running.counters().signSecondsMax()))
                .orElseGet(() -> new Figures.Checkpointer(0, 0, 0, behind, Double.NaN, Double.NaN));
    }

    private OptionalLong entriesWithoutCheckpoint() {
        try {
            return OptionalLong.of(
                    query.products().stream()
                            .mapToLong(position -> position.seq() + 1 - covered(position.product()))
                            .filter(entries -> entries > 0)
                            .sum());
        } catch (NotReadyException e) {
            return OptionalLong.empty();
        }
    }

    private long covered(Product product) {
        return checkpoints.latest(product).map(latest -> latest.checkpoint().size()).orElse(0L);
    }

    /** A store may close, or the ledger not be readable in time, while it is asked. */
    private OptionalLong projectorBehind() {
        try {
            return OptionalLong.of(
                    query.progress().stream().mapToLong(PartitionProgress::behind).sum());
        } catch (NotReadyException | IllegalStateException | KafkaException e) {
            return OptionalLong.empty();
        }
    }
}
