package dev.goldthread.api.metrics;

import dev.goldthread.api.gate.SealingTimes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's metrics ({@code docs/metrics.md}): each scrape takes the figures once, and every
 * metric is read from them. Times of single events are told as they happen. Thread-safe.
 */
public final class LedgerMetrics implements SealingTimes {

    private static final Duration[] BUCKETS =
            Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private static final String REJECTED = "goldthread.rejected.events";
    private static final String STAGE = "stage";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer toSealed =
            timer(
                    "goldthread.emit.to.sealed",
                    "Gate took the event up, until the time in its seal");
    private final Timer toApplied =
            timer(
                    "goldthread.emit.to.applied",
                    "Gate took the event up, until its receipt could be read from the graph");
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Figures figures;

    public LedgerMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        countSealer();
        countDuplicates();
        measureDistance();
        measureStore();
        watchCheckpoints();
        countTimestamps();
    }

    private Timer timer(String name, String meaning) {
        return Timer.builder(name)
                .description(meaning)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private void countSealer() {
        FunctionCounter.builder(
                        "goldthread.sealed.events",
                        this,
                        on(figures -> figures.sealer().sealed(), 0))
                .description("Events that this instance's sealer sealed")
                .register(registry);
    }

    private void countDuplicates() {
        duplicates(Stages.Part.GATE, figures -> figures.gate().duplicates());
        duplicates(Stages.Part.SEALER, figures -> figures.sealer().duplicates());
        duplicates(Stages.Part.PROJECTOR, figures -> figures.projector().duplicates());
    }

    private void duplicates(Stages.Part stage, ToDoubleFunction<Figures> count) {
        FunctionCounter.builder("goldthread.duplicate.events", this, on(count, 0))
                .description("Events that the stage knew and dropped")
                .tag(STAGE, stage.text())
                .register(registry);
    }

    private void measureDistance() {
        lag(Stages.Part.SEALER, figures -> orNaN(figures.sealer().behind()));
        lag(Stages.Part.PROJECTOR, figures -> orNaN(figures.projector().behind()));
        lag(Stages.Part.CHECKPOINTER, figures -> orNaN(figures.checkpointer().behind()));
        commits("average", figures -> figures.sealer().commits().average());
        commits("max", figures -> figures.sealer().commits().max());
    }

    private void lag(Stages.Part stage, ToDoubleFunction<Figures> behind) {
        gauge("goldthread.stage.lag.records", "Records that the stage is behind", behind)
                .tag(STAGE, stage.text())
                .register(registry);
    }

    private void commits(String of, ToDoubleFunction<Figures> seconds) {
        gauge(
                        "goldthread.commit.latency.seconds",
                        "Time that the sealer's commits took of late, as Kafka Streams measures it",
                        seconds)
                .tag("of", of)
                .register(registry);
    }

    private void measureStore() {
        gauge(
                        "goldthread.store.bytes",
                        "Bytes of the store, as RocksDB estimates them",
                        figures -> figures.projector().store().bytes())
                .tag("store", "graph")
                .register(registry);
        gauge(
                        "goldthread.store.rows",
                        "Rows of the store, as RocksDB estimates them",
                        figures -> figures.projector().store().rows())
                .tag("store", "graph")
                .register(registry);
        gauge(
                        "goldthread.restore.records.remaining",
                        "Ledger offsets that stores being restored still have to read",
                        figures -> figures.projector().restoring())
                .register(registry);
    }

    private void watchCheckpoints() {
        FunctionCounter.builder(
                        "goldthread.checkpoints.signed",
                        this,
                        on(figures -> figures.checkpointer().signed(), 0))
                .description("Checkpoints that this instance's checkpointer signed")
                .register(registry);
        FunctionCounter.builder(
                        "goldthread.checkpoint.alarms",
                        this,
                        on(figures -> figures.checkpointer().raised(), 0))
                .description("Times that a log was found not to be what was sealed or signed")
                .register(registry);
        gauge(
                        "goldthread.checkpoint.alarmed.logs",
                        "Logs that are not signed any more because of an alarm",
                        figures -> figures.checkpointer().alarms())
                .register(registry);
        signing("average", figures -> figures.checkpointer().signSecondsAverage());
        signing("max", figures -> figures.checkpointer().signSecondsMax());
    }

    private void signing(String of, ToDoubleFunction<Figures> seconds) {
        gauge(
                        "goldthread.checkpoint.sign.seconds",
                        "Time that one signature took, since the start",
                        seconds)
                .tag("of", of)
                .register(registry);
    }

    private Gauge.Builder<LedgerMetrics> gauge(
            String name, String meaning, ToDoubleFunction<Figures> value) {
        return Gauge.builder(name, this, on(value, Double.NaN)).description(meaning);
    }

    private static ToDoubleFunction<LedgerMetrics> on(
            ToDoubleFunction<Figures> value, double before) {
        return metrics ->
                Optional.ofNullable(metrics.figures)
                        .map(figures -> value.applyAsDouble(figures))
                        .orElse(before);
    }

    private static double orNaN(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : Double.NaN;
    }

    @Override
    public void sealed(Duration untilSealed, Duration untilApplied) {
        toSealed.record(untilSealed);
        toApplied.record(untilApplied);
    }

    /** Prometheus text format, version 0.0.4, of these figures. */
    public String scrape(Figures now) {
        figures = now;
        // Channels and rules show up as they come.
        now.gate().taken().keySet().forEach(each -> once("taken", each, this::countTaken));
        now.gate().refused().keySet().forEach(each -> once("gate", each, this::countRefusedByGate));
        now.sealer()
                .refused()
                .keySet()
                .forEach(each -> once("sealer", each, this::countRefusedBySealer));
        now.outside().witnesses().forEach(each -> once("witness", each.name(), this::watchWitness));
        now.hooks().connections().forEach(this::watchConnection);
        return registry.scrape();
    }

    private void watchConnection(String name, Figures.Connection now) {
        once("waiting", name, this::measureWaiting);
        now.results()
                .keySet()
                .forEach(each -> once("results of " + name, each, _ -> countDelivered(name, each)));
        now.denied()
                .keySet()
                .forEach(each -> once("denials of " + name, each, _ -> countDenied(name, each)));
    }

    private void measureWaiting(String connection) {
        gauge(
                        "goldthread.hook.waiting.bodies",
                        "Kept bodies that gave no events yet, or not all of them",
                        connection(connection, Figures.Connection::waiting))
                .tag("connection", connection)
                .register(registry);
    }

    private void countDelivered(String connection, String result) {
        FunctionCounter.builder(
                        "goldthread.hook.deliveries",
                        this,
                        on(connection(connection, of -> of.results().getOrDefault(result, 0L)), 0))
                .description("Deliveries of proven senders, by what became of them")
                .tag("connection", connection)
                .tag("result", result)
                .register(registry);
    }

    private void countDenied(String connection, String reason) {
        FunctionCounter.builder(
                        "goldthread.hook.denied",
                        this,
                        on(connection(connection, of -> of.denied().getOrDefault(reason, 0L)), 0))
                .description("Deliveries of which nothing was kept, by reason")
                .tag("connection", connection)
                .tag("reason", reason)
                .register(registry);
    }

    private static ToDoubleFunction<Figures> connection(
            String name, ToLongFunction<Figures.Connection> value) {
        return figures ->
                Optional.ofNullable(figures.hooks().connections().get(name))
                        .map(value::applyAsLong)
                        .orElse(0L);
    }

    /** Registering a counter twice would change nothing, but each time the library warns. */
    private void once(String kind, String name, Consumer<String> register) {
        if (registered.add(kind + ' ' + name)) {
            register.accept(name);
        }
    }

    private void countTimestamps() {
        FunctionCounter.builder(
                        "goldthread.timestamps", this, on(stamps(Figures.Timestamps::stamped), 0))
                .description("Checkpoints that the timestamp authority stamped")
                .register(registry);
        FunctionCounter.builder(
                        "goldthread.timestamp.failures",
                        this,
                        on(stamps(Figures.Timestamps::failed), 0))
                .description("Attempts to get a timestamp that brought none")
                .register(registry);
    }

    private static ToDoubleFunction<Figures> stamps(ToLongFunction<Figures.Timestamps> count) {
        return figures -> figures.outside().timestamps().stream().mapToLong(count).sum();
    }

    private void watchWitness(String name) {
        gauge(
                        "goldthread.witness.pending.logs",
                        "Logs whose newest checkpoint the witness has not cosigned yet",
                        witness(name, Figures.Witness::pending))
                .tag("witness", name)
                .register(registry);
        countOf(
                name,
                "goldthread.witness.cosignatures",
                "Cosignatures that the witness gave",
                Figures.Witness::cosigned);
        countOf(
                name,
                "goldthread.witness.failures",
                "Attempts to get a cosignature that brought none",
                Figures.Witness::failed);
    }

    private void countOf(
            String witness, String name, String meaning, ToLongFunction<Figures.Witness> count) {
        FunctionCounter.builder(name, this, on(witness(witness, count), 0))
                .description(meaning)
                .tag("witness", witness)
                .register(registry);
    }

    private static ToDoubleFunction<Figures> witness(
            String name, ToLongFunction<Figures.Witness> count) {
        return figures ->
                figures.outside().witnesses().stream()
                        .filter(each -> each.name().equals(name))
                        .mapToLong(count)
                        .sum();
    }

    private void countTaken(String channel) {
        FunctionCounter.builder(
                        "goldthread.intake.events",
                        this,
                        on(figures -> figures.gate().taken().getOrDefault(channel, 0L), 0))
                .description("Events that the gate wrote to the intake, acknowledged")
                .tag("channel", channel)
                .register(registry);
    }

    private void countRefusedByGate(String rule) {
        countRefused(
                Stages.Part.GATE, rule, figures -> figures.gate().refused().getOrDefault(rule, 0L));
    }

    private void countRefusedBySealer(String rule) {
        countRefused(
                Stages.Part.SEALER,
                rule,
                figures -> figures.sealer().refused().getOrDefault(rule, 0L));
    }

    private void countRefused(Stages.Part stage, String rule, ToDoubleFunction<Figures> count) {
        FunctionCounter.builder(REJECTED, this, on(count, 0))
                .description("Events that the stage refused, by the first rule they broke")
                .tag(STAGE, stage.text())
                .tag("rule", rule)
                .register(registry);
    }
}
