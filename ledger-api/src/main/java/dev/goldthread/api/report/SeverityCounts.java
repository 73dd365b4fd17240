package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.goldthread.api.foreign.UnreadableException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many findings there are of each severity, or how many there may be. */
record SeverityCounts(Map<Severity, Integer> counts) {

    /** As the vocabulary has them, worst first. */
    enum Severity {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW,
        INFO
    }

    SeverityCounts {
        counts = Map.copyOf(counts);
    }

    /**
     * @param texts each {@code SEVERITY:COUNT}
     */
    static SeverityCounts parse(List<String> texts) throws UnreadableException {
        if (texts.isEmpty()) {
            throw new UnreadableException(
                    "?thresholds",
                    "missing",
                    "nothing",
                    "say how many findings are tolerated: thresholds=CRITICAL:0 and others alike");
        }
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (String text : texts) {
            String[] parts = text.strip().toUpperCase(Locale.ROOT).split(":", -1);
            if (parts.length != 2
                    || !parts[1].matches("[0-9]{1,6}")
                    || Arrays.stream(Severity.values()).noneMatch(s -> s.name().equals(parts[0]))) {
                throw new UnreadableException(
                        "?thresholds",
                        "threshold-form",
                        text,
                        "send SEVERITY:COUNT with CRITICAL, HIGH, MEDIUM, LOW or INFO");
            }
            counts.put(Severity.valueOf(parts[0]), Integer.parseInt(parts[1]));
        }
        return new SeverityCounts(counts);
    }

    /** Whether no severity that has a threshold goes beyond it. */
    boolean isWithin(SeverityCounts thresholds) {
        return thresholds.counts().entrySet().stream()
                .allMatch(limit -> counts.getOrDefault(limit.getKey(), 0) <= limit.getValue());
    }

    /** Worst first; a severity without a number is left out. */
    ArrayNode json() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Severity severity : Severity.values()) {
            if (counts.containsKey(severity)) {
                json.addObject()
                        .put("severity", severity.name())
                        .put("count", counts.get(severity));
            }
        }
        return json;
    }
}
