package dev.goldthread.api.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes meters that are read from the figures of the newest scrape. Thread-safe. */
final class Meters {

    static final String STAGE = "stage";

    private static final Duration[] BUCKETS =
            Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private volatile @Nullable Figures figures;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    void read(Figures now) {
        figures = now;
    }

    /** Times of single events, told as they happen. */
    Timer timer(String name, String meaning) {
        return Timer.builder(name)
                .description(meaning)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /**
     * @param tags names and values in turn
     */
    void counter(String name, String meaning, ToDoubleFunction<Figures> value, String... tags) {
        FunctionCounter.builder(name, this, on(value, 0))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    /**
     * @param tags names and values in turn
     */
    void gauge(String name, String meaning, ToDoubleFunction<Figures> value, String... tags) {
        Gauge.builder(name, this, on(value, Double.NaN))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private static ToDoubleFunction<Meters> on(ToDoubleFunction<Figures> value, double before) {
        return meters ->
                Optional.ofNullable(meters.figures)
                        .map(figures -> value.applyAsDouble(figures))
                        .orElse(before);
    }
}
