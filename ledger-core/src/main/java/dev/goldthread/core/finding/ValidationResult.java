package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a validation shows, by its metrics and its verdict on the whole. A criterion that was waived
 * is not met; one that did not apply, or that nobody was measured for, shows nothing.
 */
public record ValidationResult(Node validation) {

    /** Everything that keeps it from having met every criterion; empty when nothing does. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (metrics().isEmpty()) {
            failures.add("%s has no metrics".formatted(validation.ref()));
        }
        for (Map<?, ?> metric : metrics()) {
            if ("FAIL".equals(metric.get("verdict"))) {
                failures.add(
                        "%s did not meet %s".formatted(validation.ref(), metric.get("criterion")));
            } else if ("WAIVED".equals(metric.get("verdict"))) {
                failures.add(
                        "%s did not meet %s, which was waived"
                                .formatted(validation.ref(), metric.get("criterion")));
            }
        }
        Optional<String> whole = validation.text("verdict");
        if (failures.isEmpty()
                && (whole.equals(Optional.of("FAIL")) || whole.equals(Optional.of("WAIVED")))) {
            failures.add(
                    "%s says %s of itself as a whole".formatted(validation.ref(), whole.get()));
        }
        return failures;
    }

    /** Whether it met every criterion, and there was something to meet. */
    boolean isPassed() {
        return failures().isEmpty()
                && !validation.text("verdict").equals(Optional.of("NOT_APPLICABLE"))
                && metrics().stream().anyMatch(ValidationResult::isMet);
    }

    private static boolean isMet(Map<?, ?> metric) {
        return "PASS".equals(metric.get("verdict"))
                && !(metric.get("n") instanceof Number subjects && subjects.longValue() == 0);
    }

    private List<Map<?, ?>> metrics() {
        List<Map<?, ?>> metrics = new ArrayList<>();
        if (validation.attributes().get("metrics") instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> metric) {
                    metrics.add(metric);
                }
            }
        }
        return metrics;
    }
}
