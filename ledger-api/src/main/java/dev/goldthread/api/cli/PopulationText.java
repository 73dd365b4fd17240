package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The sources that an answer rests on, as a table. */
final class PopulationText {

    private PopulationText() {}

    static void add(JsonNode population, Report report) {
        report.title("Sources of it");
        if (population.has("unknown")) {
            report.line("not known: " + population.path("unknown").asText());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode source : population.path("sources")) {
            List<String> findings = new ArrayList<>();
            source.path("findings")
                    .forEach(
                            finding ->
                                    findings.add(
                                            finding.path("code").asText()
                                                    + ", "
                                                    + finding.path("reason").asText()));
            rows.add(
                    List.of(
                            source.path("uri").asText(),
                            source.path("events").asText(),
                            source.has("last") ? source.path("last").asText() : "does not count",
                            source.has("reconciled")
                                    ? AnswerPrinter.minute(source.at("/reconciled/at"))
                                    : "never",
                            String.join("; ", findings)));
        }
        report.grid(
                List.of("SOURCE", "EVENTS", "COUNTED TO", "RECONCILED", "FINDINGS"),
                rows,
                "None is known.");
    }
}
