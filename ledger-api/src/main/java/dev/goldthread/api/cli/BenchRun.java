package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.bench.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one run of the bench measured; several are laid out side by side.
 *
 * @param events for each stage
 */
record BenchRun(long events, List<Figure> figures) {

    BenchRun {
        figures = List.copyOf(figures);
    }

    /** One run is the answer itself, several are a list. */
    static ObjectNode json(List<BenchRun> runs) {
        if (runs.size() == 1) {
            return runs.getFirst().json();
        }
        ObjectNode all = LedgerClient.JSON.createObjectNode();
        ArrayNode list = all.putArray("runs");
        runs.forEach(run -> list.add(run.json()));
        return all;
    }

    private ObjectNode json() {
        ObjectNode all = LedgerClient.JSON.createObjectNode();
        all.put("events", events).put("processors", processors());
        ArrayNode list = all.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode row =
                    list.addObject()
                            .put("name", figure.name())
                            .put("value", figure.value())
                            .put("unit", figure.unit());
            figure.median().ifPresent(median -> row.put("median", median));
            figure.ratio()
                    .ifPresent(ratio -> row.put("ratio", ratio.value()).put("to", ratio.to()));
            if (!figure.aim().isEmpty()) {
                row.put("aim", figure.aim());
            }
        }
        return all;
    }

    static String table(List<BenchRun> runs) {
        return runs.size() == 1 ? runs.getFirst().table() : sideBySide(runs);
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d events a stage, %d processors, broker and clients on this machine; two values are p50 / p99%n%n",
                        events,
                        processors()));
        for (Figure figure : figures) {
            String ratio =
                    figure.ratio()
                            .map(r -> String.format(Locale.ROOT, "%.2f × %s", r.value(), r.to()))
                            .orElse("");
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-48s %18s %-9s  %-32s %s%n",
                            figure.name(),
                            value(figure),
                            figure.unit(),
                            ratio,
                            aim(figure)));
        }
        return text.toString();
    }

    /** A figure that one run could not measure, such as a trace of too few events, has a gap. */
    private static String sideBySide(List<BenchRun> runs) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d processors, broker and clients on this machine; two values are p50 / p99; events a stage:%n%n%-50s %s%n",
                        processors(),
                        "",
                        cells(
                                runs.stream()
                                        .map(run -> String.format(Locale.ROOT, "%,d", run.events))
                                        .toList())));
        Map<String, Figure> all = new LinkedHashMap<>();
        runs.forEach(run -> run.figures.forEach(figure -> all.putIfAbsent(figure.name(), figure)));
        for (Figure figure : all.values()) {
            List<String> values =
                    runs.stream()
                            .map(run -> run.figure(figure.name()).map(BenchRun::value).orElse(""))
                            .toList();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-50s %s %-12s %s%n",
                            figure.name(),
                            cells(values),
                            figure.unit(),
                            aim(figure)));
        }
        return text.toString();
    }

    private static String cells(List<String> values) {
        return values.stream().map("%18s"::formatted).collect(Collectors.joining(" "));
    }

    private Optional<Figure> figure(String name) {
        return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
    }

    private static String value(Figure figure) {
        String form = figure.unit().equals("ms") ? "%,.2f" : "%,.0f";
        String value = String.format(Locale.ROOT, form, figure.value());
        return figure.median()
                .map(median -> String.format(Locale.ROOT, form + " / %s", median, value))
                .orElse(value);
    }

    private static String aim(Figure figure) {
        return figure.aim().isEmpty() ? "" : "aim " + figure.aim();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
