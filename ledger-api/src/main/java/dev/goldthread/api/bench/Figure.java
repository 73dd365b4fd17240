package dev.goldthread.api.bench;

import java.util.Optional;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param median of what was measured many times, where {@code value} is the 99th percentile
 * @param unit of the value, {@code events/s} or {@code ms}
 * @param ratio to another figure of the same run, and which
 * @param aim what it should be, as text
 */
public record Figure(
        String name,
        double value,
        Optional<Double> median,
        String unit,
        Optional<Ratio> ratio,
        String aim) {

    /** A ratio to the figure named {@code to}. */
    public record Ratio(double value, String to) {}

    public static Figure of(String name, double value, String unit, String aim) {
        return new Figure(name, value, Optional.empty(), unit, Optional.empty(), aim);
    }

    /** Of answers: the 99th percentile, with the median. */
    static Figure ofAnswers(String name, Percentiles took) {
        return new Figure(
                name, took.millis(99), Optional.of(took.millis(50)), "ms", Optional.empty(), "");
    }

    Figure against(Figure other) {
        return new Figure(
                name,
                value,
                median,
                unit,
                Optional.of(new Ratio(value / other.value, other.name)),
                aim);
    }
}
