package dev.goldthread.api.bench;

import java.util.Optional;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param unit of the value, {@code events/s} or {@code ms}
 * @param ratio to another figure of the same run, and which
 * @param aim what it should be, as text
 */
public record Figure(String name, double value, String unit, Optional<Ratio> ratio, String aim) {

    /** A ratio to the figure named {@code to}. */
    public record Ratio(double value, String to) {}

    public static Figure of(String name, double value, String unit, String aim) {
        return new Figure(name, value, unit, Optional.empty(), aim);
    }

    Figure against(Figure other) {
        return new Figure(
                name, value, unit, Optional.of(new Ratio(value / other.value, other.name)), aim);
    }
}
