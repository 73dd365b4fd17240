package dev.goldthread.api.metrics;

import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What every ledger has to tell, from the first scrape on. */
final class StageMeters {

    private final Meters meters;

    private StageMeters(Meters meters) {
        this.meters = meters;
    }

    static void register(Meters meters) {
        StageMeters stages = new StageMeters(meters);
        stages.countEvents();
        stages.measureDistance();
        stages.measureStore();
        stages.watchQuestions();
        stages.watchCheckpoints();
        stages.countTimestamps();
    }

    private void countEvents() {
        meters.counter(
                "goldthread.sealed.events",
                "Events that this instance's sealer sealed",
                figures -> figures.sealer().sealed());
        duplicates(Stages.Part.GATE, figures -> figures.gate().duplicates());
        duplicates(Stages.Part.SEALER, figures -> figures.sealer().duplicates());
        duplicates(Stages.Part.PROJECTOR, figures -> figures.projector().duplicates());
    }

    private void duplicates(Stages.Part stage, ToDoubleFunction<Figures> count) {
        meters.counter(
                "goldthread.duplicate.events",
                "Events that the stage knew and dropped",
                count,
                Meters.STAGE,
                stage.text());
    }

    private void measureDistance() {
        lag(Stages.Part.SEALER, figures -> orNaN(figures.sealer().behind()));
        lag(Stages.Part.PROJECTOR, figures -> orNaN(figures.projector().behind()));
        lag(Stages.Part.CHECKPOINTER, figures -> orNaN(figures.checkpointer().behind()));
        commits("average", figures -> figures.sealer().commits().average());
        commits("max", figures -> figures.sealer().commits().max());
    }

    private void lag(Stages.Part stage, ToDoubleFunction<Figures> behind) {
        meters.gauge(
                "goldthread.stage.lag.records",
                "Records that the stage is behind",
                behind,
                Meters.STAGE,
                stage.text());
    }

    private static double orNaN(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : Double.NaN;
    }

    private void commits(String of, ToDoubleFunction<Figures> seconds) {
        meters.gauge(
                "goldthread.commit.latency.seconds",
                "Time that the sealer's commits took of late, as Kafka Streams measures it",
                seconds,
                "of",
                of);
    }

    private void measureStore() {
        meters.gauge(
                "goldthread.store.bytes",
                "Bytes of the store, as RocksDB estimates them",
                figures -> figures.projector().store().bytes(),
                "store",
                "graph");
        meters.gauge(
                "goldthread.store.rows",
                "Rows of the store, as RocksDB estimates them",
                figures -> figures.projector().store().rows(),
                "store",
                "graph");
        meters.gauge(
                "goldthread.restore.records.remaining",
                "Ledger offsets that stores being restored still have to read",
                figures -> figures.projector().restoring());
    }

    private void watchQuestions() {
        meters.gauge(
                "goldthread.question.nodes",
                "Nodes that questions hold in memory which are being answered",
                figures -> figures.questions().held());
        meters.gauge(
                "goldthread.question.nodes.limit",
                "Nodes that they may hold together",
                figures -> figures.questions().heldMax());
        meters.counter(
                "goldthread.questions.refused",
                "Questions that were turned away because others held the memory",
                figures -> figures.questions().refused());
    }

    private void watchCheckpoints() {
        meters.counter(
                "goldthread.checkpoints.signed",
                "Checkpoints that this instance's checkpointer signed",
                figures -> figures.checkpointer().signed());
        meters.counter(
                "goldthread.checkpoint.alarms",
                "Times that a log was found not to be what was sealed or signed",
                figures -> figures.checkpointer().raised());
        meters.gauge(
                "goldthread.checkpoint.alarmed.logs",
                "Logs that are not signed any more because of an alarm",
                figures -> figures.checkpointer().alarms());
        signing("average", figures -> figures.checkpointer().signSecondsAverage());
        signing("max", figures -> figures.checkpointer().signSecondsMax());
    }

    private void signing(String of, ToDoubleFunction<Figures> seconds) {
        meters.gauge(
                "goldthread.checkpoint.sign.seconds",
                "Time that one signature took, since the start",
                seconds,
                "of",
                of);
    }

    private void countTimestamps() {
        meters.counter(
                "goldthread.timestamps",
                "Checkpoints that the timestamp authority stamped",
                stamps(Figures.Timestamps::stamped));
        meters.counter(
                "goldthread.timestamp.failures",
                "Attempts to get a timestamp that brought none",
                stamps(Figures.Timestamps::failed));
    }

    private static ToDoubleFunction<Figures> stamps(ToLongFunction<Figures.Timestamps> count) {
        return figures -> figures.outside().timestamps().stream().mapToLong(count).sum();
    }
}
