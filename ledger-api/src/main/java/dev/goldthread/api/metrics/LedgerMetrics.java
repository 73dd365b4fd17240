package dev.goldthread.api.metrics;

import dev.goldthread.api.gate.SealingTimes;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/**
 * The ledger's metrics ({@code docs/metrics.md}): each scrape takes the figures once, and every
 * metric is read from them. Times of single events are told as they happen. Thread-safe.
 */
public final class LedgerMetrics implements SealingTimes {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final NamedMeters named = new NamedMeters(meters);
    private final Timer toSealed =
            meters.timer(
                    "goldthread.emit.to.sealed",
                    "Gate took the event up, until the time in its seal");
    private final Timer toApplied =
            meters.timer(
                    "goldthread.emit.to.applied",
                    "Gate took the event up, until its receipt could be read from the graph");

    public LedgerMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        StageMeters.register(meters);
    }

    @Override
    public void sealed(Duration untilSealed, Duration untilApplied) {
        toSealed.record(untilSealed);
        toApplied.record(untilApplied);
    }

    /** Prometheus text format, version 0.0.4, of these figures. */
    public String scrape(Figures now) {
        meters.read(now);
        named.watch(now);
        return registry.scrape();
    }
}
